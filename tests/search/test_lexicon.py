"""The lexicon: nothing that is not to be found any more can be told from how a query is read."""

import pytest

from cms.search.answers import answer
from cms.search.kept.words import KeptLexicon
from cms.search.kept.writing import begin_anew, write
from cms.search.models import IndexedText, Word
from cms.search.requests import Request
from retrieval.segments import Text
from tests.background import keep
from tests.content import CODE, publish, published_post

pytestmark = pytest.mark.django_db


def text(key, title, **over):
    return Text(key=key, moment=key, title=title, **over)


def words(index="one"):
    return dict(Word.objects.filter(index_name=index).values_list("word", "texts"))


def test_words_are_counted_once_a_text_and_leave_with_it():
    write("one", [text(1, "자전거 도로 자전거"), text(2, "자전거", summary="도로")])
    assert words() == {"자전거": 2, "도로": 2}
    write("one", [text(1, "자전거 공원")])
    assert words() == {"자전거": 2, "도로": 1, "공원": 1}
    write("one", [text(1, "자전거 공원")], gone=[2])
    assert words() == {"자전거": 1, "공원": 1}
    write("one", [], gone=[1])
    assert (words(), IndexedText.objects.count()) == ({}, 0)


def test_anew_words_are_counted_as_texts_are_written_and_none_of_before_is_taken_off():
    write("one", [text(1, "자전거"), text(2, "자전거")])
    begin_anew("one")
    assert words() == {}
    write("one", [text(2, "자전거")])
    write("one", [], gone=[1])
    assert words() == {"자전거": 1}


def test_words_of_texts_that_not_everybody_knows_are_not_counted():
    write("one", [text(1, "비밀"), text(2, "자전거")], is_known=lambda key: key == 2)
    assert words() == {"자전거": 1}
    write("one", [text(1, "기밀")], is_known=lambda key: key == 2)
    assert words() == {"자전거": 1}


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.parametrize("corrected", [True, False])
def test_a_word_of_a_title_that_is_gone_is_read_like_any_unknown_one(corrected):
    published_post("나루시장 두부 가게", slug="shop")
    post = published_post("꽯찧민 자전거", slug="gone")
    keep()
    assert KeptLexicon(CODE).counts(["꽯찧민"]) == {"꽯찧민": 1}
    if corrected:
        publish(post, title="○○○ 자전거")
    else:
        post.unpublish()
    keep()

    of_gone, of_none = (answer(Request(site=CODE, text=f"나루시장두부{word}")) for word in ("꽯찧민", "꽯쟆민"))

    assert (of_gone.matches, of_gone.estimated) == (of_none.matches, of_none.estimated) == (False, 0)
    assert "꽯찧민" not in words(CODE)
