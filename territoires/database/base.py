"""Django's PostgreSQL backend, which starts the embedded server when something first asks for a connection."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base, client

from territoires.database.cluster import Cluster
from territoires.database.programs import folder


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell`: the `psql` that comes with the embedded server, which is started before."""

    executable_name = str(folder() / "psql")

    def runshell(self, parameters: Iterable[str]) -> None:
        """Open the interactive shell."""
        Cluster(Path(self.connection.settings_dict["VAR_DIR"])).ensure_running()
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded server of `settings_dict["VAR_DIR"]`."""

    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        """Return what psycopg needs, once the server answers.

        Here rather than in `get_new_connection`, because the worker's own pool takes its parameters from here.
        """
        Cluster(Path(self.settings_dict["VAR_DIR"])).ensure_running()
        return super().get_connection_params()
