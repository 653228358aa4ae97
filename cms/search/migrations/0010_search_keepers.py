from django.db import migrations

KEEPERS = "Search keepers"
# Those who publish all pages; where they have another name, somebody has made another group of them.
MODERATORS = "Moderators"
_ACTIONS = ("add", "change", "delete", "view")


def rights(apps):
    """The rights over what editors keep for the search; Django makes them itself only after all migrations."""
    types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    wanted = [("search", model, f"{action}_{model}", f"Can {action} {model}") for model in ("synonym", "pick") for action in _ACTIONS]
    wanted.append(("search", "searched", "view_searched", "Can view searches of a day"))
    for app, model, codename, name in wanted:
        content_type, _ = types.get_or_create(app_label=app, model=model)
        permission, _ = permissions.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        yield permission


def make_keepers(apps, schema_editor):
    """The group of those who keep the words of the search, whom an administrator names; and the same for who publish."""
    groups = apps.get_model("auth", "Group").objects
    keepers, _ = groups.get_or_create(name=KEEPERS)
    given = list(rights(apps))
    for group in (keepers, *groups.filter(name=MODERATORS)):
        group.permissions.add(*given)
    editor, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailadmin", model="admin"
    )
    access, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=editor, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    keepers.permissions.add(access)


def remove_keepers(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=KEEPERS).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0009_desk_by_unit_and_day'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('wagtailadmin', '0001_create_admin_access_permissions'),
        ('wagtailcore', '0002_initial_data'),
    ]

    operations = [
        migrations.RunPython(
            make_keepers,
            remove_keepers,
            hints={"writes": ("auth_group", "auth_permission", "auth_group_permissions", "django_content_type")},
        ),
    ]
