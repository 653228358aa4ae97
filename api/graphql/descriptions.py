"""The meaning of the fields of each kind, for readers of the schema."""

from collections.abc import Iterable, Mapping
from typing import Final

from cms.core import records
from cms.core.disclosure import GENRES, OPENNESS, STATUSES
from cms.core.notices import TYPES
from cms.core.occasions import EVENT_STATUSES, EVENT_TYPES
from cms.core.records import ROLES


def one_of(values: Iterable[str]) -> str:
    """The values of an enumeration, in words."""
    *others, last = (f"`{value}`" for value in values)
    return f"{', '.join(others)} or {last}."


_OPENNESS: Final = one_of(OPENNESS)
_GROUNDS: Final = "Why it is not all open: 1 to 8 of article 9(1) of the Official Information Disclosure Act."
_ROLE: Final = "What it is: `original`, `pdf` (the same for reading) or `copy` (with what is personal covered)."

# Of each class, by the names of its fields.
Descriptions = Mapping[type, Mapping[str, str]]
OF_DOCUMENTS: Final[Descriptions] = {
    records.Document: {
        "management_number": "The number that stays for life; the page's address ends with it.",
        "number": "The number that its unit gave it, such as `정보공개정책과-1234`; may be empty.",
        "genre": one_of(GENRES),
        "produced_on": "The day that it was made.",
        "approved_on": "The day that it was approved.",
        "openness": f"{_OPENNESS} A closed one has neither body nor files.",
        "grounds": _GROUNDS,
        "reason": "The same in words.",
        "review_on": "When the reason is to be looked at again, or lapses.",
        "review_stage": "Where an internal review stands that keeps it closed.",
        "retention": "How long the city must keep it: years (`1` to `30`), `semi-permanent` or `permanent`.",
        "retained_until": "The last day of that time, where there is one.",
        "officials": "Who drafted, reviewed and approved it.",
        "task": "The task card that it is filed under.",
        "functions": "The path of that task card in the classification of functions, the widest first.",
        "masked": "Whether something personal was covered.",
        "files": "Its files as the public may have them.",
        "expense": "What a business expense adds.",
        "research": "What policy research adds.",
        "advance": "What an advance publication adds.",
    },
    records.Official: {
        "name": "Public by law, as the position is.",
        "position": "Such as 주무관; may be empty.",
        "role": "`drafter`, `reviewer` or `approver`.",
    },
    records.Expense: {
        "spent_at": "When it was spent.",
        "place": "Where.",
        "purpose": "What for.",
        "target": "On whom: a group and how many, never names.",
        "payment": "How it was paid, such as by card.",
        "category": "The kind of expense.",
        "amount": "In won.",
    },
    records.Research: {
        "year": "The year of the research.",
        "institution": "Who carried it out.",
        "category": "The kind of research.",
        "region": "The region that it is about.",
        "isbn": "The number of the book, where it is one.",
        "area": "The subject.",
    },
    records.Advance: {
        "category": "The kind of information.",
        "path": "Where it stands in the published catalogue, the widest first.",
        "telephone": "The number of the unit that answers for it.",
    },
}
OF_MEETINGS: Final[Descriptions] = {
    records.Meeting: {
        "committee": "The committee that meets.",
        "status": one_of(STATUSES),
        "held_at": "When it begins.",
        "place": "Where.",
        "agenda": "What is on the agenda, and what was decided.",
        "attendees": "Who took part.",
        "openness": f"Of the minutes: {_OPENNESS}",
        "grounds": _GROUNDS,
        "reason": "The same in words.",
        "review_on": "When the reason is reviewed, or expires.",
        "review_stage": "The stage of an internal review.",
        "files": "Papers and minutes as files.",
        "links": "Papers and minutes that are kept elsewhere.",
    },
    records.Link: {"url": "An absolute address, http or https.", "title": "What is there."},
    records.Decision: {
        "item": "The item of the agenda.",
        "outcome": "What became of it in a word, such as 원안가결; empty before the meeting.",
        "text": "The decision in words.",
        "votes_for": "Null where votes were not counted, as in the two that follow.",
        "votes_against": "Votes against it.",
        "abstentions": "Members who abstained.",
    },
    records.Attendee: {
        "name": "Who.",
        "position": "As what.",
        "present": "Whether they came.",
    },
}
OF_PAGES: Final[Descriptions] = {
    records.WebPage: {
        "website": "The website that it is of; null for one of a field or of the city.",
        "order": "Its place beside the other pages below the same one.",
        "role": f"What it is to its site, where every site has to have it: {one_of(ROLES)} Empty for any other.",
        "reviewed_on": "The day on which somebody last made sure that it is right.",
        "review_by": "By when somebody has to look at it again.",
        "listings": "The lists in it, in their order; in its text each is a link.",
        "embeds": "The parts of other systems in it, in their order; in its text each is a link.",
        "images": "The pictures in its text.",
        "files": "The files that it offers.",
    },
    records.Listing: {
        "url": "Where all of it is found, and what the link in the text leads to.",
        "title": "Its heading, and the words of the link.",
        "kind": "Of what.",
        "language": "Of which language; empty for what is shown in all.",
        "field": "Those of one field.",
        "website": "Those of one website.",
        "unit": "Those of one department.",
        "tag": "Those with one tag.",
        "first": "How many at most.",
    },
    records.Embed: {
        "url": "An https address of a system that the city allows.",
        "title": "What is done there.",
        "kind": "`complaints`, `proposals`, `voting`, `reservations` or `maps`.",
    },
}
OF_EVENTS: Final[Descriptions] = {
    records.Event: {
        "type": one_of(EVENT_TYPES),
        "status": f"{one_of(EVENT_STATUSES)} That it is over is told by `overAt`.",
        "starts_at": "When its first time begins.",
        "ends_at": "The first moment after its first time; null where nobody has said it.",
        "over_at": "The end of its last time.",
        "all_day": "Whether it lasts whole days, so that its moments are beginnings of days.",
        "time_zone": "The zone by whose clock it repeats, such as `Asia/Seoul`.",
        "recurrence": "How it repeats; null where it takes place once.",
        "place": "Where.",
        "address": "The address of the place.",
        "map_url": "A map of the place.",
        "online_url": "Where one can take part from afar.",
        "free": "Whether it costs nothing.",
        "fee": "What it costs, in words.",
        "audience": "For whom it is.",
        "capacity": "How many places there are, in words.",
        "application": "How to apply; null where nobody has to.",
        "contact": "Whom to ask.",
        "website": "The website that it belongs to.",
        "images": "The pictures in its text.",
        "files": "The files that it offers.",
    },
    records.Recurrence: {
        "rule": "All of it in the words of RFC 5545 (3.3.10).",
        "frequency": "One of `daily`, `weekly`, `monthly`.",
        "interval": "How many days, weeks or months lie between two times.",
        "weekdays": "`MO` to `SU`.",
        "week": "Which of these weekdays in a month, -1 being the last.",
        "until": "The last day on which it may be.",
        "count": "How many times.",
        "exceptions": "Days on which it does not take place.",
    },
    records.Application: {
        "url": "Where; may be empty.",
        "telephone": "By which number; may be empty.",
        "opens_at": "From when; null where there is no bound.",
        "closes_at": "Until when; null where there is no bound.",
    },
}

