"""The group « Modération »: what its members may do, everywhere or in the territories given to a copy of it."""

from django.db import migrations

NAME = "Modération"
# No deletion: moderators archive. Parts of a sheet (places, participations, photos) follow the right to change it.
RIGHTS = {
    ("initiatives", "initiative"): ["view", "add", "change"],
    ("initiatives", "actor"): ["view", "add", "change"],
    ("initiatives", "tag"): ["view", "add", "change"],
    ("initiatives", "theme"): ["view"],
    ("places", "region"): ["view"],
    ("places", "department"): ["view"],
    ("places", "intercommunality"): ["view"],
    ("places", "commune"): ["view"],
}


def make_group(apps, schema_editor):
    """Make the group; Django gives rights their rows after all migrations, so those needed here are made first."""
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=NAME)
    for (app_label, model), actions in RIGHTS.items():
        content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label=app_label, model=model
        )
        for action in actions:
            right, _ = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type=content_type,
                codename=f"{action}_{model}",
                defaults={"name": f"Can {action} {model}"},
            )
            group.permissions.add(right)


class Migration(migrations.Migration):
    """Makes the group."""

    dependencies = [
        ("moderation", "0001_models"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_group, migrations.RunPython.noop)]
