"""Starts the dashboard: the store is brought up to date, then the router serves."""

from __future__ import annotations

import gc
import sys
from datetime import UTC, datetime

import streamlit as st
import typer
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from data_access.store.settings import settings
from domain.errors import DashboardError
from ui.start import sign_in, start

COMPRESS_FROM = 2048  # bytes
COMPRESS_LEVEL = 5


def tell(words: str) -> None:
    """Write a line for whoever starts the dashboard."""
    typer.echo(words, err=True)


try:
    agreed = start.agreed()
    start.prepare(datetime.now(UTC), tell)
except DashboardError as refusal:
    sys.exit(str(refusal))
gc.collect()
gc.freeze()
tell(f"The dashboard is ready: {start.address()}")
app = st.App(
    "pages/router.py",
    secrets=sign_in.secrets(agreed),
    middleware=[
        Middleware(
            GZipMiddleware, minimum_size=COMPRESS_FROM, compresslevel=COMPRESS_LEVEL
        ),
        *sign_in.middleware(agreed),
        *sign_in.own_machine_middleware(settings().own_machine),
    ],
)
