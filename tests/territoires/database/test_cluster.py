"""The embedded server, for real: made, started, killed, confused and stopped, in folders of its own."""

import os
import pwd
import signal
import stat
import subprocess
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from territoires.database import Cluster, ServerError
from territoires.database import cluster as cluster_module
from territoires.database.programs import server_uid

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="what root does differently")


def connect(cluster, **options):
    return psycopg.connect(
        host=str(cluster.socket_dir),
        port=cluster.PORT,
        user=cluster.USER,
        dbname=cluster.NAME,
        autocommit=True,
        **options,
    )


def ask(cluster, query):
    with connect(cluster) as connection:
        return connection.execute(query).fetchone()[0]


def postmaster(cluster):
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


@contextmanager
def stopped_after(cluster):
    try:
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with stopped_after(Cluster(tmp_path_factory.mktemp("var"))) as cluster:
        cluster.ensure_running()
        yield cluster


@pytest.fixture
def fresh(tmp_path):
    with stopped_after(Cluster(tmp_path / "var")) as cluster:
        yield cluster


def test_accents_do_not_depend_on_the_environment(fresh, monkeypatch):
    for name, value in {
        "LC_ALL": "C",
        "LANG": "C",
        "PGPORT": "1",
        "PGDATA": "/nowhere",
        "TZ": "Asia/Tokyo",
    }.items():
        monkeypatch.setenv(name, value)
    fresh.ensure_running()
    assert ask(fresh, "SELECT lower('ÉCOLE À L’ŒUVRE')") == "école à l’œuvre"
    assert ask(fresh, "SHOW server_encoding") == "UTF8"
    assert ask(fresh, "SELECT to_tsvector('french', 'Les Écoles') @@ to_tsquery('french', 'école')")


def test_the_site_owns_its_database_and_is_no_superuser(running):
    assert ask(running, "SHOW is_superuser") == "off"
    for extension in ("unaccent", "pg_trgm", "btree_gin"):
        with connect(running) as connection:
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    assert ask(running, "SELECT unaccent('Écoles')") == "Ecoles"


def test_nothing_listens_on_the_network(running):
    assert ask(running, "SHOW listen_addresses") == ""


def test_only_its_account_may_enter_the_socket_folder(running):
    state = running.socket_dir.stat()
    assert stat.S_IMODE(state.st_mode) == 0o700
    assert state.st_uid == server_uid(running.data) != 0


def test_a_running_server_is_left_as_it_is(running):
    before = postmaster(running)
    running.ensure_running()
    assert postmaster(running) == before
    assert running.is_running()


def test_commands_that_start_together_make_one_server(fresh):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: Cluster(fresh.var_dir).ensure_running(), range(8)))
    assert ask(fresh, "SELECT 1") == 1
    assert fresh.log.read_text().count("starting PostgreSQL") == 1


def test_after_kill_9_it_waits_for_the_last_process_then_recovers(fresh):
    fresh.ensure_running()
    with connect(fresh) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('là')")

    def busy():
        with pytest.raises(psycopg.OperationalError), connect(fresh) as connection:
            connection.execute("SELECT count(*) FROM generate_series(1, 1e12)")

    query = threading.Thread(target=busy)
    query.start()
    while not ask(
        fresh, "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%1e12%' AND pid <> pg_backend_pid()"
    ):
        time.sleep(0.05)
    killed = postmaster(fresh)
    backend = ask(
        fresh, "SELECT pid FROM pg_stat_activity WHERE query LIKE '%1e12%' AND pid <> pg_backend_pid()"
    )
    os.kill(killed, signal.SIGKILL)
    with fresh._lock() as lock:
        assert lock is None  # the query still runs: starting another server now would spoil the data
    # By itself it would count for hours.
    threading.Timer(1, os.kill, (backend, signal.SIGKILL)).start()
    fresh.ensure_running()
    query.join()
    assert postmaster(fresh) != killed
    assert ask(fresh, "SELECT word FROM kept") == "là"


@pytest.fixture
def stranger():
    """A process of the server's own account, whose number may be found in a stale file."""
    account = {"user": 54_320, "group": 54_320, "extra_groups": []} if os.geteuid() == 0 else {}
    with subprocess.Popen(["sleep", "600"], **account) as process:
        yield process
        process.kill()


