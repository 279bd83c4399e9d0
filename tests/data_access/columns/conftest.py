from tests.data_access.conftest import on_sqlite

engine = on_sqlite
