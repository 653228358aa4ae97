"""``/cards/{key}.vcf``"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import path

from api.http import public, request_city_host, respond
from cms.core.errors import Gone, NotFound
from cms.ledger.store import store


@public("GET", "HEAD")
def card(request: HttpRequest, key: UUID) -> HttpResponse:
    """The department that an item is of, or the city."""
    city_host = request_city_host(request)
    found = store.entry(site=city_host.site, key=str(key))
    if found is None:
        raise NotFound("there is no such item", where="key")
    if found.gone:
        raise Gone("the item has been withdrawn", where="key")
    record, terms = found.item.record, store.vocabulary(city_host.site)
    unit = (record.publisher and terms.term("unit", record.publisher)) or terms.city
    about = ("VERSION:4.0", "KIND:org", f"FN:{unit.name(record.language)}", f"URL:{record.url}")
    body = "".join(f"{line}\r\n" for line in ("BEGIN:VCARD", *about, "END:VCARD"))
    return respond(request, body.encode(), content_type="text/vcard; charset=utf-8")


urlpatterns = [path("cards/<uuid:key>.vcf", card)]
