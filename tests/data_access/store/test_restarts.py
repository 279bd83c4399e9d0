"""A PostgreSQL that is stopped and started again under a dashboard, for real."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session
from typer.testing import CliRunner

from data_access.store import database
from data_access.store.settings import settings
from reports import __main__ as reports
from tests.browser.serving import free_port
from tests.data_access.store.test_unwell import COMMANDS
from tests.pages.opening import open_page, titles
from tests.small_store import load_small_council

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
CANNOT_OPEN = (
    "The store cannot be opened. Check that the database is running, that DATABASE_URL "
    "is right, and that this account may write to it."
)
NOT_ANSWERING = (
    "The database stopped answering, so what was asked was not done. Try again in a "
    "minute; if it stays so, check that the database is running."
)
pytestmark = [
    pytest.mark.walk,
    pytest.mark.postgresql,
    pytest.mark.xdist_group("own postgresql"),
    pytest.mark.skipif(not PROGRAMS, reason="needs PostgreSQL's own programs"),
]


class Server:
    """A PostgreSQL of a test's own, which it may stop."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self._run("initdb", "-A", "trust", "-U", "tester", "-E", "UTF8")

    @property
    def url(self):
        return f"postgresql://tester@127.0.0.1:{self.port}/postgres"

    def start(self):
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c fsync=off"
        options += " -c unix_socket_directories="
        self._run("pg_ctl", "-w", "-l", f"{self.folder}/log", "-o", options, "start")

    def stop(self, how="fast"):
        self._run("pg_ctl", "-m", how, "stop")

    def _run(self, program, *arguments):
        as_whom = [
            "setpriv",
            "--reuid",
            "postgres",
            "--regid",
            "postgres",
            "--clear-groups",
            "--",
        ]
        subprocess.run(
            [
                *(as_whom if os.geteuid() == 0 else ()),
                *(PROGRAMS[-1].with_name(program), "-D", self.folder / "data"),
                *arguments,
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
        )


@pytest.fixture(scope="module")
def server():
    folder = Path(tempfile.mkdtemp(prefix="iro-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    found = Server(folder)
    found.start()
    yield found
    found.stop("immediate")
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def engine(server, tmp_path_factory):
    found = database.get_engine(server.url)
    database.upgrade(found)
    load_small_council(found, tmp_path_factory.mktemp("files"))
    yield found
    found.dispose()


@pytest.fixture
def looking(server, engine, own_machine, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", server.url)
    settings.cache_clear()
    yield
    settings.cache_clear()


def shown(app):
    assert not app.exception
    return titles(app), [each.value for each in app.error]


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_a_page_says_that_the_store_does_not_answer_and_is_back_after_it(
    server, looking, how
):
    app = open_page("data/load_files.py", "analyst")
    assert shown(app) == (["Load files"], [])
    server.stop(how)
    assert shown(app.run())[1] == [CANNOT_OPEN]
    server.start()
    assert shown(app.run()) == (["Load files"], [])


def test_readers_do_not_notice_a_restart_between_two_looks(server, looking):
    app = open_page("data/load_files.py", "analyst")
    server.stop()
    server.start()
    assert shown(app.run()) == (["Load files"], [])


def test_a_load_in_the_middle_of_which_it_stops_leaves_nothing(server, engine):
    with engine.connect() as connection:
        before = database.version(connection)
    with (
        pytest.raises(database.StoreError) as refusal,
        Session(engine) as session,
        database.writing(session),
    ):
        database.bump(session, "TST")
        server.stop("immediate")
    assert str(refusal.value) == NOT_ANSWERING
    server.start()
    with engine.connect() as connection:
        assert database.version(connection) == before


def test_a_connection_that_is_ended_while_it_reads_is_told_in_words(engine):
    with (
        pytest.raises(database.StoreError) as refusal,
        database.reading(engine) as session,
        engine.connect() as other,
    ):
        number = session.connection().execute(text("SELECT pg_backend_pid()")).scalar()
        other.execute(text(f"SELECT pg_terminate_backend({number})"))
        database.version(session)
    assert str(refusal.value) == NOT_ANSWERING


def test_in_the_shell_a_server_that_is_stopped_is_told_in_words(server, engine):
    _, *figures = COMMANDS["figures"]
    server.stop()
    done = CliRunner().invoke(reports.app, [*figures, "--database", server.url])
    server.start()
    assert (done.stdout, done.stderr, done.exit_code) == ("", f"{CANNOT_OPEN}\n", 1)
