"""Reminders: whether sheets are still true."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0010_rebuild"),
    ]

    operations = [
        migrations.AddField(
            model_name="actor",
            name="reminded_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="dernier rappel"),
        ),
        migrations.AddField(
            model_name="actor",
            name="reminders",
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="rappels"),
        ),
        migrations.AddField(
            model_name="initiative",
            name="reminded_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="dernier rappel"),
        ),
        migrations.AddField(
            model_name="initiative",
            name="reminders",
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="rappels"),
        ),
    ]
