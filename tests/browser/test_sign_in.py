"""Signing in and out, in a browser, with a provider that is a server of its own."""

import re
import shutil
import time
from datetime import UTC, datetime

import pytest
from joserfc.jwk import RSAKey

from data_access.access import people
from data_access.store import database
from domain.access import Role, Viewer
from tests.browser.driving import (
    CHARTS,
    choose,
    go,
    menu,
    settle,
    show_in_full,
    title,
    violations,
    words_on,
)
from tests.browser.provider import asking, false_provider, provider
from tests.browser.serving import free_port, running
from tests.conftest import url_of

pytestmark = pytest.mark.walk
ROLES = {
    "analysts": "analyst",
    "board": "board",
    "admins": "administrator",
    "managers": {"role": "manager", "teams": ["*"]},
}
PEOPLE = {
    "ann": {"email": "Ann@example.org", "groups": ["analysts", "else"]},
    "ben": {"email": "ben@example.org", "groups": ["board", "analysts"]},
    "ada": {"email": "ada@example.org", "groups": ["admins"]},
    "mia": {"email": "mia@example.org", "groups": ["managers"]},
    "ned": {"email": "ned@example.org", "groups": ["else"]},
}
FIGURES = ("Reviews held on time", "Exampleshire", "Disputes")
COOKIE = "_streamlit_user"
SHORT = 0.004  # hours: 14.4 seconds
SIGNED_OUT = "Sign in"
SIGNED_OUT_SINCE = (
    "You have signed out since this page was drawn, or do not have the role any more. "
    "Open the page anew, then download the file again."
)


@pytest.fixture(scope="module")
def known():
    with provider(PEOPLE) as address:
        yield address


@pytest.fixture(scope="module")
def store(fewer_file, tmp_path_factory):
    """A store that roles may be written to."""
    folder = tmp_path_factory.mktemp("people")
    return url_of(shutil.copy(fewer_file, folder / "people.db"))


@pytest.fixture(scope="module")
def dashboard(chromium, known, store, tmp_path_factory):
    home, port = tmp_path_factory.mktemp("home"), free_port()
    settings = asking(known, port, ROLES)
    with running(home, port=port, DATABASE_URL=store, **settings) as address:
        yield address


@pytest.fixture
def browser(chromium):
    """Open pages with cookies of their own: another person, at another machine."""
    contexts = []

    def open_one():
        contexts.append(chromium.new_context())
        contexts[-1].set_default_timeout(30_000)
        contexts[-1].route(CHARTS, lambda script: script.abort())
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


def sign_in(page, address, who):
    """Go to an address, and sign in from there."""
    go(page, address)
    assert title(page) == SIGNED_OUT
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=who, exact=True).click()
    page.wait_for_url(re.compile("^" + re.escape("/".join(address.split("/")[:3]))))
    page.locator("[data-testid=stSidebar]").first.wait_for()
    return settle(page)


def sidebar(page):
    return page.locator("[data-testid=stSidebar]").inner_text()


def shows_nothing(page):
    shown = page.locator("body").inner_text()
    return not any(words in shown for words in FIGURES) and not menu(page)


def test_the_first_request_of_a_new_server_shows_nobody_anything(
    browser, known, store, tmp_path
):
    port = free_port()
    settings = asking(known, port, ROLES)
    with running(tmp_path, port=port, DATABASE_URL=store, **settings) as address:
        page = go(browser(), f"{address}/disputes")
        assert title(page) == SIGNED_OUT
        assert shows_nothing(page)
        assert page.url == f"{address}/disputes"
        assert not page.get_by_role("dialog").count()


def test_signing_in_leads_to_the_page_that_was_asked_for(browser, dashboard):
    page = sign_in(browser(), f"{dashboard}/disputes?team=North", "ann")
    assert title(page) == "Disputes"
    assert "Only team North." in words_on(page)
    assert "Signed in as ann@example.org" in sidebar(page)
    assert "Performance analyst" in sidebar(page)
    assert "Load files" in menu(page)
    assert "People and roles" not in menu(page)


def test_the_cookie_is_for_this_server_alone_and_ends_with_the_sign_in(
    browser, dashboard
):
    page = sign_in(browser(), f"{dashboard}/overview", "ann")
    (cookie,) = [each for each in page.context.cookies() if each["name"] == COOKIE]
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    hours = (cookie["expires"] - time.time()) / 3600
    assert hours == pytest.approx(8, abs=0.1)


def test_signing_out_shows_nothing_any_more(browser, dashboard):
    page = sign_in(browser(), f"{dashboard}/overview", "ann")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    page.get_by_role("heading", level=1, name=SIGNED_OUT).wait_for()
    assert COOKIE not in {each["name"] for each in page.context.cookies()}
    go(page, f"{dashboard}/disputes")
    assert title(page) == SIGNED_OUT
    assert shows_nothing(page)


