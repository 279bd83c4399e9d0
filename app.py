"""Starts the dashboard: the store is brought up to date, then the router serves."""

from __future__ import annotations

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import streamlit as st
import typer

from data_access.store.settings import settings
from domain.errors import DashboardError
from ui.start import compressed, leaving, sign_in, start


def tell(words: str) -> None:
    """Write a line for whoever starts the dashboard."""
    typer.echo(words, err=True)


@asynccontextmanager
async def started(app: st.App) -> AsyncIterator[None]:
    """Prepare the store and warm imports, once, before the first page is asked for."""
    start.prepare(datetime.now(UTC), tell)
    gc.collect()
    gc.freeze()
    yield


try:
    agreed = start.agreed()
except DashboardError as refusal:
    sys.exit(str(refusal))
app = st.App(
    "pages/router.py",
    lifespan=started,
    secrets=sign_in.secrets(agreed),
    middleware=[
        *sign_in.middleware(agreed),
        *sign_in.own_machine_middleware(settings().own_machine),
        *leaving.middleware(),
        compressed.middleware(),
    ],
)
