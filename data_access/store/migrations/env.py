"""Alembic runs inside the app, on a connection it is handed; no ini file."""

from alembic import context

from data_access.store import tables  # noqa: F401 - its tables belong to METADATA
from data_access.store.loaded import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
