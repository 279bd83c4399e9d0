"""Whose machine pages are opened on, and whether people sign in there."""

import json

import pytest

from data_access.store.settings import settings

GROUPS = {
    "boards": "board",
    "quality": "quality",
    "managers": {"role": "manager", "teams": ["*"]},
    "iros": {"role": "iro", "staff_claim": "employee"},
    "analysts": "analyst",
    "administrators": "administrator",
}


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


@pytest.fixture
def sign_in(monkeypatch):
    """People sign in here, and their groups stand for roles."""
    for name, value in {
        "IRO_OIDC_METADATA_URL": "https://login.example/discovery",
        "IRO_OIDC_CLIENT_ID": "dashboard",
        "IRO_OIDC_CLIENT_SECRET": "for tests",
        "IRO_OIDC_REDIRECT_URI": "https://dashboard.example/oauth2callback",
        "IRO_COOKIE_SECRET": "c" * 40,
        "IRO_ROLE_CLAIM": "groups",
        "IRO_ROLE_MAP": json.dumps(GROUPS),
    }.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    yield
    settings.cache_clear()
