"""Starts the dashboard: the store is brought up to date, then the router serves."""

from __future__ import annotations

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import streamlit as st
import typer
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from data_access.store.settings import settings
from domain.errors import DashboardError
from ui.start import leaving, sign_in, start

COMPRESS_FROM = 2048  # bytes
COMPRESS_LEVEL = 5


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
        Middleware(
            GZipMiddleware, minimum_size=COMPRESS_FROM, compresslevel=COMPRESS_LEVEL
        ),
        *sign_in.middleware(agreed),
        *sign_in.own_machine_middleware(settings().own_machine),
        *leaving.middleware(),
    ],
)
