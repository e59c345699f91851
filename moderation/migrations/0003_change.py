"""The record of changes, and the function by which tables report theirs.

CREATE TRIGGER moderation_changed AFTER INSERT OR UPDATE OR DELETE ON a_table
    FOR EACH STATEMENT EXECUTE FUNCTION moderation_changed();
"""

import django.db.models.functions
from django.db import migrations, models

FUNCTION = """
CREATE FUNCTION moderation_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO moderation_change (transaction) VALUES (pg_current_xact_id()::text::bigint)
        ON CONFLICT (transaction) DO UPDATE SET times = moderation_change.times + 1;
    RETURN NULL;
END $$;
"""
TRIGGER = """
CREATE TRIGGER moderation_changed AFTER INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION moderation_changed();
"""


def watched(*tables):
    """Return the operations that make tables report their changes."""
    return [
        migrations.RunSQL(TRIGGER.format(table=table), f"DROP TRIGGER moderation_changed ON {table}")
        for table in tables
    ]


class Migration(migrations.Migration):
    dependencies = [("moderation", "0002_moderators"), ("places", "0001_initial"), ("photos", "0001_models")]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("transaction", models.BigIntegerField(primary_key=True, serialize=False)),
                ("times", models.IntegerField(db_default=1)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.Now())),
            ],
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION moderation_changed()"),
        *watched(
            "places_commune",
            "places_intercommunality",
            "places_department",
            "places_region",
            "photos_photo",
            "moderation_formerslug",
        ),
    ]
