from cms.releases.models import DocumentPage
from cms.releases.tree import blanks

MADE = {"key", "translation_key"}


def values(page):
    return {field.attname: getattr(page, field.attname) for field in page._meta.concrete_fields}


def test_a_blank_page_says_what_the_constructor_makes_it_say(db):
    blank, constructed = values(blanks(DocumentPage)()), values(DocumentPage())
    assert {name: value for name, value in blank.items() if name not in MADE} == {
        name: value for name, value in constructed.items() if name not in MADE
    }


def test_blank_pages_are_new_and_share_nothing_that_can_change(db):
    blank = blanks(DocumentPage)
    one, other = blank(), blank()
    assert one._state.adding and one.pk is None
    assert all(getattr(one, name) != getattr(other, name) for name in MADE)
    one.attachments.append("a file")
    one.title = "제목"
    assert (other.attachments, other.title, blank().attachments) == ([], "", [])


def test_what_the_caller_sets_is_not_made(db):
    page = blanks(DocumentPage, without=("key",))()
    assert "key" not in page.__dict__
    assert page.translation_key != blanks(DocumentPage)().translation_key
