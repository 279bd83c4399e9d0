"""Starts the dashboard: the store is brought up to date, then the router serves."""

from __future__ import annotations

import gc
import sys
from datetime import UTC, datetime

import streamlit as st
import typer

from data_access.store.settings import settings
from domain.errors import DashboardError
from ui.start import compressed, first_paint, leaving, sign_in, start


def tell(words: str) -> None:
    """Write a line for whoever starts the dashboard."""
    typer.echo(words, err=True)


usual = gc.get_threshold()
gc.set_threshold(200_000, 50, 100)  # a first start takes a seventh less time
try:
    agreed = start.agreed()
    start.prepare(datetime.now(UTC), tell)
except DashboardError as refusal:
    sys.exit(str(refusal))
gc.set_threshold(*usual)
gc.collect()
gc.freeze()
tell(f"The dashboard is ready: {start.address()}")
app = st.App(
    "pages/router.py",
    secrets=sign_in.secrets(agreed),
    middleware=[
        *sign_in.middleware(agreed),
        *sign_in.own_machine_middleware(settings().own_machine),
        *leaving.middleware(),
        compressed.middleware(),
        first_paint.middleware(),
    ],
)
