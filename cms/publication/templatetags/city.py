"""The city, for templates of the editor."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

from cms.core.records import City
from cms.ledger import generation
from cms.ledger.hosts import city_host_of
from cms.ledger.store import Vocabulary, store

register = template.Library()


@register.simple_tag(takes_context=True)
def city_name(context: Any) -> str:
    """The name of the city that a request is for, in the reader's language; the product's where there is none yet."""
    found = city_host_of(context["request"].get_host()) if "request" in context else None
    return _name_in(store.vocabulary(found.site)) if found else str(settings.WAGTAIL_SITE_NAME)


@register.simple_tag
def city_name_at_hand() -> str:
    """The same of the city of the default host, as this process has read it last, for every title: without a query."""
    hosts = generation.kept("hosts")
    site = next(iter(hosts[0].values()), None) if hosts else None
    terms = generation.kept(f"vocabulary:{site}")
    return _name_in(terms) if terms else str(settings.WAGTAIL_SITE_NAME)


def _name_in(terms: Vocabulary) -> str:
    city = terms.term(City.scheme, terms.site)
    return city.name(get_language() or settings.LANGUAGE_CODE) if city else str(settings.WAGTAIL_SITE_NAME)
