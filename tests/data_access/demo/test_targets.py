"""What the invented council aims at."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from data_access.columns import read_columns
from data_access.demo.exampleshire import CODE
from data_access.demo.targets import AIMS, remove_targets, set_targets
from data_access.derive.council import rebases_of, targets_of
from data_access.store import database
from data_access.store.settings import settings
from domain.access import EVERYTHING
from domain.targets import check_target, target_on
from metrics import catalogue

NOW = datetime(2025, 10, 2, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, value, _ in AIMS])
def test_each_is_one_that_its_measure_can_have(key, value):
    check_target(catalogue.get(key), value)


def test_it_has_targets_from_april_2023_and_no_new_limits(with_exampleshire):
    engine = database.get_engine(settings().database_url)
    columns = read_columns(engine, CODE, EVERYTHING)
    assert columns.rebases == ()
    on_time = target_on(columns.targets, "reviews_held_on_time", date(2023, 4, 1))
    assert (on_time.value, on_time.source) == (
        90.0,
        "Corporate Parenting Board, March 2023",
    )
    before = date(2023, 3, 31)
    assert target_on(columns.targets, "reviews_held_on_time", before) is None


def test_made_anew_it_has_them_once(sqlite_engine):
    with Session(sqlite_engine) as session, database.writing(session):
        for _ in range(2):
            remove_targets(session, CODE, NOW)
            set_targets(session, CODE, NOW)
            session.flush()
        assert len(targets_of(session, CODE)) == len(AIMS)
        remove_targets(session, CODE, NOW)
        assert targets_of(session, CODE) == rebases_of(session, CODE) == {}
