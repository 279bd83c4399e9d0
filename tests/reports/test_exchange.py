"""Figures go from one council's installation to another's, signed, and stand beside."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from data_access.columns import read_columns
from data_access.derive.council import save_timescales
from data_access.importers.exchange.importer import recognise
from data_access.importers.exchange.read import opened
from data_access.importers.importer import SourceFile
from data_access.intake import door
from data_access.store import database
from data_access.store.settings import settings
from domain.about import Policy
from domain.access import EVERYTHING
from domain.due import IntervalMode, Timescales
from domain.errors import RefusedError
from domain.exchange import (
    BY_KEY,
    CONFERENCES,
    INTERVALS,
    REVIEWS,
    SENT,
    canonical,
    goes_in,
)
from domain.periods import Period, financial_year, quarter_of, rolling_year_to
from metrics.catalogue import get
from metrics.exchanged import beside_others, definition_of
from reports import signing
from reports.__main__ import app
from tests.conftest import copied, url_of
from tests.small_store import CODE, load_small_council

OURS, THEIRS = CODE, "390"
YEAR = financial_year(2025)
NOW = datetime(2025, 5, 2, 9, 0, tzinfo=UTC)
TIMELY = "reviews_held_on_time"
CELL = (
    "measure",
    "group",
    "start",
    "end",
    "numerator",
    "denominator",
    "value",
    "aside",
)


def installed(folder, la, monkeypatch):
    """Give an installation with its store, its key and its commands."""
    folder.mkdir()
    url, key = url_of(folder / "iro.db"), folder / "exchange.key"
    engine = database.get_engine(url)
    database.upgrade(engine)
    load_small_council(engine, folder, la)

    def run(*arguments):
        monkeypatch.setenv("IRO_EXCHANGE_KEY", str(key))
        settings.cache_clear()
        return CliRunner().invoke(app, [*map(str, arguments)])

    def ask(*arguments):
        return run(*arguments, "--database", url)

    run("exchange-key", "--make")
    fingerprint = run("exchange-key").stdout.rpartition(": ")[2].strip()
    return SimpleNamespace(
        **{"la": la, "url": url, "engine": engine, "key": key, "run": run, "ask": ask},
        fingerprint=fingerprint,
        columns=lambda: read_columns(engine, la, EVERYTHING),
        rows=lambda query: engine.connect().execute(text(query)).all(),
    )


@pytest.fixture
def two(tmp_path, monkeypatch):
    """Give two installations: ours, and theirs, whose release to March is signed."""
    ours = installed(tmp_path / "ours", OURS, monkeypatch)
    theirs = installed(tmp_path / "theirs", THEIRS, monkeypatch)
    signed(theirs)
    yield ours, theirs
    settings.cache_clear()
    ours.engine.dispose()
    theirs.engine.dispose()


def signed(council, policy="councils", to="2025-03-31"):
    made = council.ask(
        *("release", "--to", to, "--sign", "B. Reader", "--policy", policy)
    )
    assert made.exit_code == 0, made.stderr


@pytest.fixture
def file(two, tmp_path):
    """Give the file that they made of their release."""
    path = tmp_path / "theirs.json"
    made = two[1].ask("exchange", "--release", 1, "--out", path)
    assert made.exit_code == 0, made.stderr
    return path


def trusted(two, path):
    ours, theirs = two
    return ours.ask("exchange", "--read", path, "--trust", theirs.fingerprint)


def signed_as(two, path, change):
    """Write the file anew with a change of its parts, signed by their key."""
    from data_access.importers.exchange import file as written
    from data_access.store import signatures

    two[1].run("exchange-key")  # whose key is asked for from now on
    parts = json.loads(path.read_bytes())
    change(parts)
    content = canonical({name: parts[name] for name in written.SIGNED})
    parts["signature"] = written._text(signatures.signature_of(content))
    path.write_bytes(written.as_bytes(parts))
    return path


# What goes in.


def test_every_measure_that_is_sent_is_one_whose_rules_are_named():
    assert len(BY_KEY) == len(SENT)
    for sent in SENT:
        metric = get(sent.key)
        assert metric.released
        assert metric.natural == sent.by
        assert not metric.intervals or INTERVALS in sent.rules
        rows = {"reviews": REVIEWS, "conferences": CONFERENCES}.get(metric.rows.name)
        assert {*sent.rules} - {INTERVALS} <= {rows, REVIEWS}


def test_years_and_the_latest_four_quarters_go_in():
    to = date(2025, 9, 30)
    assert goes_in(financial_year(2025), to)
    assert goes_in(rolling_year_to(to), to)
    assert not goes_in(financial_year(2026), to)
    assert not goes_in(quarter_of(to), to)
    assert not goes_in(Period(date(2024, 7, 1), date(2025, 6, 30)), to)


@pytest.mark.parametrize(
    "policy", ["councils", pytest.param("department", marks=pytest.mark.walk)]
)
def test_every_figure_of_a_file_is_a_cell_that_a_board_is_told_in_full(
    two, released_file, tmp_path, policy
):
    with copied(released_file, tmp_path / "exampleshire.db") as engine:
        url = str(engine.url)
        if policy != "councils":
            day = date(2025, 9, 30)
            signing.sign(engine, "EXM", day, policy=Policy(policy), who="A", now=NOW)

    def run(*asked):
        return two[1].run(*asked, "--database", url)

    latest = json.loads(run("releases", "--json").stdout)[-1]
    number = latest["release"]
    assert (latest["policy"], latest["to"]) == (policy, "2025-09-30")
    cells = json.loads(run("released", "--release", number, "--as", "board").stdout)
    board = {
        tuple(cell[name] for name in CELL)
        for cell in cells["cells"]
        if not cell["why"] and not any(name.endswith("_from") for name in cell)
    }
    path = tmp_path / "file.json"
    made = run("exchange", "--release", number, "--out", path)
    content = json.loads(path.read_bytes())["content"]
    figures = [tuple(cell[name] for name in CELL) for cell in content["figures"]]
    assert {*figures} <= board
    assert len({*figures}) == len(figures) > 50
    assert {TIMELY, "disputes_per_100_children"} <= {figure[0] for figure in figures}
    for key in BY_KEY.keys() - {figure[0] for figure in figures}:
        assert f"in full: {key}\n" in made.stdout


def test_of_a_council_of_which_a_board_is_told_nothing_no_file_is_made(two, tmp_path):
    _, theirs = two
    signed(theirs, "department")
    out = tmp_path / "none.json"
    refused = theirs.ask("exchange", "--release", 2, "--out", out)
    assert "tells a board no figure in full" in refused.stderr
    assert not out.exists()


def test_the_same_release_makes_the_same_bytes_and_the_ledger_says_so(
    two, file, tmp_path
):
    before = file.read_bytes()
    again = tmp_path / "again.json"
    two[1].ask("exchange", "--release", 1, "--out", again)
    assert again.read_bytes() == before
    told = two[1].rows("SELECT who, what FROM ledger_entry")
    made = "wrote file for other councils of release 1 to 31 March 2025"
    assert told == [("command line", made)] * 2


def test_a_withdrawn_release_or_one_of_a_closed_session_makes_no_file(two, tmp_path):
    _, theirs = two
    out = tmp_path / "none.json"
    theirs.ask("withdraw", "--release", 1, "--why", "a wrong file")
    refused = theirs.ask("exchange", "--release", 1, "--out", out)
    assert (refused.exit_code, "was withdrawn on" in refused.stderr) == (1, True)
    signed(theirs, "closed")
    refused = theirs.ask("exchange", "--release", 2, "--out", out)
    assert (refused.exit_code, "of a closed session" in refused.stderr) == (1, True)
    assert not out.exists()
    assert theirs.rows("SELECT * FROM ledger_entry") == []


def test_without_a_key_that_is_its_own_a_council_makes_no_file(two, tmp_path):
    _, theirs = two
    out = tmp_path / "none.json"

    def refusal():
        made = theirs.ask("exchange", "--release", 1, "--out", out)
        assert made.exit_code == 1
        return made.stderr

    assert "is there already" in theirs.run("exchange-key", "--make").stderr
    if os.name == "posix":
        theirs.key.chmod(0o644)
        assert "can be read by others than its owner" in refusal()
        theirs.key.chmod(0o600)
    theirs.key.write_text("no key")
    assert "holds no Ed25519 key" in refusal()
    theirs.key.unlink()
    assert "There is no file" in refusal()
    assert not out.exists()


KILLED = """
import os, signal, sys
from reports.documents import whole
whole.os.fsync = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
from reports import signing
from reports.__main__ import app
app(sys.argv[1:])
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_while_it_writes_it_leaves_the_file_that_was_there(two, tmp_path):
    out = tmp_path / "out.json"
    out.write_bytes(b"the one before")
    asked = ["exchange", "--release", "1", "--out", str(out)]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, *asked, "--database", two[1].url],
        check=False,
        env={**os.environ, "IRO_EXCHANGE_KEY": str(two[1].key)},
    )
    assert killed.returncode == -signal.SIGKILL
    assert out.read_bytes() == b"the one before"


