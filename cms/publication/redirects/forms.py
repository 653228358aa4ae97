"""The forms of redirects in the editor: one redirect, and a file of them."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from cms.core.acquaintance import acquaintance
from cms.core.errors import BadInput
from cms.core.models import Redirect
from cms.ledger import standing
from cms.ledger.standing import Standing
from cms.publication.redirects import chains, making
from cms.publication.redirects.chains import Wishes
from cms.publication.redirects.making import Wish
from cms.publication.redirects.targets import LONGEST_URL, read_target


class RedirectForm(WagtailAdminModelForm):
    """One redirect, judged as every other way judges it; an address of ours that is chosen is kept as its page."""

    address = forms.CharField(
        label=_("Redirect from"),
        max_length=LONGEST_URL,
        help_text=_(
            "A path, such as /old/ or /?p=123, or a whole address of a former site, such as"
            " https://old.example.org/news/5."
        ),
    )
    page = forms.ModelChoiceField(
        Page.objects.all(),
        label=_("To a page"),
        required=False,
        widget=AdminPageChooser,
        help_text=_("The redirect follows the page when it moves."),
    )
    to = forms.CharField(
        label=_("Or to a web address"),
        max_length=LONGEST_URL,
        required=False,
        help_text=_("Only where it leads to no page, such as https://www.example.org/."),
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = Redirect
        fields = ("page", "permanent")

    class Media:
        css: ClassVar = {"all": ["publication/redirects.css"]}

    instance: Redirect
    field_order = ("address", "page", "to", "permanent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wish: Wish | None = None
        self.standing: Standing | None = None
        if self.instance.pk:
            self.initial |= {"address": str(self.instance), "to": self.instance.url}
            if not self._is_known(self.instance.page_id):
                self.initial["page"] = None

    def _is_known(self, page_id: int | None) -> bool:
        return page_id is not None and page_id in acquaintance(self.for_user).known_of([page_id])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        page, to = data.get("page"), (data.get("to") or "").strip()
        if self.errors:
            return data
        if bool(page) == bool(to):
            raise ValidationError({"page": _("Choose a page or write a web address, one of the two.")})
        if page and not self._is_known(page.pk):
            raise ValidationError({"page": _("This page is not known to you.")})
        self._judge(data["address"], page=page, to=to, permanent=data["permanent"])
        return data

    def _judge(self, source: str, *, page: Page | None, to: str, permanent: bool) -> None:
        """Errors stand where they can be mended: those of the target beside it."""
        known = acquaintance(self.for_user).known_of
        try:
            page_id, url = (page.alias_of_id or page.pk, "") if page else read_target(to, known=known)
        except BadInput as error:
            raise ValidationError({"to": error.message}) from error
        try:
            self.wish = making.settled(source, page_id=page_id, url=url, permanent=permanent)
            chains.refuse(self.wish, among=Wishes(), itself=self.instance.pk, known=known)
            self.standing = standing.judged(self.wish.source, self.wish.site)
        except BadInput as error:
            raise ValidationError({"address": error.message}) from error

    def _post_clean(self) -> None:
        """Store what was judged; the model has no rules of its own."""
        if self.wish is not None:
            self.instance = making.filled(self.instance, self.wish)

    def save(self, commit: bool = True) -> Redirect:
        if commit:
            self.instance.save()
        redirect: Redirect = self.instance
        return redirect


class FileForm(forms.Form):
    """A file of redirects, to be looked at first."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_(
            "Each line says from, to and, optionally, whether it is permanent (yes or no):"
            " /old/,/traffic/road/,yes. UTF-8 or CP949, at most 10,000 lines and 1 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )


class CheckedForm(forms.Form):
    """The same after it was looked at: its text, which is judged anew."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False)