def test_signing_out_in_one_tab_ends_the_others_and_the_cookie(browser, dashboard):
    page = sign_in(browser(), f"{dashboard}/overview", "ann")
    kept = page.context.cookies()
    other = go(page.context.new_page(), f"{dashboard}/overview")
    assert title(other) == "Overview"
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").wait_for()
    other.locator("[data-testid=stSidebarNavLink]", has_text="Disputes").click()
    other.get_by_role("heading", level=1, name=SIGNED_OUT).wait_for()
    assert shows_nothing(settle(other))

    stolen = browser()
    stolen.context.add_cookies(kept)
    go(stolen, f"{dashboard}/overview")
    assert title(stolen) == SIGNED_OUT
    assert shows_nothing(stolen)


def take_the_list(page):
    with page.expect_download() as download:
        page.get_by_text("Download this table (CSV)").click()
    assert b"Code" in download.value.path().read_bytes()
    return download.value.url


def lines_of_the_ledger(store):
    with database.get_engine(store).connect() as connection:
        words = "SELECT count(*) FROM ledger_entry WHERE what LIKE 'downloaded%'"
        return connection.exec_driver_sql(words).scalar_one()


def test_a_download_s_address_gives_the_file_once_and_to_nobody_else(
    browser, dashboard, store
):
    page = sign_in(browser(), f"{dashboard}/children", "mia")
    before = lines_of_the_ledger(store)
    address = take_the_list(page)
    assert "/media/" in address
    for whose in (page, browser(), sign_in(browser(), f"{dashboard}/children", "mia")):
        answer = whose.request.get(address)
        assert (answer.status, b"Code" in answer.body()) == (404, False)
    take_the_list(page)
    assert lines_of_the_ledger(store) == before + 2


def test_nothing_is_downloaded_after_signing_out_in_another_tab(
    browser, dashboard, store
):
    page = sign_in(browser(), f"{dashboard}/children", "mia")
    address = take_the_list(page)
    before = lines_of_the_ledger(store)
    other = settle(go(page.context.new_page(), f"{dashboard}/overview"))
    other.get_by_role("button", name="Sign out").click()
    other.get_by_role("button", name="End session").wait_for()
    with page.expect_download() as download:
        page.get_by_text("Download this table (CSV)").click()
    assert download.value.suggested_filename == "why-there-is-no-file.txt"
    assert download.value.path().read_text(encoding="utf-8") == SIGNED_OUT_SINCE
    assert page.request.get(address).status == 404
    assert lines_of_the_ledger(store) == before


def test_a_page_of_another_role_is_refused_in_words(browser, dashboard):
    page = sign_in(browser(), f"{dashboard}/people", "ann")
    assert title(page) == "Not for your role"
    assert "Your role does not include this." in words_on(page)


def test_somebody_without_a_role_is_told_so_and_sees_nothing(browser, dashboard):
    page = sign_in_without_a_role(browser(), dashboard)
    assert "You are signed in as ned@example.org." in words_on(page)
    assert page.get_by_role("button", name="Sign out").count() == 1
    assert shows_nothing(page)
    assert violations(show_in_full(page)) == []


def sign_in_without_a_role(page, dashboard):
    go(page, f"{dashboard}/overview")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="ned", exact=True).click()
    page.get_by_role("heading", level=1, name="You have no role here yet").wait_for()
    return settle(page)


def test_somebody_with_two_roles_begins_with_the_safer_and_may_change(
    browser, dashboard
):
    page = sign_in(browser(), f"{dashboard}/overview", "ben")
    assert "Load files" not in menu(page)
    choose(page, "See this as", "Performance analyst")
    page.wait_for_url("**as=analyst**")
    assert "Load files" in menu(page)


def test_a_cookie_that_was_changed_signs_nobody_in(browser, dashboard):
    page = sign_in(browser(), f"{dashboard}/overview", "ann")
    for cookie in page.context.cookies():
        if cookie["name"].startswith(COOKIE):
            middle = len(cookie["value"]) // 3
            other = "A" if cookie["value"][middle] != "A" else "B"
            value = cookie["value"]
            changed = value[:middle] + other + value[middle + 1 :]
            page.context.add_cookies([{**cookie, "value": changed}])
    go(page, f"{dashboard}/overview")
    assert title(page) == SIGNED_OUT
    assert shows_nothing(page)


def test_whoever_refuses_at_the_provider_is_told_in_words(browser, dashboard):
    page = go(browser(), f"{dashboard}/overview")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Deny").click()
    page.get_by_text("You could not be signed in. Try again.").wait_for()
    assert title(settle(page)) == SIGNED_OUT
    assert violations(show_in_full(page)) == []


