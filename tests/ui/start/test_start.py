"""Starts that are refused, in words, before anything is answered."""

import os
import subprocess
import sys

import pytest

from tests.browser.provider import asking
from tests.browser.serving import REPOSITORY, free_port, running
from tests.conftest import url_of
from tests.data_access.store.test_unwell import DAMAGED, EMPTY

pytestmark = pytest.mark.walk
SECRET = "not for any log"  # noqa: S105
WHOLE = asking("https://login.example", 1, {})
OPEN = {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}  # noqa: S104
ONLY_THIS_MACHINE = (
    "Nobody signs in here, so the dashboard answers only this machine: server.address "
    "has to be 127.0.0.1."
)
REFUSED = {
    "half of signing in": (
        {"IRO_OIDC_CLIENT_ID": "dashboard", "IRO_OIDC_CLIENT_SECRET": SECRET},
        "Signing in is set up by half: IRO_OIDC_METADATA_URL, IRO_OIDC_REDIRECT_URI, "
        "IRO_COOKIE_SECRET are missing.",
    ),
    "a demonstration for everybody": (OPEN, ONLY_THIS_MACHINE),
    "an own machine for everybody": (
        {**OPEN, "IRO_OWN_MACHINE": "true"},
        ONLY_THIS_MACHINE,
    ),
    "an own machine that others sign in to": (
        {**WHOLE, "IRO_OWN_MACHINE": "true"},
        "IRO_OWN_MACHINE is set, and signing in is set up. Only one can be meant",
    ),
    "a role that is none": (
        {**WHOLE, "IRO_ROLE_MAP": '{"a": "king"}'},
        "IRO_ROLE_MAP cannot be read.",
    ),
    "hours that are no number": (
        {"IRO_SESSION_HOURS": SECRET},
        "IRO_SESSION_HOURS cannot be read.",
    ),
}


@pytest.mark.parametrize(("chosen", "words"), REFUSED.values(), ids=REFUSED)
def test_a_start_that_cannot_be_meant_is_refused_in_words(
    exampleshire_file, tmp_path, chosen, words
):
    url = url_of(exampleshire_file)
    with (
        pytest.raises(AssertionError) as refusal,
        running(tmp_path, DATABASE_URL=url, **chosen),
    ):
        pass
    told = str(refusal.value)
    assert words in told
    assert "Traceback" not in told
    assert SECRET not in told


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"a letter, " * 100, DAMAGED), (b"", EMPTY)],
    ids=["no database", "empty"],
)
def test_a_start_on_a_store_that_is_unwell_is_refused_in_words_alone(
    tmp_path, content, words
):
    (tmp_path / "iro.db").write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py"],
        cwd=REPOSITORY,
        env={
            **os.environ,
            "HOME": str(tmp_path),
            "DATABASE_URL": url_of(tmp_path / "iro.db"),
            "STREAMLIT_SERVER_PORT": str(free_port()),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.stdout + done.stderr).strip() == words
    assert done.returncode == 1
