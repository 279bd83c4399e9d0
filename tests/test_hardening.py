"""What keeps the dashboard narrow: its settings, its files, and what code may not do."""

import ast
import json
import os
import re
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from data_access.store.settings import Settings
from tests.conftest import url_of
from ui.files import load

ROOT = Path(__file__).parents[1]
SERVED = ("ui", "pages", "data_access", "metrics", "domain", "reports")
EFFECTIVE = {
    "browser.gatherUsageStats": False,
    "client.disableDataExport": True,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "viewer",
    "global.developmentMode": False,
    "server.address": "127.0.0.1",
    "server.enableAgentApi": False,
    "server.enableCORS": True,  # protected: other sites are refused
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",  # half a second of each new session
    "server.maxUploadSize": 200,
}
TRUSTED_HTML = {  # each is argued in the file, where it stands
    ("ui/kit/cards.py", "st.html(as_html(metrics, columns, chosen))"),  # escaped
    (
        "ui/kit/tables.py",
        "st.html(as_html(table, alt, links, stacked=stacked))",
    ),  # every cell is escaped
    (  # every cell is escaped, but for marks and pictures of ui/kit
        "ui/meeting/table.py",
        "st.html(as_html(found, columns, chosen, written, address))",
    ),
    (
        "ui/board/tiles.py",
        "st.html(f'<div class=\"cards\">{shown}</div>{_how(measures, reading)}')",
    ),
    (
        "ui/board/tiles.py",
        'st.html(f\'<div class="tiles"><div class="cards">{shown}</div></div>{_how(measures, reading)}\')',
    ),
    ("ui/board/young.py", "st.html(_picture(block))"),  # every word in it is escaped
    (
        "ui/releases/one.py",
        "st.html(tables.leading(label, links.to_board(see)))",
    ),  # escaped
    (
        "ui/kit/keeping.py",
        "st.html(tables.leading(LABEL, viewing.link(PAGE, KEEP, quote(address()))))",
    ),  # escaped
    (  # escaped; the address begins with a page's name, as domain/views.py holds
        "ui/views/views.py",
        "st.html(tables.leading(view.name, _address(view)))",
    ),
    (  # our own script; nginx.conf allows it by its hash
        "ui/files/load.py",
        "st.html(DROP_ZONE_IS_A_GROUP, unsafe_allow_javascript=True)",
    ),
}
SECRETS_USED = {
    "data_access/access/pseudonyms.py",  # the key of children's ids
    "data_access/access/sign_in.py",  # whether they are there, and long enough
    "ui/start/sign_in.py",  # given to Streamlit as the app is made
}
READS_SETTINGS = re.compile(r"os\.environ|getenv|st\.secrets|dotenv|secrets\.toml")
READS_SECRET = re.compile(r"get_secret_value")
OPTIONS = """
import json, sys
from streamlit import config
options = config.get_config_options()
json.dump({name: config.get_option(name) for name in json.loads(sys.argv[1])}, sys.stdout)
"""
FIRST_START = """
import os
os.umask(0o022)
from datetime import UTC, datetime
from sqlmodel import Session
from data_access.access import pseudonyms
from data_access.store import database
from data_access.store.settings import settings
from ui.start import start
start.prepare(datetime.now(UTC), lambda words: None)
pseudonyms.key()
engine = database.get_engine(settings().database_url)
with Session(engine) as session, database.writing(session):
    database.bump(session, 'EXM')
    folder = pseudonyms.key_file().parent
    for file in (folder, *folder.iterdir()):
        print(file.name, oct(file.stat().st_mode & 0o777))
"""


def sources():
    files = [
        file for folder in SERVED for file in sorted((ROOT / folder).rglob("*.py"))
    ]
    return {
        file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8")
        for file in [ROOT / "app.py", *files]
    }


def python(script, *arguments, **environment):
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("STREAMLIT_", "IRO_"))
    }
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        env={**kept, **environment},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def is_trusted_html(call):
    name = ast.unparse(call.func)
    unsafe = any((each.arg or "").startswith("unsafe_") for each in call.keywords)
    return unsafe or name in ("st.html", "st.iframe") or ".components" in name