def test_the_number_of_another_process_in_a_stale_file_is_not_believed(fresh, stranger):
    fresh.ensure_running()
    fresh.stop()
    account = server_uid(fresh.data)
    fresh.socket_dir.mkdir(mode=0o700)
    os.chown(fresh.socket_dir, account, -1)
    for name in (fresh.data / "postmaster.pid", fresh.socket_dir / ".s.PGSQL.5432.lock"):
        name.write_text(f"{stranger.pid}\n{fresh.data}\n1700000000\n5432\n{fresh.socket_dir}\n\n0 0\nready\n")
        os.chown(name, account, -1)
    assert fresh.stop() is False
    fresh.ensure_running()
    assert ask(fresh, "SELECT 1") == 1
    fresh.stop()
    assert stranger.poll() is None


def test_a_path_too_long_for_a_socket(tmp_path):
    with stopped_after(Cluster(tmp_path / ("profond" * 20) / "var")) as cluster:
        cluster.ensure_running()
        assert len(os.fsencode(cluster.socket_dir / ".s.PGSQL.5432")) <= 107
        assert ask(cluster, "SELECT 1") == 1
    assert not cluster.socket_dir.exists()


def test_a_path_with_spaces_commas_and_accents(tmp_path):
    with stopped_after(Cluster(tmp_path / "mon dossier, l’été" / "var")) as cluster:
        cluster.ensure_running()
        assert ask(cluster, "SELECT 1") == 1


def test_a_folder_half_made_is_made_again(fresh):
    (fresh.var_dir / "postgres.new").mkdir(parents=True)
    (fresh.var_dir / "postgres.new" / "PG_VERSION").write_text("18")
    fresh.ensure_running()
    assert ask(fresh, "SELECT 1") == 1
    assert not (fresh.var_dir / "postgres.new").exists()


def test_data_of_another_version_is_refused_untouched(fresh):
    fresh.data.mkdir(parents=True)
    (fresh.data / "PG_VERSION").write_text("15\n")
    with pytest.raises(ServerError, match=r"made by PostgreSQL 15, the installed one is \d+"):
        fresh.ensure_running()
    assert [path.name for path in fresh.data.iterdir()] == ["PG_VERSION"]


def test_a_server_that_cannot_start_says_why(fresh):
    fresh.ensure_running()
    fresh.stop()
    (fresh.data / "global" / "pg_control").unlink()
    with pytest.raises(ServerError, match="pg_control"):
        fresh.ensure_running()


def test_a_socket_folder_open_to_others_is_refused(fresh):
    fresh.socket_dir.mkdir(parents=True)
    fresh.socket_dir.chmod(0o777)
    with pytest.raises(ServerError, match="mode 0700"):
        fresh.ensure_running()
    fresh.socket_dir.rmdir()


def test_a_server_that_is_silent_is_named(fresh, monkeypatch):
    monkeypatch.setattr(cluster_module, "SILENCE_SECONDS", 0.3)
    fresh.var_dir.mkdir()
    with fresh._lock() as lock:
        assert lock is not None
        with pytest.raises(ServerError, match="does not answer"):
            fresh.ensure_running()


def test_stop_ends_open_connections(fresh):
    fresh.ensure_running()
    with connect(fresh) as connection:
        assert fresh.stop() is True
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    assert fresh.stop() is False
    assert not fresh.is_running()


def test_stop_makes_nothing(tmp_path):
    assert Cluster(tmp_path / "var").stop() is False
    assert not (tmp_path / "var" / "postgres").exists()


@as_root
def test_root_never_runs_the_server_nor_opens_a_closed_folder(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with stopped_after(Cluster(closed / "var")) as cluster:
        cluster.ensure_running()
        assert Path(f"/proc/{postmaster(cluster)}").stat().st_uid == cluster.data.stat().st_uid == 54_320
        assert ask(cluster, "SELECT 1") == 1
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@as_root
def test_an_ordinary_account():
    nobody = pwd.getpwnam("nobody")
    # Where that account may go, unlike pytest's own; a run that was killed leaves its directory behind.
    home = Path(tempfile.mkdtemp(prefix="nobody", dir="/var/tmp"))
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    cluster = Cluster(home / "var")
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)
        try:
            cluster.ensure_running()
            os._exit(0 if ask(cluster, "SELECT lower('É')") == "é" else 1)
        except BaseException:
            os._exit(2)
    with stopped_after(cluster):
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        # root then meets the server of that account, rather than starting one of its own.
        cluster.ensure_running()
        assert Path(f"/proc/{postmaster(cluster)}").stat().st_uid == nobody.pw_uid
    subprocess.run(["rm", "-r", home], check=True)
