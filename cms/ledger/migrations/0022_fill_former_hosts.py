"""The hosts that the city has left, as the addresses of what was published there tell them."""

from django.db import migrations

from cms.core.hosts import is_loopback, is_public
from cms.normal_form import split_host


def fill(apps, schema_editor):
    address_of, host_of, former_of = (
        apps.get_model("publication", name) for name in ("Address", "Host", "FormerHost")
    )
    today = set(host_of.objects.values_list("name", flat=True))
    own = {bare(name) for name in today if not is_public(bare(name))}
    for name in hosts(address_of):
        if name in today or bare(name) in own or is_loopback(bare(name)):
            continue
        if site := city(address_of.objects.filter(host=name)):
            former_of.objects.get_or_create(name=name, defaults={"site": site})


def city(rows):
    """Whose addresses these are; the first row of the index that says it is enough."""
    for of in ("entry", "term"):
        for site in rows.filter(**{f"{of}__isnull": False}).values_list(f"{of}__site", flat=True)[:1]:
            return site
    return None


def hosts(address_of):
    """Each host that ever had an address: one step of the index for each, however many addresses there are."""
    names = address_of.objects.order_by("host").values_list("host", flat=True)
    name = names.first()
    while name is not None:
        yield name
        name = names.filter(host__gt=name).first()


def bare(name):
    try:
        return split_host(name)[0]
    except ValueError:
        return name


class Migration(migrations.Migration):
    dependencies = [("publication", "0021_former_hosts")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
