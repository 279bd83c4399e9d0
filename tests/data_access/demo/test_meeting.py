"""What the invented council wrote down agrees with its own figures."""

from datetime import UTC, date, datetime
from functools import cache

import pytest
from sqlmodel import Session, select

from data_access.columns import read_columns
from data_access.demo.decided import DECIDED, set_actions
from data_access.demo.exampleshire import CODE
from data_access.demo.meeting import (
    CONFERENCES,
    HAPPENED,
    NOT_RECORDED,
    ON_TIME,
    OVERDUE,
    PLAN_REVIEWS,
    RAISED,
    RESOLVED,
    TAKING_PART,
    WRITTEN,
    remove_events,
    set_meeting,
)
from data_access.derive.council import events_of
from data_access.store import database
from data_access.store.actions import standing_of
from data_access.store.commentary import lines_of
from data_access.store.loaded import CommentaryLine
from data_access.store.settings import settings
from domain.access import EVERYTHING
from domain.actions import State
from domain.periods import add_months, month_of, rolling_year_to
from metrics import catalogue, meeting
from metrics.figure import figure

NOW = datetime(2025, 10, 2, 9, 30, tzinfo=UTC)
AS_AT = date(2025, 9, 30)


@cache
def columns_of(url):
    return read_columns(database.get_engine(url), CODE, EVERYTHING)


@pytest.fixture
def columns(with_exampleshire):
    return columns_of(settings().database_url)


@pytest.fixture
def of(columns):
    def value(key, year, month):
        days = month_of(date(year, month, 1))
        return figure(catalogue.get(key), columns, days).value

    return value


def test_all_is_of_measures_that_there_are():
    for _, _, keys in HAPPENED:
        assert all(catalogue.get(key) for key in keys)
    assert {each.key for each in WRITTEN} <= set(meeting.USUAL)


def test_its_events_are_in_its_columns(columns):
    assert [each.day for each in columns.events] == [day for day, _, _ in HAPPENED]


def test_what_is_written_of_a_month_is_what_its_figures_say(of, columns):
    """Every comparison of WRITTEN, in its order."""
    quarter = [of(ON_TIME, 2022, month) for month in (10, 11, 12)]
    assert quarter[-1] == min(quarter)
    assert of(CONFERENCES, 2023, 2) < 80
    assert of(CONFERENCES, 2023, 1) > 90
    resolved = [of(RESOLVED, 2022, month) for month in (10, 11, 12)]
    resolved += [of(RESOLVED, 2023, month) for month in range(1, 13)]
    assert resolved[6] == min(resolved[:7]) < 50
    assert of(TAKING_PART, 2023, 6) < 95 > of(TAKING_PART, 2023, 5)
    assert of(CONFERENCES, 2023, 7) == of(CONFERENCES, 2023, 8) == 100
    summer = [of(ON_TIME, 2023, month) for month in range(4, 9)]
    assert summer[-1] == min(summer)
    assert resolved[-1] == min(resolved)
    still = [of("disputes_open", 2022, month) for month in (10, 11, 12)]
    still += [of("disputes_open", 2023, month) for month in range(1, 13)]
    assert still[-1] > max(still[:-1])
    since = [of(ON_TIME, 2023, month) for month in range(5, 13)]
    since += [of(ON_TIME, 2024, month) for month in (1, 2, 3)]
    assert since[-1] == max(since) < of(ON_TIME, 2023, 4) < 90
    assert all(of(TAKING_PART, 2024, month) > 95 for month in (1, 2, 3))
    recorded = [of(NOT_RECORDED, 2023, month) for month in range(6, 13)]
    recorded += [of(NOT_RECORDED, 2024, month) for month in (1, 2, 3)]
    assert not any(recorded)
    since_set = [of(PLAN_REVIEWS, 2023, month) for month in range(4, 13)]
    since_set += [of(PLAN_REVIEWS, 2024, month) for month in range(1, 5)]
    assert 94 < of(PLAN_REVIEWS, 2024, 5) < 95 <= min(since_set)
    half_year = [of(ON_TIME, 2024, month) for month in range(1, 7)]
    assert half_year[-1] < 80 < min(half_year[:-1])
    assert of(ON_TIME, 2023, 12) < 80
    half = [of(CONFERENCES, 2024, month) for month in range(4, 10)]
    assert half[-1] == min(half) < 85 - 10
    assert of(RAISED, 2024, 11) == max(
        of(RAISED, 2024, month) for month in (9, 10, 11, 12)
    )
    for of_year in (2022, 2023, 2024):
        assert of(ON_TIME, of_year, 12) < min(
            of(ON_TIME, of_year, each) for each in (10, 11)
        )
    below = [of(ON_TIME, 2023, month) for month in range(4, 13)]
    below += [of(ON_TIME, 2024, month) for month in range(1, 13)]
    assert max(below) < 90 < of(ON_TIME, 2025, 1)
    assert 95 <= of(PLAN_REVIEWS, 2025, 1) < 96
    assert all(of(PLAN_REVIEWS, 2025, month) == 100 for month in (2, 3, 4))
    assert of(CONFERENCES, 2025, 5) < min(
        of(CONFERENCES, 2025, 3), of(CONFERENCES, 2025, 4)
    )
    year = [of(CONFERENCES, 2025, month) for month in range(4, 8)]
    assert year[-1] == min(year)
    assert year[-2] == max(year)
    for of_year in (2024, 2025):
        assert of(ON_TIME, of_year, 8) < min(
            of(ON_TIME, of_year, each) for each in (6, 7)
        )
    assert of(ON_TIME, 2025, 8) < 90 <= of(ON_TIME, 2025, 9) < 91
    twelve = figure(catalogue.get(ON_TIME), columns, rolling_year_to(AS_AT)).value
    assert twelve < 90
    assert of(OVERDUE, 2025, 9) == 2
    assert of(RESOLVED, 2025, 8) == of(RESOLVED, 2025, 9) < 75


