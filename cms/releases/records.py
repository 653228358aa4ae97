"""From a document page to its public record: with what is personal covered, without what the law closes."""

from datetime import UTC, datetime
from html import escape
from typing import Any, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.conf import settings

from cms.core import records
from cms.core.iri import encode_uri
from cms.core.reading import read_once
from cms.core.records import Body, Document, File, Official, from_data
from cms.core.text import clean_line, clean_text, shorten
from cms.releases.attachments import COPY, Attachment
from cms.subsites.identity import base_url, entity, identity_base
from cms.subsites.models import city_of
from screening import Outcome, Verdict, mask

SUMMARY_LENGTH: Final = 200
WITHHELD_TITLE: Final = {"ko": "제목 비공개 문서", "en": "Document with a withheld title"}
DETAILS: Final[dict[str, tuple[str, type]]] = {
    "expense": ("expense", records.Expense),
    "research": ("research", records.Research),
    "advance-publication": ("advance", records.Advance),
}
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


def build(page: Any) -> tuple[Document, Body]:
    """The record and the body of a document as stored; the gate has said that its verdict is on this content."""
    city = city_of(page)
    base = base_url(city)
    language = _language(page)
    public = _Public(page)
    body = public.body()
    published_at = _moment(page.first_published_at)
    record = Document(
        key=str(page.key),
        iri=entity(identity_base(city), "document", str(page.key)),
        url=encode_uri(page.full_url or base),
        site=page.city,
        language=language,
        title=public.title(language),
        summary=shorten(body.text, length=SUMMARY_LENGTH),
        published_at=published_at,
        modified_at=max(published_at, _moment(page.last_published_at)),
        publisher=page.unit.key if page.unit_id else None,
        licence="" if public.closed else page.licence,
        management_number=page.management_number,
        number=clean_line(public.text("number", page.number)),
        genre=page.genre,
        produced_on=page.produced_on,
        approved_on=page.approved_on,
        openness=page.openness,
        grounds=tuple(page.grounds),
        reason=public.text("reason", page.reason),
        review_on=page.review_on,
        review_stage=page.review_stage,
        retention=page.retention,
        retained_until=page.retained_until,
        officials=tuple(from_data(Official, official) for official in page.officials),
        task=page.task.key if page.task_id else None,
        functions=tuple(page.functions),
        masked=public.masked,
        files=public.files(base),
        **public.details(),
    )
    return record, body


class _Public:
    """The part of a document that the public sees, given its verdict."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.closed = page.openness == "closed"
        verdict: Verdict | None = page.screening
        self._verdict = verdict if verdict is not None and verdict.outcome is Outcome.MASKED else None

    @property
    def masked(self) -> bool:
        return self._verdict is not None

    def text(self, part: str, value: str) -> str:
        """A part as the public reads it."""
        return mask(value, self._verdict.found_in(part)) if self._verdict else value

    def title(self, language: str) -> str:
        if self.closed and self.page.title_withheld:
            return WITHHELD_TITLE.get(language, WITHHELD_TITLE["en"])
        return clean_line(self.text("title", self.page.title))

    def body(self) -> Body:
        """The text of the document, and for reading and search what its attachments say."""
        if self.closed:
            return Body()
        text = clean_text(self.text("text", self.page.text))
        attached = (self._attached(attachment) for attachment in self.page.files if not attachment.withheld)
        texts = [text, *attached]
        return Body(html=paragraphs(text), text="\n\n".join(filter(None, texts)))

    def _attached(self, attachment: Attachment) -> str:
        """The text that a reader of the file sees. Findings count characters of all its text: where what is shown is
        not the beginning of that, nothing is, and the masked copy is to be read.
        """
        part = attachment.parts[1].name
        found = self._verdict.found_in(part) if self._verdict else ()
        shown = attachment.shown
        if not found:
            return shown
        if not attachment.text.startswith(shown):
            return ""
        return mask(shown, [one for one in found if one.start < len(shown)])

    def files(self, base: str) -> tuple[File, ...]:
        if self.closed:
            return ()
        return tuple(self._file(attachment, base) for attachment in self.page.files if self._may_be_served(attachment))

    def _may_be_served(self, attachment: Attachment) -> bool:
        """An attachment in which something is covered is served as its masked copy, or not at all: a copy covers what
        the person found who had it made, and of what the rules have found since nobody knows whether it does."""
        if attachment.withheld:
            return False
        if self._verdict is None or not self._verdict.found_in(attachment.parts[1].name):
            return True
        return bool(attachment.copy) and self._verdict.decided

    def _file(self, attachment: Attachment, base: str) -> File:
        """A masked copy is served instead of the original, which is then nowhere to be had."""
        name = clean_line(self.text(attachment.parts[0].name, attachment.name))
        digest = attachment.copy or attachment.digest
        return File(
            url=encode_uri(f"{base}/attachments/{self.page.key}/{digest}/{quote(name, safe='')}"),
            title=name,
            type=attachment.type,
            size=attachment.copy_size or attachment.size,
            licence=self.page.licence,
            role=COPY if attachment.copy else attachment.role,
        )

    def details(self) -> dict[str, Any]:
        """The fields that the genre adds, under the name that the record gives them."""
        name, cls = DETAILS.get(self.page.genre, ("", object))
        if not name or self.closed or not self.page.details:
            return {}
        data = {
            key: self.text(f"details:{key}", value) if isinstance(value, str) else value
            for key, value in self.page.details.items()
        }
        return {name: from_data(cls, data)}


def paragraphs(text: str) -> str:
    """Plain text as HTML: a paragraph where a blank line is, a line break elsewhere."""
    blocks = (block.strip("\n") for block in escape(text, quote=False).split("\n\n"))
    return "\n".join(f"<p>{block.replace(chr(10), '<br>')}</p>" for block in blocks if block.strip())


def _moment(value: datetime | None) -> datetime:
    return (value or _NEVER).astimezone(ZoneInfo(settings.TIME_ZONE)).replace(microsecond=0)


@read_once(lambda page: page.locale_id)
def _language(page: Any) -> str:
    return str(page.locale.language_code)
