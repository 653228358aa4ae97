"""Demo posts and their pictures, files and sign-ins, made once. Safe to repeat."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from cms.core.blocks.markup import blocks
from cms.core.models import File, Image
from cms.core.signals import pages_written
from cms.news.bulk import add_posts
from cms.news.demo import pictures
from cms.news.models import PostPage
from cms.subsites.employees import employees
from cms.subsites.models import CityPage, Field, FieldPage, OrganisationUnit, TermPage, WebsitePage

POSTS: Final = Path(__file__).with_name("posts.toml")
CREDIT: Final = "새벌시 뉴미디어과"
SIGN_INS: Final = (("admin", "admin-demo"), ("employee", "employee-demo"), ("officer", "officer-demo"))
# First and last names: without them the form of a user cannot be saved, so that nobody could be given a new password.
# What each is given and the family.
NAMES: Final = {"admin": ("가람", "김"), "employee": ("나래", "이"), "officer": ("다솜", "박")}
FILES: Final = {
    "first-job-form.txt": "첫 일자리 지원 신청서\n\n회사 이름:\n직원 수:\n채용할 일:\n연락처:\n",
    "air-sample.csv": "time,bus,pm25,temperature,humidity\n"
    + "".join(f"{hour:02}:00,108,{9 + hour % 7},{8 + hour % 12},{55 + hour % 20}\n" for hour in range(24)),
    "bike-stations.csv": "number,name,bicycles\n"
    + "".join(f"{number},강변 {number}번,{10 + number % 6}\n" for number in range(1, 31)),
}


@dataclass
class _Draft:
    """A post that has no place yet, with what can be stored only when it has one."""

    post: PostPage
    tags: list[str]
    further: list[str]


@transaction.atomic
def load(city: CityPage) -> int:
    """Make what is missing below ``city``, its home page in any language; returns how many posts were made."""
    make_users()
    by_place: dict[TermPage, list[_Draft]] = defaultdict(list)
    for place, draft in _drafts(city.code):
        by_place[place].append(draft)
    for place, drafts in by_place.items():
        drafts.sort(key=lambda draft: draft.post.first_published_at)
        add_posts(place, [draft.post for draft in drafts], tags=[draft.tags for draft in drafts])
    made = [draft for drafts in by_place.values() for draft in drafts]
    _add_further_fields(made)
    return len(made)


def _drafts(city: str) -> Iterator[tuple[TermPage, _Draft]]:
    stored = set(PostPage.objects.filter(source_id__startswith="demo:").values_list("source_id", flat=True))
    library, now = _Library(), timezone.now()
    for item in tomllib.loads(POSTS.read_text(encoding="utf-8"))["posts"]:
        for language, version in item.items():
            if isinstance(version, dict) and _source_id(item, language) not in stored:
                place = _place(city, item["section"], language)
                if place is not None:
                    post = _post(item, language, version, place=place, library=library, now=now)
                    yield place, _Draft(post, version["tags"], item.get("further", []))


def _add_further_fields(drafts: Iterable[_Draft]) -> None:
    """The rows that ``ParentalManyToManyField`` would write, for all posts at once."""
    model: Any = PostPage.further_fields.through
    fields = dict(Field.objects.values_list("key", "pk"))
    pairs = [(draft.post.pk, fields[key]) for draft in drafts for key in draft.further]
    model.objects.bulk_create([model(postpage_id=post, field_id=field) for post, field in pairs])
    pages_written.send(PostPage, page_ids=sorted({post for post, _ in pairs}))


def make_users() -> None:
    """The sign-ins of the demo, where nobody has their names."""
    users = get_user_model()
    groups = {"employee": employees(), "officer": Group.objects.get(name="Disclosure officers")}
    for name, password in SIGN_INS:
        if not users.objects.filter(username=name).exists():
            make = users.objects.create_superuser if name == "admin" else users.objects.create_user
            user = make(name, f"{name}@saebeol.example", password)
            user.first_name, user.last_name = NAMES[name]
            user.unit = OrganisationUnit.objects.filter(key="new-media").first()
            user.save()
            if name in groups:
                user.groups.add(groups[name])


def _source_id(item: dict[str, Any], language: str) -> str:
    return f"demo:{item['key']}:{language}"


def _place(city: str, section: str, language: str) -> TermPage | None:
    """The page of ``traffic`` or ``traffic/bike`` in a language; None in a city that has none."""
    field, _, website = section.partition("/")
    home = CityPage.objects.filter(code=city, locale__language_code=language).first()
    if home is None:
        return None
    if website:
        site: WebsitePage | None = WebsitePage.objects.filter(code=website, path__startswith=home.path).first()
        return site
    page: FieldPage | None = FieldPage.objects.filter(field__key=field, path__startswith=home.path).first()
    return page


def _post(
    item: dict[str, Any], language: str, version: dict[str, Any], *, place: TermPage, library: "_Library", now: datetime
) -> PostPage:
    at = (now - timedelta(hours=item["hours"])).replace(microsecond=0)
    field = Field.objects.get(key=item["section"].partition("/")[0])
    cover = library.picture(item["picture"], field)
    parts = blocks(
        version["body"],
        picture=lambda name: library.block_picture(name, field, language),
        file=library.file,
    )
    return PostPage(
        title=version["title"],
        slug=slugify(version["title"], allow_unicode=True)[:80].strip("-"),
        lead=version["lead"],
        body=[{"type": name, "value": value} for name, value in parts],
        cover=cover,
        cover_alt=pictures.name(item["picture"], language),
        byline=version.get("byline", ""),
        unit=OrganisationUnit.objects.filter(key=item["unit"]).first(),
        licence=item["licence"],
        source_id=_source_id(item, language),
        translation_key=uuid5(NAMESPACE_URL, f"https://saebeol.example/demo/{item['key']}"),
        locale=place.locale,
        first_published_at=at,
        last_published_at=at,
    )


class _Library:
    """The pictures and files of the demo, found or made."""

    def __init__(self) -> None:
        self.picture = cache(self._picture)
        self.file = cache(self._file)

    def _picture(self, scene: str, field: Field) -> Image:
        title = f"{field.name_ko}: {pictures.name(scene, 'ko')}"
        found: Image | None = Image.objects.filter(title=title, credit=CREDIT).first()
        if found is not None:
            return found
        name = f"{field.key}-{scene}"
        content = pictures.draw(scene, field.colour or "#44546a", seed=name)
        made: Image = Image.objects.create(
            title=title,
            file=ImageFile(BytesIO(content), name=f"{name}.jpg"),
            file_size=len(content),
            description=pictures.name(scene, "ko"),
            credit=CREDIT,
            licence="cc0-1.0",
        )
        return made

    def block_picture(self, scene: str, field: Field, language: str) -> dict[str, Any]:
        """The value of a picture block."""
        return {
            "image": self.picture(scene, field).pk,
            "decorative": False,
            "alt_text": pictures.name(scene, language),
        }

    def _file(self, name: str) -> int:
        found = File.objects.filter(title=name, credit=CREDIT).first()
        if found is None:
            content = FILES[name].encode()
            found = File(title=name, credit=CREDIT, licence="cc0-1.0", file_size=len(content))
            found.file.save(name, ContentFile(content), save=False)
            found.save()
        return int(found.pk)