def test_a_role_given_works_and_a_role_ended_stops_at_the_next_click(
    browser, dashboard
):
    page = sign_in(browser(), f"{dashboard}/people", "ada")
    page.get_by_label("E-mail address").fill("Ned@Example.org")
    choose(page, "Role", "Quality assurance group")
    page.get_by_role("button", name="Give this role").click()
    page.get_by_text("now has a role: Quality assurance group.").wait_for()
    assert violations(show_in_full(settle(page))) == []

    other = sign_in(browser(), f"{dashboard}/overview", "ned")
    assert title(other) == "Overview"

    page.get_by_text("I am sure: this person loses this role").click()
    settle(page)
    page.get_by_role("button", name="End this role").click()
    page.get_by_text("The role is ended.").wait_for()
    other.locator("[data-testid=stSidebarNavLink]", has_text="Disputes").click()
    other.get_by_role("heading", level=1, name="You have no role here yet").wait_for()
    assert shows_nothing(settle(other))


def test_a_sign_in_that_is_too_old_shows_nothing(browser, known, store, tmp_path):
    port = free_port()
    settings = asking(known, port, ROLES, IRO_SESSION_HOURS=str(SHORT))
    with running(tmp_path, port=port, DATABASE_URL=store, **settings) as address:
        page = sign_in(browser(), f"{address}/overview", "ann")
        assert title(page) == "Overview"
        page.wait_for_timeout(SHORT * 3_600_000)
        page.locator("[data-testid=stSidebarNavLink]", has_text="Disputes").click()
        page.get_by_role("heading", level=1, name=SIGNED_OUT).wait_for()
        assert "You have to sign in again" in words_on(settle(page))
        assert shows_nothing(page)
        assert COOKIE not in {each["name"] for each in page.context.cookies()}


def test_a_provider_that_does_not_answer_is_told_in_words(browser, store, tmp_path):
    port = free_port()
    settings = asking(f"http://127.0.0.1:{free_port()}", port, ROLES)
    with running(tmp_path, port=port, DATABASE_URL=store, **settings) as address:
        page = go(browser(), f"{address}/overview")
        page.get_by_role("button", name="Sign in").click()
        heading = "Signing in does not work just now"
        page.get_by_role("heading", level=1, name=heading).wait_for()
        assert violations(page) == []
        page.get_by_role("link", name="Back to the dashboard").click()
        page.get_by_role("heading", level=1, name=SIGNED_OUT).wait_for()


@pytest.fixture(scope="module")
def liar():
    with false_provider() as server:
        yield server


@pytest.fixture(scope="module")
def misled(chromium, liar, store, tmp_path_factory):
    home, port = tmp_path_factory.mktemp("misled"), free_port()
    settings = asking(liar.address, port, ROLES)
    with running(home, port=port, DATABASE_URL=store, **settings) as address:
        yield address


def try_to_sign_in(page, address):
    go(page, f"{address}/overview")
    page.get_by_role("button", name="Sign in").click()
    return page


def test_a_token_that_is_right_signs_in(browser, misled, liar):
    liar.bent, liar.signed_by = {}, liar.key
    page = try_to_sign_in(browser(), misled)
    page.get_by_role("heading", level=1, name="Overview").wait_for()
    assert "Signed in as ann@example.org" in sidebar(settle(page))


@pytest.mark.parametrize(
    "bent",
    [
        {"email": "ada@example.org", "email_verified": "false"},
        {"email": None, "preferred_username": "ada@example.org"},
        {"email": None, "sub": "ada@example.org"},
    ],
    ids=["an address not proved", "a name of their own choice", "a subject"],
)
def test_whoever_calls_themselves_by_another_s_address_has_not_their_role(
    browser, misled, liar, store, bent
):
    ada = Viewer("ada@example.org", Role.BOARD)
    given = datetime(2025, 10, 1, tzinfo=UTC)
    giver = Viewer("first@example.org", Role.ADMINISTRATOR)
    if ada not in people.roles_of(database.get_engine(store), ada.who):
        people.give(database.get_engine(store), giver, ada, given)
    liar.bent, liar.signed_by = {"groups": [], **bent}, liar.key
    page = try_to_sign_in(browser(), misled)
    page.get_by_role("heading", level=1, name="You have no role here yet").wait_for()
    assert shows_nothing(settle(page))


BENT = {
    "for another dashboard": {"aud": "another"},
    "of another provider": {"iss": "https://elsewhere.example"},
    "already over": {"iat": 1_700_000_000, "exp": 1_700_003_600},
    "kept from another sign-in": {"nonce": "another"},
}


@pytest.mark.parametrize("bent", BENT.values(), ids=BENT)
def test_a_token_that_is_not_for_here_and_now_signs_nobody_in(
    browser, misled, liar, bent
):
    liar.bent, liar.signed_by = bent, liar.key
    page = try_to_sign_in(browser(), misled)
    page.get_by_text("You could not be signed in. Try again.").wait_for()
    assert shows_nothing(settle(page))


def test_a_token_that_others_signed_signs_nobody_in(browser, misled, liar):
    liar.bent = {}
    liar.signed_by = RSAKey.generate_key(2048, {"kid": "1"}, private=True)
    page = try_to_sign_in(browser(), misled)
    page.get_by_text("You could not be signed in. Try again.").wait_for()
    assert shows_nothing(settle(page))