def test_streamlit_runs_with_nothing_open_that_is_not_used(tmp_path):
    told = python(OPTIONS, json.dumps(list(EFFECTIVE)), HOME=str(tmp_path))
    assert json.loads(told) == EFFECTIVE


def test_one_limit_is_said_of_uploads_everywhere(monkeypatch):
    monkeypatch.delenv("IRO_UPLOAD_LIMIT_MB", raising=False)
    limit = Settings().upload_limit_mb
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
    nginx = (ROOT / "docs/deploy/nginx.conf").read_text("utf-8")
    assert config["server"]["maxUploadSize"] == limit
    assert re.findall(r"client_max_body_size (\w+);", nginx) == ["1m", f"{limit + 1}m"]


def test_files_of_other_kinds_are_not_taken():
    tables = {"csv", "txt", "tsv", "xml", "xlsx", "xlsm", "xls"}
    assert set(load.TYPES) == tables | {"json", "zip"}


def test_html_is_written_in_these_places_only():
    found = {
        (name, ast.unparse(call))
        for name, text in sources().items()
        for call in ast.walk(ast.parse(text))
        if isinstance(call, ast.Call) and is_trusted_html(call)
    }
    assert found == TRUSTED_HTML


def test_the_environment_and_secrets_files_are_read_by_the_settings_alone():
    found = [name for name, text in sources().items() if READS_SETTINGS.search(text)]
    assert found == []


def test_a_secret_is_taken_out_of_the_settings_in_these_places_only():
    found = {name for name, text in sources().items() if READS_SECRET.search(text)}
    assert found == SECRETS_USED


def test_every_secret_of_the_settings_is_one_that_does_not_print():
    named = {name for name in Settings.model_fields if "secret" in name}
    assert named == {"oidc_client_secret", "cookie_secret", "pseudonym_secret"}
    given = {Settings.model_fields[name].validation_alias: "HIDDEN" for name in named}
    assert "HIDDEN" not in repr(Settings.model_validate(given))


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes.")
def test_what_a_first_start_makes_is_its_owners_alone(tmp_path):
    store = tmp_path / "data" / "iro.db"
    told = python(FIRST_START, DATABASE_URL=url_of(store), IRO_DEMO="0")
    assert dict(line.split() for line in told.splitlines()) == {
        "data": "0o700",
        "iro.db": "0o600",
        "iro.db-wal": "0o600",
        "iro.db-shm": "0o600",
        "iro.db.lock": "0o600",
        "pseudonym.key": "0o600",
    }


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes.")
def test_scripts_of_the_deployment_can_be_run():
    scripts = sorted((ROOT / "docs" / "deploy").glob("*.sh"))
    assert scripts
    assert all(script.stat().st_mode & stat.S_IXUSR for script in scripts)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Episodes.csv", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff"),
        ("census.xml", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
        ("census.xml", b"<html><script>alert(1)</script></html>"),
        ("Episodes.csv", b"#!/bin/sh\nid\n"),
    ],
    ids=["a program", "a PDF", "a web page", "a script"],
)
def test_a_file_is_judged_by_what_it_holds_not_by_its_name(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    command = f"load {tmp_path / name} --local-authority 390 --dry-run --json"
    done = subprocess.run(
        [sys.executable, "-m", "data_access", *command.split()],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url_of(tmp_path / "iro.db")},
        check=False,
        capture_output=True,
        text=True,
    )
    (report,) = json.loads(done.stdout)["files"]
    assert report["refused"] == (
        "This is not a file the dashboard knows. Expected an SSDA903 return (CSV, XML "
        "or xlsx), a CIN census (XML, CSV or xlsx), tables of the Standard Safeguarding "
        "Dataset (CSV or xlsx), an Annex A (xlsx or csv), a service register (xlsx), "
        "a dispute log (xlsx or csv), published figures of the Department for "
        "Education (CSV or xlsx) or signed figures of another council (JSON), with "
        "their headings."
    )