def test_each_quarter_of_three_years_has_something_written():
    months = {each.month for each in WRITTEN}
    first = [add_months(date(2022, 10, 1), 3 * number) for number in range(12)]
    for start in first:
        assert months & {add_months(start, later) for later in range(3)}, start


def test_what_came_of_an_action_is_what_its_figures_say(of):
    """Every comparison of DECIDED, in its order; a test above has the others."""
    assert all(of(NOT_RECORDED, 2025, month) == 0 for month in (1, 2))
    assert all(of(PLAN_REVIEWS, 2025, month) == 100 for month in (2, 3, 4))


def test_its_actions_are_of_measures_that_there_are_and_one_is_overdue():
    assert {key for each in DECIDED for key in each.keys} <= set(meeting.USUAL)
    late = [each for each in DECIDED if not each.ended and each.due < AS_AT]
    assert len(late) == 1
    assert len(DECIDED) <= 8


def test_made_anew_it_has_its_actions_once_as_they_stood(sqlite_engine):
    with Session(sqlite_engine) as session, database.writing(session):
        set_actions(session, CODE, date(2024, 9, 1), NOW)
        set_actions(session, CODE, AS_AT, NOW)
        set_actions(session, CODE, AS_AT, NOW)
        there = standing_of(session, CODE)
        assert [each.what for each in there.values()] == [each.what for each in DECIDED]
        then = standing_of(session, CODE, datetime(2023, 6, 1, tzinfo=UTC))
        assert [(each.number, each.state) for each in then.values()] == [
            (1, State.OPEN)
        ]
        assert there[1].state is State.DONE


def test_made_anew_it_has_its_events_once_and_loses_no_commentary(sqlite_engine):
    with Session(sqlite_engine) as session, database.writing(session):
        for _ in range(2):
            remove_events(session, CODE, NOW)
            set_meeting(session, CODE, AS_AT, NOW)
            session.flush()
        assert len(events_of(session, CODE)) == len(HAPPENED)
        written = list(session.scalars(select(CommentaryLine)))
        assert len(written) == len(WRITTEN)
        assert all(each.written_at <= NOW for each in written)


def test_nothing_is_written_of_what_has_not_been(sqlite_engine):
    with Session(sqlite_engine) as session, database.writing(session):
        set_meeting(session, CODE, date(2024, 9, 15), NOW)
        session.flush()
        days = [each.day for each in events_of(session, CODE).values()]
        assert days == [date(2023, 6, 5), date(2024, 9, 2)]
        assert not lines_of(session, CODE, date(2024, 9, 1))
