"""Lists offer verified sheets: their key is always kept as bits."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "0011_verified.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0010_rebuild")]

    operations = [migrations.RunSQL(SQL)]
