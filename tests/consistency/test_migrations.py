"""Migrations say all that the models say, and each can be read alone."""

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.consistency.tree import APPS


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", "--check", "--dry-run", verbosity=3)


def test_one_last_migration_per_application():
    graph = MigrationLoader(None).graph
    assert {app: graph.leaf_nodes(app) for app in APPS if len(graph.leaf_nodes(app)) > 1} == {}