# What is read.


def test_a_file_is_read_by_another_installation_and_stands_beside_our_own_figure(
    two, file
):
    ours, theirs = two
    unknown = ours.ask("exchange", "--read", file)
    assert unknown.exit_code == 1
    assert f"Gateshead (390), signed with the key {theirs.fingerprint}" in (
        unknown.stderr
    )
    assert "Expected a key that you trust for this council" in unknown.stderr
    assert ours.columns().exchanged == ()

    read = trusted(two, file)
    assert read.exit_code == 0, read.stderr
    assert f"The same definition as ours: {TIMELY}\n" in read.stdout
    found = beside_others(get(TIMELY), ours.columns(), YEAR)
    (sent,) = found.theirs
    assert (sent.council, sent.numerator, sent.denominator) == ("Gateshead", 5, 7)
    assert (sent.signed_by, sent.signed_on) == ("B. Reader", datetime.now(UTC).date())
    assert (found.ours[YEAR].numerator, found.ours[YEAR].denominator) == (5, 7)
    assert (found.otherwise, found.absent) == ((), ())
    told = [what for (what,) in ours.rows("SELECT what FROM ledger_entry ORDER BY id")]
    assert told == [
        f"wrote trust in the key {theirs.fingerprint} of council 390",
        "wrote figures of another council, theirs.json",
    ]
    assert "nothing changes" in ours.ask("exchange", "--read", file).stdout


