"""Covering in HTML: what a reader sees is masked, and the tags stay as they are."""

from cms.releases.authored import read_html
from screening import mask, screen


def covered(html):
    source = read_html(html)
    return source.covered(mask(source.text, screen(source.text)))


def test_a_number_is_covered_across_tags_and_references():
    assert covered("<p>문의 010-<b>1234</b>-5678 R&amp;D</p>") == "<p>문의 010-<b>****</b>-**** R&amp;D</p>"


def test_what_a_link_is_called_is_covered_too():
    assert covered('<p><a href="tel:010-1234-5678">전화</a></p>') == '<p><a href="tel:010-****-****">전화</a></p>'


def test_html_without_findings_stays_as_it_is():
    html = "<p>R&D &copy that &#8364; &hellip; <br>02-120</p>"
    assert covered(html) == html
