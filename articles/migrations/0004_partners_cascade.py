"""That links to sheets go along when the sheets are deleted by plain SQL."""

from django.db import migrations

# Directories are taken away by plain SQL (initiatives/trial/removal.py): links to their sheets go along.
CASCADE = """
DO $$
DECLARE link record;
BEGIN
    FOR link IN
        SELECT c.conname, a.attname
        FROM pg_constraint AS c JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f' AND c.conrelid = 'articles_feedentry_initiatives'::regclass
            AND c.confrelid = 'initiatives_initiative'::regclass
    LOOP
        EXECUTE format('ALTER TABLE articles_feedentry_initiatives DROP CONSTRAINT %I', link.conname);
        EXECUTE format(
            'ALTER TABLE articles_feedentry_initiatives ADD CONSTRAINT %I FOREIGN KEY (%I)'
            ' REFERENCES initiatives_initiative (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED',
            link.conname, link.attname
        );
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_partners")]

    operations = [migrations.RunSQL(CASCADE, migrations.RunSQL.noop)]
