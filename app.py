"""Starts the dashboard: the store is brought up to date, then the router serves."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import streamlit as st
import typer
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from ui import start

COMPRESS_FROM = 2048  # bytes
COMPRESS_LEVEL = 5


@asynccontextmanager
async def started(app: st.App) -> AsyncIterator[None]:
    """Prepare the store and warm imports, once, before the first page is asked for."""
    start.prepare(datetime.now(UTC), tell=lambda words: typer.echo(words, err=True))
    gc.collect()
    gc.freeze()
    yield


app = st.App(
    "pages/router.py",
    lifespan=started,
    middleware=[
        Middleware(
            GZipMiddleware, minimum_size=COMPRESS_FROM, compresslevel=COMPRESS_LEVEL
        )
    ],
)
