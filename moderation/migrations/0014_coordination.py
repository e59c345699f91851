"""The group « Coordination nationale »: what « Modération » may do, and invite people to groups of the same territory."""

from django.db import migrations

NAME, MODEL = "Coordination nationale", "Modération"
RIGHTS = ("view", "add")


def make_group(apps, schema_editor):
    """Make the group; Django gives rights their rows after all migrations, so those needed here are made first."""
    groups = apps.get_model("auth", "Group").objects
    group, _ = groups.get_or_create(name=NAME)
    for moderators in groups.filter(name=MODEL):
        group.permissions.add(*moderators.permissions.all())
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="contributors", model="invitation"
    )
    for action in RIGHTS:
        right, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_invitation",
            defaults={"name": f"Can {action} invitation"},
        )
        group.permissions.add(right)


class Migration(migrations.Migration):
    """Makes the group."""

    dependencies = [
        ("contributors", "0006_staff"),
        ("moderation", "0013_desk"),
    ]
    operations = [migrations.RunPython(make_group, migrations.RunPython.noop)]
