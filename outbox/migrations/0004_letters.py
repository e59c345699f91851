"""Mails that give their own HTML and headers: letters to subscribers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0003_reply_to"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="headers",
            field=models.JSONField(blank=True, default=dict, verbose_name="en-têtes"),
        ),
        migrations.AddField(
            model_name="message",
            name="html",
            field=models.TextField(blank=True, verbose_name="texte en HTML"),
        ),
    ]
