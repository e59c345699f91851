"""Texts that the team edits report their changes (see `moderation.models.Change`)."""

from importlib import import_module

from django.db import migrations

watched = import_module("moderation.migrations.0003_change").watched


class Migration(migrations.Migration):
    dependencies = [("territoires", "0001_models"), ("moderation", "0003_change")]
    operations = watched("territoires_page")
