import pytest

from data_access import store
from data_access.access import EVERYTHING
from data_access.columns import read_columns
from data_access.exampleshire import CODE
from tests.conftest import url_of


@pytest.fixture(scope="session")
def exampleshire_columns(exampleshire_file):
    return read_columns(store.get_engine(url_of(exampleshire_file)), CODE, EVERYTHING)
