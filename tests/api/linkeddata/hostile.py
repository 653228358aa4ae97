"""Texts and addresses that try to break out of a syntax, and documents full of them."""

from dataclasses import fields, is_dataclass, replace

from api.linkeddata.jsonld import description, record_node, term_node
from cms.core.records import Body, Official
from cms.core.text import clean_text
from tests.api.linkeddata.documents import expense_document, full_document, full_post
from tests.api.linkeddata.vocabulary import FixedVocabulary
from tests.factories import make_meeting, make_released_terms

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>&lt;&#0;",
    '"""\\"\\\\',
    "ends with a backslash \\",
    '\'single\' "double""""',
    "tab\tline\nbreak\r\nreturn\rend",
    "\u2028\u2029\u0085\u00a0\ufeff",
    "control\x00\x08\x0b\x1f\ufffe\U0001fffe\ud800 characters",
    "{@value} @id _:b0 <http://x> \\u003c",
    "각 👩‍👧 e\u0301 \u202e\u2066",
    "https://example.org/ a b",
]


ODD_URL = "https://saebyeol.example/a'b(c)*;,=@!$~%22%3C%3E/?x=1&y=2&amp;z#&"


def with_text(value, text):
    """A copy of a record or a term, and of the parts in it, whose free texts are all ``text``."""
    texts = {"title", "summary", "byline", "alt", "credit", "telephone", "number", "reason", "review_stage"}
    texts |= {"name", "position", "affiliation", "place", "item", "outcome", "text", "purpose", "target", "category"}
    texts |= {"legal_basis", *(() if isinstance(value, Official) else ("role",))}
    changes = {}
    for spec in fields(value):
        found = getattr(value, spec.name)
        if spec.name in texts:
            changes[spec.name] = text
        elif spec.name == "functions":
            changes[spec.name] = (text, text)
        elif spec.name in {"names", "descriptions"}:
            changes[spec.name] = {"ko": text, "en": text}
        elif is_dataclass(found):
            changes[spec.name] = with_text(found, text)
        elif isinstance(found, tuple):
            changes[spec.name] = tuple(with_text(part, text) if is_dataclass(part) else part for part in found)
    return replace(value, **changes)


def hostile_documents(text):
    """A post, documents, a meeting and every term, with ``text`` wherever people write, cleaned as records are."""
    text = clean_text(text)
    terms = [with_text(term, text) for term in make_released_terms()]
    vocabulary = FixedVocabulary(terms)
    records = [with_text(record, text) for record in (full_post(url=ODD_URL), full_document(), expense_document())]
    records.append(with_text(make_meeting(), text))
    nodes = [record_node(record, vocabulary, body=Body(html=text, text=text)) for record in records]
    return [
        *(description(node, language="ko") for node in nodes),
        *(description(term_node(term, vocabulary)) for term in terms),
    ]
