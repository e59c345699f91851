"""Drafts kept longer once their link was sent by mail."""

from django.db import migrations, models

import contributors.models.draft


class Migration(migrations.Migration):
    dependencies = [
        ("contributors", "0004_rights_requests"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="email",
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name="draft",
            name="expires_at",
            field=models.DateTimeField(db_index=True, default=contributors.models.draft.a_day_from_now),
        ),
        migrations.AlterField(
            model_name="draft",
            name="created_at",
            field=models.DateTimeField(auto_now_add=True),
        ),
    ]
