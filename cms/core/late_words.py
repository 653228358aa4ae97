"""Words that Wagtail looks up once, when it is imported, and so in the language of the server, whoever reads them.

Here they are looked up when they are said. A test reads the source of what is installed for more of them.
"""

from functools import partial
from typing import Any, Final

from django.utils import translation
from django.utils.functional import lazy

# In Wagtail's own words, by the class that has them: they are in its catalogue.
CHOOSERS: Final = {
    "choose_one_text": "Choose",
    "choose_another_text": "Choose another",
    "edit_item_text": "Edit",
    "search_tab_label": "Search",
    "create_action_label": "Create",
}
SNIPPETS: Final = {
    "choose_one_text": "Choose %(object)s",
    "choose_another_text": "Choose another %(object)s",
    "link_to_chosen_text": "Edit this %(object)s",
}
LABELS: Final = {
    "ImageInsertionForm": {"format": "Format", "image_is_decorative": "Image is decorative", "alt_text": "Alt text"},
    "URLGeneratorForm": {"filter_method": "Filter", "width": "Width", "height": "Height", "closeness": "Closeness"},
}
SIZES: Final = {
    "original": "Original size",
    "width": "Resize to width",
    "height": "Resize to height",
    "min": "Resize to min",
    "max": "Resize to max",
    "fill": "Resize to fill",
}
PLACES: Final = ("Home", "Snippets")
COMMENT: Final = "Comment"
PICTURES: Final = [
    ("add_image", "Add", "Add/edit images you own"),
    ("change_image", "Edit", "Edit any image"),
    ("choose_image", "Choose", "Select images in choosers"),
]
COLLECTIONS: Final = [
    ("add_collection", "Add", "Add collections"),
    ("change_collection", "Edit", "Edit collections"),
    ("delete_collection", "Delete", "Delete collections"),
]


def say_late() -> None:
    """Put what is looked up when it is said in the place of each; to be called once, when all models are known."""
    from wagtail.admin.viewsets.chooser import ChooserViewSet
    from wagtail.forms import TaskStateCommentForm

    for name, words in CHOOSERS.items():
        setattr(ChooserViewSet, name, translation.gettext_lazy(words))
    TaskStateCommentForm.base_fields["comment"].label = translation.gettext_lazy(COMMENT)
    _of_snippets()
    _of_pictures()
    _of_collections()


def _of_snippets() -> None:
    """A widget joins the name of its model with the words when it is made, and a list its places: that is once."""
    from wagtail.snippets.views.snippets import SnippetViewSet
    from wagtail.snippets.widgets import AdminSnippetChooser

    above = SnippetViewSet.breadcrumbs_items

    def places(self: Any) -> list[dict[str, Any]]:
        return [
            place | {"label": translation.gettext_lazy(words)}
            for place, words in zip(above.fget(self), PLACES, strict=False)
        ]

    SnippetViewSet.breadcrumbs_items = property(places)

    made = AdminSnippetChooser.__init__

    def make(self: Any, model: Any = None, **kwargs: Any) -> None:
        made(self, model=model, **kwargs)
        for name, words in SNIPPETS.items():
            if name not in kwargs:
                setattr(self, name, _about(words, self.model))

    AdminSnippetChooser.__init__ = make


def _about(words: str, model: Any) -> Any:
    return lazy(partial(_said_about, words, model), str)()


def _said_about(words: str, model: Any) -> str:
    return translation.gettext(words) % {"object": model._meta.verbose_name}


def _of_pictures() -> None:
    from wagtail.images import forms

    for form, labels in LABELS.items():
        for field, words in labels.items():
            getattr(forms, form).base_fields[field].label = translation.gettext_lazy(words)
    sizes = forms.URLGeneratorForm.base_fields["filter_method"]
    sizes.choices = [(value, translation.gettext_lazy(words)) for value, words in SIZES.items()]


def _of_collections() -> None:
    """The lists of rights are changed where they are, as the forms that were made of them keep them."""
    from wagtail.admin.forms.collections import GroupCollectionManagementPermissionFormSet
    from wagtail.documents.forms import GroupDocumentPermissionFormSet
    from wagtail.images.forms import GroupImagePermissionFormSet

    for forms, rights in (
        (GroupImagePermissionFormSet, PICTURES),
        (GroupCollectionManagementPermissionFormSet, COLLECTIONS),
    ):
        forms.permission_types[:] = [
            (name, translation.gettext_lazy(short), translation.gettext_lazy(long)) for name, short, long in rights
        ]
    for forms in (
        GroupImagePermissionFormSet,
        GroupCollectionManagementPermissionFormSet,
        GroupDocumentPermissionFormSet,
    ):
        forms.form.base_fields["collection"].label = translation.gettext_lazy("Collection")
