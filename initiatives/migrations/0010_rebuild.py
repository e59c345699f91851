"""Which keys are frequent, and what tells that the points of the map were numbered anew."""

from importlib import import_module
from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "0010_rebuild.sql").read_text()
watched = import_module("moderation.migrations.0003_change").watched


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0009_map_points"), ("moderation", "0003_change")]

    operations = [migrations.RunSQL(SQL), *watched("initiatives_mappoint")]
