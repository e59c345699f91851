"""Words of titles for moderators; and that an analysis named a sheet goes along when the sheet is deleted by plain SQL."""

import django.contrib.postgres.indexes
from django.db import migrations, models

import places.folding

# Directories are taken away by plain SQL, by the ten thousand (initiatives/trial/removal.py, which knows no analyses):
# that an analysis named one of their sheets goes along.
CASCADE = """
DO $$
DECLARE link record;
BEGIN
    FOR link IN
        SELECT c.conname, c.conrelid::regclass AS source, c.confrelid::regclass AS target, a.attname
        FROM pg_constraint AS c JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f' AND c.conrelid IN
            ('articles_article_authors'::regclass, 'articles_article_initiatives'::regclass)
            AND c.confrelid IN ('initiatives_actor'::regclass, 'initiatives_initiative'::regclass)
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', link.source, link.conname);
        EXECUTE format(
            'ALTER TABLE %s ADD CONSTRAINT %I FOREIGN KEY (%I) REFERENCES %s (id) ON DELETE CASCADE'
            ' DEFERRABLE INITIALLY DEFERRED', link.source, link.conname, link.attname, link.target
        );
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_models")]

    operations = [
        migrations.RunSQL(CASCADE, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="article",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    places.folding.Fold(models.F("title")), "gin_trgm_ops"
                ),
                name="article_title_trigrams",
            ),
        ),
    ]
