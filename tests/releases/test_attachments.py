"""The files of a document as JSON."""

from dataclasses import fields

from cms.releases.attachments import Attachment, AttachmentData

READ = Attachment(name="a.pdf", type="application/pdf", size=3, digest="0" * 64, text="words", problem="encrypted")


def test_the_json_of_a_file_has_its_fields():
    assert set(AttachmentData.__annotations__) == {field.name for field in fields(Attachment)}


def test_a_file_is_read_as_it_was_written_and_what_is_empty_is_not_written():
    data = READ.to_data()

    assert list(data) == ["name", "type", "size", "digest", "role", "text", "problem"]
    assert Attachment.from_data(data) == READ


def test_an_empty_file_is_read_as_it_was_written():
    empty = Attachment(name="a.txt", type="text/plain", size=0, digest="0" * 64)

    assert "size" not in empty.to_data()
    assert Attachment.from_data(empty.to_data()) == empty


def test_what_a_person_has_decided_on_a_file_is_not_what_was_read_of_it():
    decided = Attachment.from_data(READ.to_data() | {"copy": "1" * 64, "copy_size": 2, "withheld": True})

    assert decided != READ
    assert decided.as_read == READ
