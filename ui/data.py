"""The one door from pages to the store; everything cached is cached here."""

from __future__ import annotations

import streamlit as st
from sqlalchemy import Engine
from sqlmodel import Session

from data_access import columns as stored
from data_access import council, store
from data_access.importers.disputes_mapping import DisputeMapping
from data_access.settings import settings
from domain.tables import Columns
from domain.timescales import Timescales

COUNCILS_KEPT = 4


def engine() -> Engine:
    """Return this process's engine."""
    return store.get_engine(settings().database_url)


def columns(la: str, version: int) -> Columns:
    """Return a council's rows, read again only when the store has changed."""
    return _columns(settings().database_url, la, version)


def councils(version: int) -> list[tuple[str, str, bool]]:
    """Return the councils in the store: code, name, whether invented."""
    return _councils(settings().database_url, version)


def version() -> int:
    """Return the store's number, which moves with every change of data."""
    with engine().connect() as connection:
        return store.version(connection)


@st.cache_resource(max_entries=COUNCILS_KEPT, show_spinner="Reading the store")
def _columns(url: str, la: str, version: int) -> Columns:
    return stored.read_columns(store.get_engine(url), la)


@st.cache_resource(max_entries=COUNCILS_KEPT, show_spinner=False)
def _councils(url: str, version: int) -> list[tuple[str, str, bool]]:
    return stored.councils(store.get_engine(url))


def dispute_mapping(la: str) -> DisputeMapping:
    """Return what the council's dispute log wording means."""
    with Session(engine()) as session:
        return council.dispute_mapping(session, la)


def timescales(la: str) -> Timescales:
    """Return how the council counts intervals."""
    with Session(engine()) as session:
        return council.timescales(session, la)
