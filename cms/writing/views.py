"""The choice of a section to write in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.news.models import PostPage
from cms.writing import places


def choose_section(request: HttpRequest, model_name: str = PostPage._meta.model_name or "") -> HttpResponse:
    """All fields and websites in which the user may write pages of the type of that name, by language."""
    model = next((model for model in places.types() if model._meta.model_name == model_name), None)
    if model is None:
        raise Http404
    asked = request.GET.get("q", "")
    context = {
        "groups": places.by_language(request.user, model, asked=asked),
        "types": [
            (one._meta.verbose_name, reverse("write_type", args=[one._meta.model_name]), one is model)
            for one in places.writable(request.user)
        ],
        "asked": asked,
        "page_title": _("Write: %(type)s") % {"type": model._meta.verbose_name},
        "header_icon": "edit",
    }
    return TemplateResponse(request, "writing/choose_section.html", context)
