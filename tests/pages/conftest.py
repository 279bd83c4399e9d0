"""Whose machine it is: nobody signs in where these pages are opened."""

import pytest

from data_access.settings import settings


@pytest.fixture
def own_machine(monkeypatch):
    """Say that this is one person's own machine."""
    monkeypatch.setenv("IRO_OWN_MACHINE", "true")
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def with_a_small_council(with_a_small_council, own_machine):
    """A council's own files are shown to nobody but who signs in or is alone."""
