"""Whoever moderates ends an animation by an act, which tells the actor: it takes no right to delete."""

from django.db import migrations


def take_right(apps, schema_editor):
    """Take from groups the right that 0017 gave."""
    rights = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="initiatives", codename="delete_animator"
    )
    for right in rights:
        right.group_set.clear()


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0019_order_of_relations"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(take_right, migrations.RunPython.noop)]
