"""Articles of partners whose feed says no date: when they were last told."""

from django.db import migrations, models

# When it was last told is on no page: writing it down is no change for caches.
PUBLIC = """
DROP TRIGGER moderation_changed ON articles_feedentry;
CREATE TRIGGER moderation_changed AFTER INSERT OR DELETE OR UPDATE OF
    feed_id, state, title, link, excerpt, published_at, territory, holders ON articles_feedentry
    FOR EACH STATEMENT EXECUTE FUNCTION moderation_changed();
"""
ALL = """
DROP TRIGGER moderation_changed ON articles_feedentry;
CREATE TRIGGER moderation_changed AFTER INSERT OR UPDATE OR DELETE ON articles_feedentry
    FOR EACH STATEMENT EXECUTE FUNCTION moderation_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_words")]

    operations = [
        migrations.AddField(
            model_name="feedentry",
            name="told_on",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.RunSQL(PUBLIC, ALL),
    ]
