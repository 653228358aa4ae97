"""The administration of accounts: Wagtail's, with the department of a user, and groups by what they are called."""

from typing import Any, Final

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import TitleColumn
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.groups import GroupViewSet as WagtailGroupViewSet
from wagtail.users.views.groups import IndexView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from cms.core.generics import GroupsField
from cms.core.groups import explained_name, shown_name

_ROLES_HELP: Final = {"groups": _("An account needs a role to use the editor, unless it is an administrator.")}


class RolesField(GroupsField):
    """The groups to choose from, each with what it allows."""

    def label_from_instance(self, obj: Group) -> str:
        return explained_name(obj)


class AccountCreationForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | {"unit"}
        field_classes = {"groups": RolesField}
        help_texts = _ROLES_HELP


class AccountEditForm(UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"unit"}
        field_classes = {"groups": RolesField}
        help_texts = _ROLES_HELP


class UserViewSet(WagtailUserViewSet):
    create_template_name = "core/accounts/create.html"
    edit_template_name = "core/accounts/edit.html"

    def get_form_class(self, for_update: bool = False) -> Any:
        return AccountEditForm if for_update else AccountCreationForm


class GroupsView(IndexView):
    columns = [
        TitleColumn("name", label=_("Name"), accessor=shown_name, sort_key="name", url_name="wagtailusers_groups:edit")
    ]


class GroupViewSet(WagtailGroupViewSet):
    index_view_class = GroupsView
