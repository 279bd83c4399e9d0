"""The releases of the invented council: what they show, and that they come and go."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlmodel import Session

from data_access.demo import exampleshire
from data_access.store import database, releases
from domain.periods import financial_year
from metrics.measure import MeasureError
from reports import demonstration, signing
from reports.demonstration import quarters_to_sign, sign_quarters
from tests.conftest import AS_AT, copied, url_of

YEAR_END = date(2024, 3, 31)
YEAR_BEFORE, YEAR = financial_year(2023), financial_year(2024)


class Board:
    """What a board reads of one release, by measure, grouping, group and period."""

    def __init__(self, engine, number):
        _, cells = signing.board_cells(engine, exampleshire.CODE, number)
        self.cells = {
            tuple(c[each] for each in ("measure", "by", "group", "start", "end")): c
            for c in cells
        }

    def cell(self, measure, by="", group="all", period=YEAR):
        days = period.start.isoformat(), period.end.isoformat()
        return self.cells[measure, by, group, *days]

    def percent(self, measure, digits=0, **which):
        value = self.cell(measure, **which)["value"]
        return round(value, digits) if digits else round(value)

    def groups(self, measure, by, name):
        days = YEAR.start.isoformat(), YEAR.end.isoformat()
        return {
            group: cell[name]
            for (key, of, group, *period), cell in self.cells.items()
            if (key, of, tuple(period)) == (measure, by, days)
        }


def published(board):
    """Check every figure of the report that the invented year repeats."""
    on_time = "reviews_held_on_time"
    assert board.percent(on_time, 1) == 83.9
    assert board.percent(on_time, 1, period=YEAR_BEFORE) == 81.6
    assert board.percent("icpcs_held_within_15_working_days") == 89
    assert board.percent("plan_reviews_held_on_time", 1) == 99.9
    assert board.cell("plans_reaching_15_months")["value"] == 9
    over_24 = board.cell("plans_open_over_24_months")
    assert (over_24["numerator"], over_24["denominator"]) == (0, 239)
    second = "plans_started_second_or_subsequent"
    assert board.percent(second, period=YEAR_BEFORE) == 21
    assert board.cell("children_in_care_at_end")["value"] == 528
    roles = board.cell("staff_with_both_roles")
    assert (roles["numerator"], roles["denominator"]) == (8, 10)  # it says 11, lists 10
    for measure in ("children_by_participation", "participation_codes"):
        values = board.groups(measure, "code", "value")
        values["PN5 or PN6"] = values.pop("PN5") + values.pop("PN6")
        assert {code: round(value) for code, value in values.items() if value} == {
            "PN1": 29,
            "PN5 or PN6": 40,
            "PN0": 15,
            "PN3": 11,
            "PN7": 3,
            "PN4": 1,
            "PN2": 1,
        }
    cases = board.groups("children_by_participation", "code", "denominator")
    assert set(cases.values()) == {614}
    disputed(board)


def disputed(board):
    raised = "disputes_raised"
    assert board.cell(raised)["value"] == 138
    stages = board.groups(raised, "stage", "value")
    assert (stages["Stage 1"], stages["Stage 2"], stages["Stage 3"]) == (77, 38, 23)
    both = board.groups(raised, "theme x stage", "value")
    assert sum(both.values()) == 138
    assert {group: number for group, number in both.items() if number} == {
        "Care planning, Stage 1": 19,
        "Practice, Stage 1": 42,
        "Drift and delay, Stage 1": 15,
        "Not recorded, Stage 1": 1,
        "Care planning, Stage 2": 7,
        "Safety, Stage 2": 3,
        "Practice, Stage 2": 12,
        "Drift and delay, Stage 2": 9,
        "Placement and resources, Stage 2": 4,
        "Health and education, Stage 2": 2,
        "Participation, Stage 2": 1,
        "Care planning, Stage 3": 15,
        "Drift and delay, Stage 3": 4,
        "Practice, Stage 3": 3,
        "Placement and resources, Stage 3": 1,
    }


def listed(engine):
    with Session(engine) as session:
        return releases.releases(session, exampleshire.CODE)


@pytest.fixture
def engine(exampleshire_file, tmp_path):
    with copied(exampleshire_file, tmp_path / "demo.db") as engine:
        yield engine


def test_quarters_that_are_over_are_signed_of_three_years_at_most():
    over = quarters_to_sign(date(2025, 12, 30))
    assert [over[0].end, over[-1].end] == [date(2022, 12, 31), AS_AT]
    assert len(over) == len(quarters_to_sign(AS_AT)) == 12
    assert quarters_to_sign(exampleshire.FIRST_AS_AT)[0].start == date(2021, 4, 1)


def test_the_release_of_the_published_year_shows_every_published_figure(engine):
    told = []
    signed = sign_quarters(engine, YEAR_END, lambda *at: told.append(at), latest=1)
    assert (signed, told) == (1, [(1, 1)])
    (release,) = listed(engine)
    assert (release.up_to, release.policy) == (YEAR_END, "councils")
    assert release.signed_by == "Chair, quality assurance group"
    published(Board(engine, release.number))
    assert sign_quarters(engine, YEAR_END, latest=1) == 0
    exampleshire.clear(engine, datetime.now(UTC))
    assert listed(engine) == ()
    with engine.connect() as connection:
        left = connection.execute(text("SELECT count(*) FROM release_part")).scalar()
    assert left == 0


def test_a_quarter_that_cannot_be_told_safely_is_left_out(engine, monkeypatch, caplog):
    made = []

    def sign(engine, la, to, **rest):
        made.append(to)
        if len(made) == 1:
            raise MeasureError("It can be worked out.")

    monkeypatch.setattr(demonstration.signing, "sign", sign)
    assert sign_quarters(engine, AS_AT, latest=2) == 1
    assert made == [date(2025, 6, 30), AS_AT]
    assert "It can be worked out." in caplog.text


def test_some_releases_are_there_for_tests_that_ask(released_file):
    engine = database.get_engine(url_of(released_file))
    assert [each.up_to for each in listed(engine)] == [date(2025, 6, 30), AS_AT]
    published(Board(engine, 2))
    engine.dispose()
