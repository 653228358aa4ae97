"""A city made of its plan: vocabulary, page trees, sites and the right of every employee to write. Safe to repeat."""

from collections.abc import Iterator
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.dispatch import Signal
from wagtail.models import Locale, Page, Site

from cms.core.errors import BadInput
from cms.core.gathering import gathering
from cms.core.pages import BasePage
from cms.subsites.models import (
    CityPage,
    Field,
    FieldPage,
    OrganisationUnit,
    SectionPage,
    StaffPosition,
    TermPage,
    WebsitePage,
    section_types,
)
from cms.subsites.plan import FieldPlan, Plan, ReachPlan, SectionPlan, WebsitePlan
from cms.subsites.unit_plans import UnitPlan

P = TypeVar("P", bound=BasePage)

# The places of a plan are there: what other apps have in a city can be made, in the same transaction. Arguments: plan,
# home, the city's page in its own language, and sections, those of the plan by their keys. Receivers raise BadInput for
# what the plan cannot mean.
city_founded = Signal()


@transaction.atomic
@gathering()
def found(plan: Plan) -> CityPage:
    """Make the city, or bring it to its plan; what the plan does not name is left alone. Returns its first page.

    All or nothing: whatever goes wrong, nothing has changed. The publication looks at all of it together, at the end.
    """
    for order, field in enumerate(plan.fields):
        _store_field(field, order)
    for order, unit in enumerate(plan.units):
        _store_unit(unit, order)
    tree = _Tree(plan)
    tree.grow()
    _serve(plan, tree)
    home = tree.cities[plan.city.languages[0]]
    sections = {section.key: _section(section, tree, number) for number, section in enumerate(plan.sections, start=1)}
    city_founded.send(CityPage, plan=plan, home=home, sections=sections)
    return home


def _names(names: dict[str, str]) -> dict[str, Any]:
    others = {language: name for language, name in names.items() if language not in {"ko", "en"}}
    return {"name_ko": names["ko"], "name_en": names["en"], "other_names": others}


def _store_field(plan: FieldPlan, order: int) -> None:
    _store(
        Field,
        {"key": plan.key},
        description_ko=plan.descriptions.get("ko", ""),
        description_en=plan.descriptions.get("en", ""),
        colour=plan.colour,
        icon=plan.icon,
        order=order,
        **_names(plan.names),
    )


def _store_unit(plan: UnitPlan, order: int) -> None:
    """What the plan does not say beside names, duties and telephone is left to those who keep the chart."""
    said = {"fax": plan.fax, "email": plan.email, "founded_on": plan.founded_on}
    said |= {"place_ko": plan.place.get("ko", ""), "place_en": plan.place.get("en", "")}
    unit = _store(
        OrganisationUnit,
        {"key": plan.key},
        parent=OrganisationUnit.objects.get(key=plan.parent) if plan.parent else None,
        duties_ko=plan.duties.get("ko", ""),
        duties_en=plan.duties.get("en", ""),
        telephone=plan.telephone,
        unlisted=False,
        order=order,
        **{name: value for name, value in said.items() if value},
        **_names(plan.names),
    )
    for number, position in enumerate(plan.positions, start=1):
        _store(
            StaffPosition,
            {"unit": unit, "key": position.key or str(number)},
            title_ko=position.titles["ko"],
            title_en=position.titles.get("en", ""),
            duties_ko=position.duties.get("ko", ""),
            duties_en=position.duties.get("en", ""),
            telephone=position.telephone,
            email=position.email,
            sort_order=number - 1,
        )


def _store(model: Any, named: dict[str, Any], **values: Any) -> Any:
    """Saved only where something differs: each save makes the publication look again."""
    item = model.objects.filter(**named).first() or model(**named)
    if item.pk is None or _differs(item, values):
        for name, value in values.items():
            setattr(item, name, value)
        item.full_clean()
        item.save()
    return item


def _differs(item: Any, values: dict[str, Any]) -> bool:
    return any(getattr(item, name) != value for name, value in values.items())


