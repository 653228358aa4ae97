"""The table of webhooks.

It was made by the app ``publication``, and stays that app's for Django: so it keeps its name, its migrations, the
rights that groups were given and its address in the editor.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.subsites.terms import cities


class Webhook(models.Model):
    """An address of a front end that is told of each change, signed with ``secret`` (HMAC-SHA256)."""

    site = models.CharField(
        _("city"), max_length=60, help_text=_("The key of the city whose changes are told, such as “saebeol”.")
    )
    name = models.CharField(_("name"), max_length=100)
    url = models.URLField(_("address"))
    secret = models.CharField(
        _("secret"),
        max_length=100,
        help_text=_("Each notice is signed with it (HMAC-SHA256), so that the receiver knows whom it comes from."),
    )
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        app_label = "publication"
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        known = cities()
        if self.site not in known:
            said = _("There is no city with this key. There are: %(keys)s")
            raise ValidationError({"site": ValidationError(said, params={"keys": ", ".join(known)})})
        stored = Webhook.objects.filter(pk=self.pk).values_list("site", flat=True).first()
        if stored in known and stored != self.site:
            # The numbers of changes are a city's own, and a receiver knows by them what it has had.
            raise ValidationError(
                {"site": _("The city of a webhook stays the same. Please make another webhook for another city.")}
            )
