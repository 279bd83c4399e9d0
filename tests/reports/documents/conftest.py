"""Two releases to write documents of: Exampleshire's year in full, and a small council's.

The small council's, by the Department's policy, withholds nearly every number it has.
"""

import shutil
from datetime import UTC, date, datetime

import pytest

from data_access.demo import exampleshire
from data_access.store import database, releases
from domain.about import Policy
from domain.periods import financial_year
from reports import signing
from reports.documents.annual import annual
from reports.documents.reading import Reading
from reports.released import released
from tests.conftest import url_of
from tests.small_store import CODE

SIGNED = datetime(2024, 4, 22, 10, 30, tzinfo=UTC)


def sign(file, la, to, policy):
    engine = database.get_engine(url_of(file))
    signing.sign(engine, la, to, policy=policy, who="A. Reader", now=SIGNED)
    return engine


def opened(engine, la, number=1):
    with database.reading(engine) as session:
        signed = releases.standing(session, la, number)
        parts = releases.parts(session, number)
    return released(signed.up_to, signed.policy, signed.head, parts, signed)


@pytest.fixture(scope="session")
def shire_file(exampleshire_file, tmp_path_factory):
    """Exampleshire with a release to 31 March 2024 in which nothing is withheld."""
    file = shutil.copy(exampleshire_file, tmp_path_factory.mktemp("signed") / "iro.db")
    sign(file, exampleshire.CODE, date(2024, 3, 31), Policy.CLOSED).dispose()
    return file


@pytest.fixture(scope="session")
def shire(shire_file):
    """Exampleshire's 2023-24."""
    found = opened(database.get_engine(url_of(shire_file)), exampleshire.CODE)
    return Reading(found, financial_year(2024))


@pytest.fixture(scope="session")
def latest(shire_file, tmp_path_factory):
    """Exampleshire's 2024-25, in which the service records more of its work."""
    file = shutil.copy(shire_file, tmp_path_factory.mktemp("latest") / "iro.db")
    engine = sign(file, exampleshire.CODE, date(2025, 3, 31), Policy.CLOSED)
    return Reading(opened(engine, exampleshire.CODE, 2), financial_year(2025))


@pytest.fixture(scope="session")
def report(shire):
    """Exampleshire's annual report."""
    return annual(shire, ())


@pytest.fixture(scope="session")
def withheld_file(small_file, tmp_path_factory):
    """The small council with a release of which small numbers are withheld."""
    file = shutil.copy(small_file, tmp_path_factory.mktemp("withheld") / "iro.db")
    sign(file, CODE, date(2025, 3, 31), Policy.DEPARTMENT).dispose()
    return file


@pytest.fixture(scope="session")
def withheld(withheld_file):
    """The small council's 2024-25."""
    found = opened(database.get_engine(url_of(withheld_file)), CODE)
    return Reading(found, financial_year(2025))