class _Tree:
    """The page trees of a city, one for each language that the city or one of its websites has."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.cities: dict[str, CityPage] = {}
        self.fields: dict[tuple[str, str], FieldPage] = {}
        self.websites: dict[str, WebsitePage] = {}

    def grow(self) -> None:
        for language in self.languages():
            self.cities[language] = self._city(language)
            for field in self.plan.fields:
                if self._has_field(language, field.key):
                    self.fields[language, field.key] = self._field(language, field)
        for website in self.plan.websites:
            self.websites[website.key] = self._website(website)

    def languages(self) -> list[str]:
        """Those of the city first."""
        return list(dict.fromkeys([*self.plan.city.languages, *(site.language for site in self.plan.websites)]))

    def _has_field(self, language: str, key: str) -> bool:
        return language in self.plan.city.languages or any(
            website.language == language and website.field == key for website in self.plan.websites
        )

    def _city(self, language: str) -> CityPage:
        plan, first = self.plan.city, next(iter(self.cities.values()), None)
        return grow(
            CityPage,
            Page.get_first_root_node(),
            language,
            {"code": plan.key, "locale__language_code": language},
            translation_of=first,
            code=plan.key,
            slug=plan.key if first is None else f"{plan.key}-{language}",
            title=in_language(plan.names, language),
            description=plan.descriptions.get(language, ""),
            licence=plan.licence,
            colour=plan.colour,
            **_reached(plan.reached, language),
        )

    def _field(self, language: str, plan: FieldPlan) -> FieldPage:
        first = next((page for (_, key), page in self.fields.items() if key == plan.key), None)
        return grow(
            FieldPage,
            self.cities[language],
            language,
            {"field__key": plan.key},
            translation_of=first,
            field=Field.objects.get(key=plan.key),
            slug=plan.key,
            title=in_language(plan.names, language),
            description=plan.descriptions.get(language, ""),
        )

    def _website(self, plan: WebsitePlan) -> WebsitePage:
        page: WebsitePage = grow(
            WebsitePage,
            self.fields[plan.language, plan.field],
            plan.language,
            {"code": plan.key},
            code=plan.key,
            slug=plan.key,
            title=plan.title,
            description=plan.description,
            unit=OrganisationUnit.objects.get(key=plan.unit) if plan.unit else None,
            colour=plan.colour,
            **_reached(plan.reached, plan.language),
        )
        return page


def _reached(plan: ReachPlan, language: str) -> dict[str, Any]:
    """What the plan says of it: what it does not say is left to the web team."""
    found = {"address": plan.address.get(language, ""), "telephone": plan.telephone, "email": plan.email}
    return {name: value for name, value in found.items() if value}


def _section(plan: SectionPlan, tree: _Tree, number: int) -> SectionPage:
    """A section of the plan in the city's own language, and in the others too where it is in each; BadInput for a key
    that no app has one of."""
    types = {model.section: model for model in section_types()}
    if plan.key not in types:
        raise BadInput(f"{plan.key!r} is not one of {', '.join(types)}", where=f"sections[{number}].key")
    model = types[plan.key]
    languages = tree.plan.city.languages if model.is_in_each_language else tree.plan.city.languages[:1]
    first: SectionPage | None = None
    for language in languages:
        page = grow(
            model,
            tree.cities[language],
            language,
            {},
            translation_of=first,
            slug=plan.key,
            title=in_language(plan.names, language),
            description=plan.descriptions.get(language, ""),
        )
        first = first or page
    assert first is not None
    return first


def grow(
    model: type[P], parent: Page, language: str, same: dict[str, Any], *, translation_of: P | None = None, **values: Any
) -> P:
    """The page below ``parent`` that has the values ``same``, made or brought to ``values`` where it differs."""
    page: P | None = model._default_manager.child_of(parent).filter(**same).first()
    if page is None:
        locale, _created = Locale.objects.get_or_create(language_code=language)
        page = model(locale=locale, **values)
        if translation_of is not None:
            page.translation_key = translation_of.translation_key
        # The caller's parent may be older than its last child.
        Page.objects.get(pk=parent.pk).add_child(instance=page)
    elif _differs(page, values):
        for name, value in values.items():
            setattr(page, name, value)
        page.save_revision().publish()
    return page


def in_language(names: dict[str, str], language: str) -> str:
    """The text in ``language``, else in English, else in any."""
    return names.get(language) or names.get("en") or next(iter(names.values()))


def _serve(plan: Plan, tree: _Tree) -> None:
    """Give the city its host, and each sub-site that has one; Wagtail's welcome page goes."""
    home = tree.cities[plan.city.languages[0]]
    city = _rooted_at(home) or _city_site(home)
    for root, host in _own_hosts(plan, tree):
        site = _rooted_at(root) or Site(port=city.port)
        site.hostname, site.root_page, site.site_name = host, root.page_ptr, root.title
        site.full_clean()
        site.save()
    for page in Page.objects.child_of(Page.get_first_root_node()).exact_type(Page):
        page.delete()


def _rooted_at(page: TermPage) -> Site | None:
    return Site.objects.filter(root_page=page.page_ptr).first()


def _city_site(home: CityPage) -> Site:
    """The site of a new city: the default one where that shows Wagtail's welcome page or nothing yet."""
    default = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    is_free = default is None or default.root_page.specific_class is Page
    site = (default if is_free else None) or Site(is_default_site=default is None)
    site.hostname, site.port = host_and_port(settings.MADANG_BASE_URL)
    site.root_page, site.site_name = home.page_ptr, home.title
    site.full_clean()
    site.save()
    return site


def _own_hosts(plan: Plan, tree: _Tree) -> Iterator[tuple[TermPage, str]]:
    language = plan.city.languages[0]
    for field in plan.fields:
        if field.host:
            yield tree.fields[language, field.key], field.host
    for website in plan.websites:
        if website.host:
            yield tree.websites[website.key], website.host


def host_and_port(address: str) -> tuple[str, int]:
    """The host and port that Wagtail keeps of an address; it takes the scheme from the port."""
    parts = urlsplit(address)
    return parts.hostname or "localhost", parts.port or {"http": 80, "https": 443}[parts.scheme]
