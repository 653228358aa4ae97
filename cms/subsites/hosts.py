"""The names of hosts in the editor: kept in their normal form, whoever writes them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.models import Site
from wagtail.sites.forms import SiteForm

from cms.normal_form import kept_host, split_host


@receiver(pre_save, sender=Site)
def in_normal_form(instance: Site, **kwargs: Any) -> None:
    """Whatever saves a site: addresses are made of its host, and compared with what browsers send."""
    instance.hostname = kept_host(instance.hostname)


def clean_hostname(form: SiteForm) -> str:
    """The host that was typed; it is brought to its normal form before it is compared with those of other sites."""
    typed = str(form.cleaned_data["hostname"]).strip()
    try:
        name, port = split_host(typed)
    except ValueError:
        name, port = "", None
    if not name or port is not None:
        raise ValidationError(
            _("Write the name of the host alone, without https://, port and path, such as bike.example.org.")
        )
    return name


# Wagtail has no setting for the form of this model.
SiteForm.clean_hostname = clean_hostname
