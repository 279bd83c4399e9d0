"""A load that is stopped late: as it is committed, and when it is."""

import pytest
from sqlalchemy import event
from typer.testing import CliRunner

from data_access import __main__ as data_access
from data_access.store import database
from tests.small_store import CODE, write_files


@pytest.fixture
def load(bare_url, tmp_path):
    """Give the command that loads a small council, as often as it is called."""
    files = tmp_path / "files"
    files.mkdir()
    write_files(files)
    command = ["load", str(files), "--local-authority", CODE, "--not-listed"]

    def run():
        return CliRunner().invoke(data_access.app, [*command, "--database", bare_url])

    yield run
    database.get_engine(bare_url).dispose()


def version(url):
    engine = database.get_engine(url)
    with engine.connect() as connection:
        return database.version(connection)


def stop(*_):
    raise KeyboardInterrupt


def test_a_load_stopped_as_it_is_committed_is_none(bare_url, load):
    engine = database.get_engine(bare_url)
    database.upgrade(engine)
    event.listen(engine, "commit", stop)
    stopped = load()
    event.remove(engine, "commit", stop)
    assert (stopped.exit_code, stopped.stdout) == (1, "")
    assert stopped.stderr.splitlines()[-1] == "Stopped. Nothing was loaded."
    assert version(bare_url) == 0
    assert load().stdout.startswith("Loaded.")


def test_a_load_stopped_once_it_is_committed_is_told_so(bare_url, load, monkeypatch):
    real = data_access.load

    def load_then_stop(*asked, **how):
        real(*asked, **how)
        raise KeyboardInterrupt

    with monkeypatch.context() as late:
        late.setattr(data_access, "load", load_then_stop)
        stopped = load()
    assert (stopped.exit_code, stopped.stdout) == (1, "")
    assert stopped.stderr.splitlines()[-1] == (
        "Stopped, when something was loaded already. Give the same command again: what "
        "is loaded is not loaded twice."
    )
    loaded = version(bare_url)
    assert loaded
    again = load()
    assert again.exit_code == 0
    assert again.stdout.count("nothing changes.") == 3
    assert version(bare_url) == loaded