def test_where_the_definitions_differ_it_says_which_and_sets_nothing_beside(two, file):
    ours, _ = two
    fixed = Timescales(interval_mode=IntervalMode.FIXED_DAYS)
    door.derive_again(
        ours.engine, OURS, lambda session: save_timescales(session, OURS, fixed)
    )
    read = trusted(two, file)
    assert (
        f"Another definition than ours, so not shown: {TIMELY}. Theirs: Intervals are "
        "counted as 3 and 6 calendar months. Ours: Intervals are counted as 91 and 183 "
        "days.\n"
    ) in read.stdout
    assert "The same definition as ours: children_taking_part" in read.stdout
    found = beside_others(get(TIMELY), ours.columns(), YEAR)
    assert (found.theirs, found.ours) == ((), {})
    (other,) = found.otherwise
    assert other.council == "Gateshead"
    assert other.theirs == "Intervals are counted as 3 and 6 calendar months."
    assert other.ours == "Intervals are counted as 91 and 183 days."
    (sent,) = beside_others(get("children_taking_part"), ours.columns(), YEAR).theirs
    assert sent.denominator == 7


@pytest.mark.parametrize("part", ["definition", "numerator", "denominator", "rules"])
def test_a_definitions_hash_moves_with_each_of_its_parts(two, part):
    from dataclasses import replace

    found = definition_of(get(TIMELY), two[0].columns())
    changed = ("another",) if part == "rules" else "another"
    assert len(found.hash) == 64
    assert replace(found, **{part: changed}).hash != found.hash


def test_of_another_period_the_latest_that_ended_is_shown_with_ours_of_the_same(
    two, file
):
    trusted(two, file)
    columns = two[0].columns()
    later = beside_others(get(TIMELY), columns, quarter_of(date(2025, 5, 1)))
    assert [each.period for each in later.theirs] == [YEAR]
    assert [*later.ours] == [YEAR]
    before = beside_others(get(TIMELY), columns, quarter_of(date(2024, 5, 1)))
    assert (before.theirs, before.absent) == ((), ("Gateshead",))


def test_what_was_read_is_taken_away_again_and_a_later_file_takes_its_place(
    two, file, tmp_path
):
    ours, theirs = two
    earlier = tmp_path / "earlier.json"
    signed(theirs, to="2024-12-31")
    theirs.ask("exchange", "--release", 2, "--out", earlier)
    trusted(two, earlier)
    first = ours.columns().exchanged
    assert {each.period for each in first} == {rolling_year_to(date(2024, 12, 31))}
    ours.ask("exchange", "--read", file)
    later = ours.columns().exchanged
    assert {each.period for each in later} == {YEAR}
    query = "SELECT id FROM import WHERE kind = 'exchange' ORDER BY id DESC"
    last, before = (number for (number,) in ours.rows(query))
    door.undo(ours.engine, last, NOW)
    assert ours.columns().exchanged == first
    ours.ask("exchange", "--read", file)
    door.undo(ours.engine, before, NOW)
    assert ours.columns().exchanged == later


