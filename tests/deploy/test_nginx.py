"""A real nginx with the configuration that is shipped, before a real dashboard."""

import asyncio
import os
import runpy
import shutil
import signal
import ssl
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import websockets
from playwright.sync_api import sync_playwright

from data_access.store.settings import Settings, settings
from tests.browser.driving import settle
from tests.browser.provider import asking, provider
from tests.browser.serving import REPOSITORY, running
from tests.conftest import url_of
from tests.deploy.proxying import NAME, SHIPPED, proxying

pytestmark = [
    pytest.mark.nginx,
    pytest.mark.walk,
    pytest.mark.xdist_group("nginx"),
]

HASHES = runpy.run_path(str(REPOSITORY / "docs/deploy/script_hashes.py"))["hashes"]()
POLICY = (
    f"default-src 'self'; script-src 'self' {' '.join(HASHES)}; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PLACES = ["/", "/overview", "/_stcore/health", "/media/none.csv", "/_stcore/metrics"]
PEOPLE = {"ann": {"email": "ann@example.org", "groups": ["analysts"]}}
SWITCHED, FORBIDDEN, ABSENT, TOO_LARGE, UNREACHED = 101, 403, 404, 413, 502
MEGABYTE = 1024 * 1024
BIG_FILE = {
    "name": "Episodes.csv",
    "mimeType": "text/csv",
    "buffer": b"CHILD\n" * 500_000,  # over what is allowed elsewhere
}
CHROMIUM = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "chrome",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def proxy(home, fewer_file, tmp_path_factory):
    """nginx before a dashboard that people sign in to by its public name."""
    if not shutil.which("nginx") or not shutil.which("openssl"):
        pytest.skip("There is no nginx, or no openssl, on this machine.")
    store = shutil.copy(fewer_file, home / "iro.db")
    with provider(PEOPLE) as known:
        settings = asking(known, 0, {"analysts": "analyst"})
        settings["IRO_OIDC_REDIRECT_URI"] = f"https://{NAME}/oauth2callback"
        settings["STREAMLIT_SERVER_ALLOWED_HOSTS"] = NAME
        with (
            running(home, DATABASE_URL=url_of(store), **settings) as address,
            proxying(tmp_path_factory.mktemp("nginx"), address) as found,
        ):
            yield found


@pytest.mark.parametrize("path", PLACES)
def test_every_answer_carries_every_header_once(proxy, path):
    _, headers, _ = proxy.get(path)
    assert {name: headers.get_all(name) for name in HEADERS} == {
        name: [value] for name, value in HEADERS.items()
    }
    assert headers["Server"] == "nginx"


def test_a_download_is_kept_by_no_browser(proxy):
    _, headers, _ = proxy.get("/media/none.csv")
    assert "no-store" in headers.get_all("Cache-Control")


def test_the_address_of_a_download_is_in_no_log(proxy):
    proxy.get("/media/a-download.csv")
    proxy.get("/after-the-download")
    assert "a-download" not in proxy.logged("/after-the-download")


def test_a_cookie_goes_over_tls_only(proxy):
    _, headers, _ = proxy.get("/_stcore/health")
    cookies = headers.get_all("Set-Cookie")
    assert cookies
    assert all("; secure" in cookie.lower() for cookie in cookies)


def test_the_page_is_the_dashboards(proxy):
    status, _, content = proxy.get("/")
    assert (status, b"<title>Streamlit</title>" in content) == (200, True)


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_what_is_not_for_readers_is_not_there(proxy, path):
    assert proxy.get(path)[0] == ABSENT


def test_http_goes_on_to_https_under_the_one_name(proxy):
    for name in (NAME, "elsewhere.example"):
        status, headers = proxy.get_plainly("/overview?team=North", name)
        assert status == 301
        assert headers["Location"] == f"https://{NAME}/overview?team=North"


def test_another_name_gets_no_answer_over_tls(proxy):
    with pytest.raises(ssl.SSLError):
        proxy.get("/", name="elsewhere.example")


async def _opened(proxy, origin):
    connecting = websockets.connect(
        f"wss://{NAME}/_stcore/stream",
        host="127.0.0.1",
        port=proxy.secure,
        ssl=proxy.trusting(),
        origin=origin,
        subprotocols=["streamlit"],
    )
    async with connecting as socket:
        return socket.response.status_code


def _apart(work):
    """Do work in a thread of its own: another browser may be driven from this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


def _opens(proxy, origin):
    return _apart(lambda: asyncio.run(_opened(proxy, origin)))


def test_a_websocket_is_opened_through_it(proxy):
    assert _opens(proxy, f"https://{NAME}") == SWITCHED


async def _goes_on(proxy, meanwhile):
    """Hold a websocket open while something is done; it answers still."""
    connecting = websockets.connect(
        f"wss://{NAME}/_stcore/stream",
        host="127.0.0.1",
        port=proxy.secure,
        ssl=proxy.trusting(),
        origin=f"https://{NAME}",
        subprotocols=["streamlit"],
    )
    async with connecting as socket:
        meanwhile()
        await asyncio.sleep(1)
        await asyncio.wait_for(await socket.ping(), timeout=10)


def test_a_page_that_is_open_stays_connected_while_nginx_is_reloaded(proxy):
    nginx = int((proxy.folder / "nginx.pid").read_text(encoding="utf-8"))
    _apart(lambda: asyncio.run(_goes_on(proxy, lambda: os.kill(nginx, signal.SIGHUP))))
    assert _opens(proxy, f"https://{NAME}") == SWITCHED


def test_the_largest_file_is_said_alike_in_all_three_places():
    config = (REPOSITORY / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    limit = tomllib.loads(config)["server"]["maxUploadSize"]
    assert limit == Settings.model_fields["upload_limit_mb"].default
    assert f"client_max_body_size {limit + 1}m;" in SHIPPED.read_text("utf-8")


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "http://localhost"])
def test_a_page_of_another_site_may_not_speak_to_it(proxy, origin):
    with pytest.raises(websockets.InvalidStatus) as refused:
        _opens(proxy, origin)
    assert refused.value.response.status_code == FORBIDDEN
    status, _, content = proxy.get("/_stcore/health", Origin=origin)
    assert (status, b"nginx" in content) == (FORBIDDEN, True)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/_stcore/upload_file/a/b", settings().upload_limit_mb + 1),
        ("/", 1),
    ],
    ids=["files to load", "anything else"],
)
def test_a_body_over_the_limit_is_refused_unread(proxy, path, most):
    over = {"Content-Length": str(most * MEGABYTE + 1)}
    assert proxy.get(path, "PUT", **over)[0] == TOO_LARGE


def test_a_file_of_the_limit_is_passed_on_to_the_dashboard_which_wants_its_token(proxy):
    most = settings().upload_limit_mb + 1
    limit = {"Content-Length": str(most * MEGABYTE)}
    status, _, content = proxy.get("/_stcore/upload_file/a/b", "PUT", **limit)
    assert (status, b"XSRF" in content) == (FORBIDDEN, True)


def test_what_follows_the_question_mark_is_in_no_log(proxy, home):
    proxy.get(
        "/one-child?child=NEVERWRITTEN", Referer=f"https://{NAME}/?a=NEVERWRITTEN"
    )
    proxy.get_plainly("/one-child?child=NEVERWRITTEN")
    over = {"Content-Length": str(2 * MEGABYTE)}
    proxy.get("/one-child?child=NEVERWRITTEN", "POST", **over)
    lines = ('"GET /one-child" 200', '"POST /one-child" 413')
    logged = proxy.logged(*lines)
    assert all(line in logged for line in lines)
    assert "NEVERWRITTEN" not in logged
    servers = [log.read_text(encoding="utf-8") for log in Path(home).glob("*.log")]
    assert servers
    assert not any("NEVERWRITTEN" in text for text in servers)


def test_a_dashboard_that_is_down_is_logged_without_what_was_asked(tmp_path):
    if not shutil.which("nginx"):
        pytest.skip("There is no nginx on this machine.")
    with proxying(tmp_path, "http://127.0.0.1:9") as proxy:
        assert proxy.get("/one-child?child=NEVERWRITTEN")[0] == UNREACHED
        logged = proxy.logged('"GET /one-child" 502')
    assert '"GET /one-child" 502' in logged
    assert "NEVERWRITTEN" not in logged


@pytest.mark.browser
def test_a_browser_signs_in_draws_pages_and_sends_files_under_the_policy(proxy):
    """The script of the drop zone runs too: it is one of those allowed."""
    cookies, answers, told = _apart(lambda: _signed_in(proxy))
    assert "_streamlit_user" in cookies
    assert all(each["secure"] for each in cookies.values())
    assert [status for url, status in answers if "/upload_file/" in url] == [204]
    assert [text for text in told if "Content Security Policy" in text] == []


def _signed_in(proxy):
    """Sign in, look at pages and send a file; return cookies, answers and the console."""
    told, answers = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, CHROMIUM)), None),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                f"--host-resolver-rules=MAP {NAME} 127.0.0.1:{proxy.secure}",
            ],
        )
        context = browser.new_context(ignore_https_errors=True)
        page = context.new_page()
        page.on("console", lambda line: told.append(line.text))
        page.on("response", lambda each: answers.append((each.url, each.status)))
        page.goto(f"https://{NAME}/overview")
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="ann", exact=True).click()
        page.get_by_role("heading", level=1, name="Overview").wait_for()
        for path in ("reviews-on-time", "load-files"):
            page.goto(f"https://{NAME}/{path}")
            settle(page)
        page.wait_for_selector("[data-testid=stFileUploaderDropzone][role=group]")
        page.set_input_files("input[type=file]", BIG_FILE)
        page.get_by_text(BIG_FILE["name"]).wait_for()
        settle(page)
        cookies = {each["name"]: each for each in context.cookies(f"https://{NAME}")}
        browser.close()
    return cookies, answers, told


def test_no_script_is_allowed_but_streamlits_own_and_ours():
    assert len(HASHES) == 3
    assert f"script-src 'self' {' '.join(HASHES)};" in SHIPPED.read_text("utf-8")
