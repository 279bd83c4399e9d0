"""Nothing withheld comes out of all releases of the demonstration, read together."""

import os
from datetime import date

import pytest

from data_access.columns import read_columns
from data_access.demo.exampleshire import CODE
from domain.access import EVERYTHING
from reports import signing
from reports.demonstration import sign_quarters
from tests.conftest import AS_AT, copied
from tests.reports.attacking import Reader
from tests.reports.test_attacked import shown
from tests.reports.test_demonstration import Board, published

pytestmark = pytest.mark.walk
ASKED = os.environ.get("IRO_ATTACKED")
TOGETHER = int(ASKED or 1)  # of twelve; a quarter hour for all
SIXTH = 6  # another one each day
SINCE = 7  # releases from that of the published year on
SIGNED = max(TOGETHER, SINCE) if ASKED else TOGETHER


@pytest.fixture(scope="module")
def engine(exampleshire_file, tmp_path_factory):
    place = tmp_path_factory.mktemp("all") / "demo.db"
    with copied(exampleshire_file, place) as engine:
        assert sign_quarters(engine, AS_AT, latest=SIGNED) == SIGNED
        yield engine


@pytest.fixture(scope="module")
def cells(engine):
    return [
        cell
        for number in range(SIGNED + 1 - TOGETHER, SIGNED + 1)
        for cell in signing.board_cells(engine, CODE, number)[1]
    ]


@pytest.fixture(scope="module")
def columns(engine):
    return read_columns(engine, CODE, EVERYTHING)


def test_the_latest_release_shows_every_published_figure(engine):
    published(Board(engine, SIGNED))


@pytest.mark.skipif(not ASKED, reason="signs seven quarters")
def test_every_release_since_then_shows_every_published_figure(engine):
    first = SIGNED + 1 - SINCE
    assert signing.board_cells(engine, CODE, first)[0].up_to == date(2024, 3, 31)
    for number in range(first, SIGNED + 1):
        published(Board(engine, number))


MEASURE = "reviews_held_on_time"


@pytest.mark.minutes
def test_nothing_withheld_comes_out_of_the_latest_read_together(columns, cells):
    reader = Reader(columns, cells)
    if not ASKED:  # all numbers are read, and a sixth of the withheld asked for
        reader.one_in, reader.first = SIXTH, date.today().toordinal() % SIXTH
    told, asked = reader.told()
    assert asked > 100 / reader.one_in
    assert told == []


def test_one_cell_more_that_is_shown_tells_a_small_number(engine, columns):
    _, cells = signing.board_cells(engine, CODE, SIGNED)
    mine = [cell for cell in cells if cell["measure"] == MEASURE]
    assert Reader(columns, mine).told()[0] == []
    hidden = [
        c for c in mine if c["by"] == "age_band" and c["why"].startswith("Withheld")
    ]
    one_more = (
        [shown(columns, mine, cell) if each is cell else each for each in mine]
        for cell in hidden
    )
    assert any(Reader(columns, each).told()[0] for each in one_more)
