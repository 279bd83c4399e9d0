import pytest

from data_access.columns import read_columns
from data_access.demo.exampleshire import CODE
from data_access.store import database
from domain.access import EVERYTHING
from tests.conftest import url_of


@pytest.fixture(scope="session")
def exampleshire_columns(exampleshire_file):
    return read_columns(
        database.get_engine(url_of(exampleshire_file)), CODE, EVERYTHING
    )
