"""What happens once, before the first page: checks, tables, the invented council."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path

import streamlit as st
from filelock import FileLock
from sqlalchemy import make_url
from streamlit.web.server import server_util

from data_access.access.sign_in import LOOPBACK, SignIn, SignInError, sign_in
from data_access.demo import exampleshire
from data_access.store import database
from data_access.store.settings import settings
from reports import demonstration

WARM = (
    "pandas",
    "plotly.graph_objects",
    "pyarrow",
    "ui.kit.charts",
    "metrics.catalogue",
)


def agreed() -> SignIn | None:
    """Return how people sign in, None where they do not.

    Raises:
        SettingError: a setting cannot be read.
        SignInError: the settings cannot be right, or others could come in unasked.
    """
    found, own_machine = sign_in(settings()), settings().own_machine
    if found is not None and own_machine:
        raise SignInError(
            "IRO_OWN_MACHINE is set, and signing in is set up. Only one can be meant: "
            "take IRO_OWN_MACHINE away, or everything that begins with IRO_OIDC."
        )
    if found is None and st.get_option("server.address") not in LOOPBACK:
        raise SignInError(
            "Nobody signs in here, so the dashboard answers only this machine: "
            "server.address has to be 127.0.0.1. For several people set up signing "
            "in, with IRO_OIDC_METADATA_URL and the settings beside it."
        )
    return found


def prepare(now: datetime, tell: Callable[[str], None]) -> None:
    """Bring the store up to date; fill an empty one with the invented council.

    Two processes that start together do it one after the other. `tell` is given a
    line for each step that takes longer than a moment.

    Raises:
        StoreError: the store is unwell, or not one that this version can go on from.
    """
    url = settings().database_url
    engine = database.get_engine(url)
    with FileLock(_lock_file(url)):
        database.upgrade(engine)
        if settings().demo and exampleshire.needed(engine):
            tell("Setting up: making the invented council Exampleshire ...")
            rows = exampleshire.fill(engine, now.date(), now, _percent(tell))
            tell(f"Setting up: {rows:,} invented rows are in the store.")
            demonstration.sign_quarters(engine, now.date(), _releases(tell))
    for module in WARM:
        import_module(module)


def address() -> str:
    """Return where this machine's browser finds the dashboard."""
    return server_util.get_url(st.get_option("browser.serverAddress"))


def _percent(tell: Callable[[str], None]) -> Callable[[int, int], None]:
    def progress(done: int, of: int) -> None:
        tell(f"Setting up: working out due dates, {100 * done // max(of, 1)}% done")

    return progress


def _releases(tell: Callable[[str], None]) -> Callable[[int, int], None]:
    def progress(place: int, of: int) -> None:
        tell(f"Setting up: signing release {place} of {of} ...")

    return progress


def _lock_file(url: str) -> Path:
    """Beside an SQLite file; for a server's database, in the temporary folder."""
    from tempfile import gettempdir

    file = make_url(url).database
    if make_url(url).get_backend_name() == "sqlite" and file:
        return Path(f"{file}.lock")
    return Path(gettempdir()) / "iro-quality-assurance.lock"
