"""One clock for all becomes one a city: each begins where that of all has come to, so that no number is given twice.

So does the bookmark of what follows the ledger; that of before stays for the version that reads it.
"""

from django.db import migrations, models


FOLLOWER = "relations"
WRITTEN = ["publication_clock", "publication_bookmark"]


def part(apps, schema_editor):
    clock_of, host_of, term_of, bookmark_of = (
        apps.get_model("publication", name) for name in ("Clock", "Host", "TermRow", "Bookmark")
    )
    clock = clock_of.objects.first()
    if clock is None:
        return
    cities = set(term_of.objects.filter(scheme="city").values_list("site", flat=True))
    first, *others = sorted(cities | set(host_of.objects.values_list("site", flat=True))) or [""]
    clock_of.objects.filter(pk=clock.pk).update(site=first)
    clock_of.objects.bulk_create(
        clock_of(site=site, sequence=clock.sequence, vocabulary=clock.vocabulary, changed_at=clock.changed_at)
        for site in others
    )
    if followed := bookmark_of.objects.filter(name=FOLLOWER).first():
        bookmark_of.objects.bulk_create(
            [bookmark_of(name=f"{FOLLOWER}:{site}", sequence=followed.sequence) for site in (first, *others)],
            ignore_conflicts=True,
        )


def join(apps, schema_editor):
    clock_of = apps.get_model("publication", "Clock")
    clocks = list(clock_of.objects.all())
    apps.get_model("publication", "Bookmark").objects.filter(name__startswith=f"{FOLLOWER}:").delete()
    clock_of.objects.all().delete()
    if clocks:
        clock_of.objects.create(
            sequence=max(clock.sequence for clock in clocks),
            vocabulary=sum(clock.vocabulary for clock in clocks),
            changed_at=max(clock.changed_at for clock in clocks),
        )


class Migration(migrations.Migration):
    dependencies = [("publication", "0029_bookmark_of_its_channel")]

    operations = [
        migrations.AddField(
            model_name="clock", name="site", field=models.CharField(default="", max_length=60), preserve_default=False
        ),
        migrations.AlterField("bookmark", "name", models.CharField(max_length=100, primary_key=True, serialize=False)),
        migrations.RunPython(part, join, hints={"writes": WRITTEN}),
        migrations.AlterField(
            model_name="clock", name="site", field=models.CharField(max_length=60, unique=True)
        ),
    ]
