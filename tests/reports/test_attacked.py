"""No small number that is withheld can be worked out of all that a board can read."""

import json
import os
from dataclasses import fields, replace

import pytest
from typer.testing import CliRunner

from data_access import columns as stored
from data_access.store import database
from data_access.store.settings import settings
from domain.access import EVERYTHING
from domain.exchange import BY_KEY
from metrics.release.declared import TILES
from reports import signing
from reports.__main__ import app
from tests.conftest import url_of
from tests.reports.attacking import Reader
from tests.small_store import load_small_council

ASKED = os.environ.get("IRO_ATTACKED")
KINDS = {
    "reviews": "care",
    "care_spans": "care",
    "care_periods": "care",
    "plans": "plan",
    "plan_spans": "plan",
    "plan_reviews": "plan",
    "conferences": "s47_started",
    "disputes": "raised",
}
A_YEAR = "2024-10-01", "2025-09-30"
JUNE, SEPTEMBER = "2025-06-30", "2025-09-30"


def thinned(columns, every, first):
    """Return a small council: one in so many children, enquiries and disputes."""

    def some(kind):
        rows = columns.of(kind)
        kept = getattr(rows, KINDS[kind]) % every == first
        columns_of = {
            each.name: getattr(rows, each.name)[kept]
            for each in fields(rows)
            if each.name != "groups"
        }
        groups = {by: group[kept] for by, group in rows.groups.items()}
        return replace(rows, groups=groups, **columns_of)

    return replace(columns, **{kind: some(kind) for kind in KINDS})


@pytest.fixture(scope="module")
def exampleshire(exampleshire_file):
    engine = database.get_engine(url_of(exampleshire_file))
    return stored.read_columns(engine, "EXM", EVERYTHING)


@pytest.fixture
def signed(tmp_path, monkeypatch):
    """Give a way to sign releases of any columns and to read them as a board does."""
    url = url_of(tmp_path / "small.db")
    engine = database.get_engine(url)
    database.upgrade(engine)
    load_small_council(engine, tmp_path)

    def sign(columns, days, policy="councils"):
        with engine.connect() as connection:
            version = database.version_of(connection, "999")
        mine = replace(columns, version=version)
        monkeypatch.setattr(signing, "read_columns", lambda *_: mine)
        cells = []
        for number, day in enumerate(days, start=1):
            command = ["release", "--to", day, "--sign", "A", "--policy", policy]
            made = CliRunner().invoke(app, [*command, "--database", url])
            assert made.exit_code == 0, made.stderr
            command = ["released", "--release", str(number), "--as", "board"]
            read = CliRunner().invoke(app, [*command, "--database", url])
            cells += json.loads(read.stdout)["cells"]
        return cells

    def sent(number):
        """Return the cells of the file for other councils, as a board's are printed."""
        path = tmp_path / f"{number}.json"
        command = ["exchange", "--release", str(number), "--out", str(path)]
        made = CliRunner().invoke(app, [*command, "--database", url])
        assert made.exit_code == 0, made.stderr
        figures = json.loads(path.read_bytes())["content"]["figures"]
        return [{**each, "by": BY_KEY[each["measure"]].by} for each in figures]

    monkeypatch.setenv("IRO_EXCHANGE_KEY", str(tmp_path / "exchange.key"))
    settings.cache_clear()
    CliRunner().invoke(app, ["exchange-key", "--make"])
    sign.sent = sent
    yield sign
    settings.cache_clear()
    engine.dispose()


@pytest.mark.walk
@pytest.mark.parametrize(
    ("every", "first", "days"),
    [
        (20, 7, (JUNE, SEPTEMBER)),
        (9, 4, (SEPTEMBER,)),
        (40, 1, (SEPTEMBER,)),
    ],
)
def test_nothing_withheld_comes_out_of_all_releases_and_files_of_a_small_council(
    exampleshire, signed, every, first, days
):
    columns = thinned(exampleshire, every, first)
    cells = signed(columns, days)
    sent = [cell for number in range(len(days)) for cell in signed.sent(number + 1)]
    assert len(sent) > 10
    assert all(any(told.items() >= cell.items() for told in cells) for cell in sent)
    of_both = [*cells, *({**cell, "why": ""} for cell in sent)]
    told, asked = Reader(columns, of_both).told()
    assert asked > 10
    assert told == []


@pytest.mark.walk
@pytest.mark.skipif("IRO_ATTACKED" not in os.environ, reason="takes a quarter hour")
@pytest.mark.parametrize(("every", "first"), [(40, 1)])
def test_nothing_withheld_comes_out_under_the_departments_policy(
    exampleshire, signed, every, first
):
    """Where every number of 1 to 5 is protected, of the whole service too."""
    columns = thinned(exampleshire, every, first)
    cells = signed(columns, (SEPTEMBER,), "department")
    told, asked = Reader(columns, cells, everything=True).told()
    assert asked > 100
    assert told == []


@pytest.mark.walk
@pytest.mark.skipif(not ASKED, reason="as test_demonstration_attacked does in minutes")
def test_one_cell_more_that_is_shown_tells_a_small_number(exampleshire, signed):
    columns = thinned(exampleshire, 40, 1)
    cells = signed(columns, (SEPTEMBER,))  # which tell nothing: the test above
    told, _ = Reader(columns, [shown(columns, cells, cell) for cell in cells]).told()
    measure, by, _, *days = told[0][0]
    cells = [cell for cell in cells if cell["measure"] == measure]
    beside = [
        [shown(columns, cells, each) if each is cell else each for each in cells]
        for cell in cells
        if [cell[name] for name in ("measure", "by", "start", "end")]
        == [measure, by, *days]
    ]
    assert any(Reader(columns, one_more).told()[0] for one_more in beside)


def test_a_council_of_41_children_has_every_headline_as_a_number_or_a_range(
    exampleshire, signed
):
    cells = {
        (cell["measure"], cell["by"]): cell
        for cell in signed(thinned(exampleshire, 14, 4), (SEPTEMBER,))
        if (cell["start"], cell["end"]) == A_YEAR
    }
    assert cells["children_in_care_at_end", ""]["numerator"] == 41
    for key in TILES:
        cell = cells[key, ""]
        assert cell["value"] is not None or cell["value_from"] < cell["value_to"]


def shown(columns, cells, cell):
    """Return a cell with what is withheld for another's sake shown: no small number."""
    reader = Reader(columns, cells)
    key = tuple(cell[each] for each in ("measure", "by", "group", "start", "end"))
    found = dict(cell)
    for name in ("numerator", "denominator", "aside"):
        if f"{name}_from" in cell and cell["why"].startswith("Withheld"):
            rows = reader.rows(key, name)
            if len(rows) > 5:
                found[name] = len(rows)
    return found
