"""What the public reads of the directory reports its changes (see `moderation.models.Change`)."""

from importlib import import_module

from django.db import migrations

watched = import_module("moderation.migrations.0003_change").watched

TABLES = ["listing", "pin", "actor", "membership", "participation", "theme", "tag", "synonyms"]


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0006_projection"), ("moderation", "0003_change")]
    operations = watched(*(f"initiatives_{table}" for table in TABLES))