def test_a_file_of_our_own_is_no_other_councils(two, file):
    _, theirs = two
    refused = theirs.ask("exchange", "--read", file, "--trust", theirs.fingerprint)
    assert "expected the code of another council" in refused.stderr
    assert theirs.columns().exchanged == ()


# What is refused.


def refused(ours, path, *more):
    """Return why a file is refused, of which nothing is kept."""
    before = ours.rows("SELECT count(*) FROM source_row"), ours.columns().exchanged
    found = ours.ask("exchange", "--read", path, *more)
    assert (found.exit_code, found.stdout) == (1, "")
    after = ours.rows("SELECT count(*) FROM source_row"), ours.columns().exchanged
    assert after == before
    return found.stderr


def test_a_file_that_differs_in_any_byte_is_refused(two, file, tmp_path):
    content, found = opened(SourceFile(file, file.name))
    assert found == two[1].fingerprint
    assert content.figures
    raw = file.read_bytes()
    changed = tmp_path / "changed.json"
    for at in range(0, len(raw), 11):
        for byte in (raw[at] ^ 1, 0x20 if raw[at] != 0x20 else 0x0A):
            changed.write_bytes(raw[:at] + bytes([byte]) + raw[at + 1 :])
            one = SourceFile(changed, changed.name)
            if recognise(one) is not None:
                with pytest.raises(RefusedError):
                    opened(one)
    for less in (raw[:-1], raw + b"\n", raw[: len(raw) // 2]):
        changed.write_bytes(less)
        with pytest.raises(RefusedError):
            opened(SourceFile(changed, changed.name))


def test_a_changed_number_is_refused_in_words(two, file):
    text = file.read_text("utf-8").replace('"numerator": 5', '"numerator": 6', 1)
    file.write_text(text, encoding="utf-8")
    said = refused(two[0], file)
    assert "The file's signature is not that of its content by its key" in said
    assert "Ask the council that it is of to send its file again" in said


def test_a_key_that_is_not_the_one_trusted_is_refused(two, file, tmp_path):
    ours, theirs = two
    wrong = refused(ours, file, "--trust", "0000 " * 8)
    assert f"is signed with the key {theirs.fingerprint}. Nothing was read" in wrong
    trusted(two, file)
    theirs.key.unlink()
    assert theirs.run("exchange-key", "--make").exit_code == 0
    forged = tmp_path / "forged.json"
    theirs.ask("exchange", "--release", 1, "--out", forged)
    said = refused(ours, forged)
    assert f"the key that you trust for this council, {theirs.fingerprint}" in said


def later_version(parts):
    parts["version"] = 2


def another_hash(parts):
    parts["content"]["definitions"][0]["hash"] = "0" * 64


def a_word_for_a_number(parts):
    parts["content"]["figures"][0]["value"] = "many"


def a_childs_row(parts):
    parts["content"]["figures"][0]["child"] = "C1"


def without_its_definition(parts):
    del parts["content"]["definitions"][0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (later_version, "of version 2, and this dashboard reads version 1"),
        (another_hash, "has another hash"),
        (a_word_for_a_number, "figures.0.value"),
        (a_childs_row, "figures.0.child is not as expected"),
        (without_its_definition, "nothing says what"),
    ],
)
def test_a_file_that_is_signed_and_not_as_expected_is_refused(two, file, change, said):
    assert said in refused(two[0], signed_as(two, file, change))


def test_a_file_of_something_else_is_refused(two, tmp_path):
    ours, _ = two
    other = tmp_path / "other.json"
    other.write_text('{"format": "another"}', encoding="utf-8")
    assert "is no file of figures of another council" in refused(ours, other)
    assert ours.ask("exchange", "--read", tmp_path / "none").exit_code == 2
    assert ours.ask("exchange", "--release", 1).exit_code == 2


def test_what_others_sent_makes_no_invented_council_a_real_one(two, file):
    ours, _ = two
    with ours.engine.begin() as connection:
        connection.execute(text("UPDATE import SET kind = 'demo'"))
    trusted(two, file)
    assert ours.columns().exchanged
    assert ours.columns().invented