OF_NOTICES: Final[Descriptions] = {
    records.Notice: {
        "board": "The board that it is on.",
        "type": f"That of its board: {one_of(TYPES)}",
        "website": "The website that its board is on.",
        "category": "One of those of its board; may be empty.",
        "number": "The number that a public notice is issued under, such as `새벌시 공고 제2026-1234호`.",
        "serial": "Its number on a board that numbers its notices, in the order in which they came out.",
        "starts_on": "The first day of its period.",
        "ends_on": "The last day of its period, which is within. It stays public afterwards.",
        "pinned_until": "The last day on which it stands first on its board.",
        "order": "Its place among the questions of its category, the lowest first.",
        "images": "The pictures in its text.",
        "files": "What is attached to it.",
    },
}
OF_ALL: Final[Descriptions] = {
    records.Board: {
        "type": one_of(TYPES),
        "is_numbered": "Whether its notices are numbered.",
        "categories": "The categories of its notices, in their order.",
        "field": "The field that it is in; null for one of the city itself.",
        "website": "The website that it is on.",
        "unit": "The organisation unit that keeps it.",
    },
    records.Image: {
        "url": "The picture as pages show it.",
        "width": "In pixels.",
        "height": "In pixels.",
        "type": "Its media type, such as `image/webp`.",
        "alt": "What it shows, for who cannot see it; empty where it is decorative.",
        "credit": "Who made it; may be empty.",
        "licence": "The licence of the picture itself; null where it has none of its own.",
        "share": "Cut to the form of the cards that networks show.",
        "renditions": "The whole picture in sizes: first as JPEG, then of a record's as WebP, each the largest first.",
    },
    records.File: {"size": "In bytes.", "role": f"{_ROLE} Empty outside released documents."},
    records.Committee: {
        "category": "Such as deliberation or advice.",
        "legal_basis": "The law or ordinance that founds it.",
        "established_on": "The day that it was founded.",
        "unit": "The organisation unit that runs it.",
        "members": "Who sits in it.",
    },
    records.Member: {
        "name": "Who.",
        "role": "Such as chair; empty for an ordinary member.",
        "affiliation": "Where they come from.",
        "since": "The first day of the term.",
        "until": "The last day of the term.",
    },
    records.Unit: {
        "parent": "The unit that it is part of; null at the top.",
        "telephone": "The public number; may be empty.",
        "fax": "The number of its fax machine; may be empty.",
        "email": "The public e-mail address; may be empty.",
        "founded_on": "The day that it was founded; null where nobody has said it.",
        "closed_on": "The day from which it is not in the chart any more; null while it is.",
        "successors": "The units that its work went to.",
        "merged_into": "The unit that its address leads to, where it was merged into another; null for any other.",
        "changes": "What became of it, the latest first.",
    },
    records.UnitChange: {
        "kind": "`renamed`: it had another name. `moved`: it was part of `unit`. `merged`: `unit` came into it.",
        "changed_on": "The day of the change.",
        "unit": "The other unit; null where it was renamed.",
    },
    records.StaffPosition: {
        "key": "Tells it from the other positions in its unit.",
        "telephone": "The public number; may be empty.",
        "email": "The public e-mail address; may be empty.",
        "holder": "Who holds it; empty where the city does not show names.",
    },
    records.Task: {"functions": "Its path in the city's classification of functions (BRM), the widest first."},
}
