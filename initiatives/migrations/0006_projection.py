"""What fills the tables of 0005: triggers on listings and pins, `initiatives_refresh`, `initiatives_rebuild`."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
MAKE = "\n".join((SQL / f"0006_{name}.sql").read_text() for name in ("counts", "refresh", "rebuild"))
FILL = """
SELECT initiatives_refresh(array_agg(id)) FROM initiatives_initiative WHERE status = 'published';
"""


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0005_frequent_keys"), ("photos", "0001_models")]
    operations = [migrations.RunSQL(MAKE), migrations.RunSQL(FILL)]
