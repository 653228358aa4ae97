"""The JSON of records as those who read it by key are told of it."""

from dataclasses import fields

from cms.core.records import Record, RecordData


def test_the_json_of_a_record_has_its_fields_in_their_order():
    assert list(RecordData.__annotations__) == [field.name for field in fields(Record)]
