"""What is left of the figures' rows for those who may see less."""

from dataclasses import fields
from datetime import date
from functools import lru_cache

import numpy as np
import pytest

from data_access.columns import read_columns
from data_access.columns.sight import ANOTHER
from data_access.store import database
from domain import access
from domain.access import EVERYTHING, Role, Sight, Viewer
from domain.codes import NOT_RECORDED
from domain.periods import financial_year
from domain.tables import Rows
from metrics.catalogue import CATALOGUE
from tests.conftest import url_of

APRIL = date(2025, 4, 1)
ONE, NOBODY = "S01", "S99"


@pytest.fixture(scope="module")
def read(exampleshire_file):
    engine = database.get_engine(url_of(exampleshire_file))
    return lru_cache(lambda seen: read_columns(engine, "EXM", seen))


@pytest.fixture(scope="module")
def whole(read):
    return read(EVERYTHING)


def kinds(columns):
    return {
        each.name: getattr(columns, each.name)
        for each in fields(columns)
        if isinstance(getattr(columns, each.name), Rows)
    }


@pytest.mark.parametrize("seen", [Sight(), Sight(names=(NOBODY,))])
def test_who_may_tell_no_iro_apart_is_given_no_iro(read, seen):
    columns = read(seen)
    assert columns.labels["iro"] == (NOT_RECORDED,)
    assert all("iro" not in rows.groups for rows in kinds(columns).values())


def test_an_iro_is_given_their_own_name_and_no_other(read, whole):
    columns = read(Sight(names=(ONE,)))
    _, another, own = columns.labels["iro"]
    assert another == ANOTHER
    assert own in whole.labels["iro"]
    for name, rows in kinds(columns).items():
        full = getattr(whole, name)
        if "iro" not in full.groups:
            continue
        mine = full.groups["iro"] == whole.labels["iro"].index(own)
        assert np.array_equal(rows.groups["iro"] == 2, mine)
        assert np.array_equal(rows.groups["iro"] == 0, full.groups["iro"] == 0)


def test_leaving_names_out_changes_no_figure(read, whole):
    columns = read(Sight(names=()))

    for metric in CATALOGUE:
        seen = metric.count(columns, (financial_year(2025),))
        full = metric.count(whole, (financial_year(2025),))
        assert np.array_equal(seen.numerator, full.numerator), metric.key
        assert np.array_equal(seen.value, full.value, equal_nan=True), metric.key


@pytest.mark.parametrize("role", Role)
def test_only_managers_and_an_iro_about_themselves_are_given_names(read, whole, role):
    viewer = Viewer("somebody", role, teams=("North",), staff_id=ONE)
    columns = read(access.sight(viewer))
    names = set(columns.labels["iro"]) - {NOT_RECORDED, ANOTHER}
    everybody = set(whole.labels["iro"]) - {NOT_RECORDED}
    expected = {Role.MANAGER: len(everybody), Role.IRO: 1}.get(role, 0)
    assert len(names) == expected
    assert names <= everybody
