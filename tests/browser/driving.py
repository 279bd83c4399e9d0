"""Reading and using a page in the browser once it has settled."""

import re
from contextlib import suppress
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import TimeoutError as NotInTime

from domain.access import Role
from tests import listed

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(
    encoding="utf-8"
)
CHARTS = re.compile(r"/PlotlyChart\.")  # the script that draws them
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
FURTHER = {"behind": "&figure=reviews_held_on_time"}
NOT_ALONE = {"child"}  # pages that are nothing without a code in the address
OWN = {"iro": Role.IRO}  # pages that are about whoever opens them
PAGES = {each.address: each for each in listed.PAGES if each.address not in NOT_ALONE}
UNSETTLED = """() => {
    const all = (test) => [...document.querySelectorAll(test)];
    const charts = all('[data-testid=stPlotlyChart]');
    const left = {
        running: all('[data-testid=stApp][data-test-script-state=notRunning]').length - 1,
        untitled: all('h1').length - 1,
        skeletons: all('[data-testid=stSkeleton]').length,
        stale: all('[data-stale=true]').length,
        undrawn: charts.filter((chart) => !chart.querySelector('.main-svg')).length,
    };
    return Object.entries(left).filter(([, count]) => count !== 0).join(' ');
}"""
VIOLATIONS = """async (tags) => {
    const asked = {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']};
    const found = await axe.run(document, asked);
    return found.violations.map((each) => ({
        rule: each.id,
        impact: each.impact,
        places: each.nodes.map((node) => node.target.join(' ') + ': ' + node.html),
    }));
}"""
TALLEST = 15_000
PATIENCE = 30  # seconds
STILL = 3  # tenths of a second without a change


def settle(page):
    """Wait until the script is done and everything is drawn, and stays so."""
    still, tries = 0, PATIENCE * 10
    while still < STILL and tries:
        left = page.evaluate(UNSETTLED)
        still, tries = (0 if left else still + 1), tries - 1
        page.wait_for_timeout(100)
    assert still == STILL, f"The page never settled: {left}"
    return page


def at(path):
    """A page's address, as a role that has the page."""
    role = opened_as(path)
    if role is listed.FIRST:
        return path
    return f"{path}?as={role}{FURTHER.get(path, '')}"


def opened_as(path):
    return OWN.get(path) or listed.opened_as(PAGES[path])


def go(page, address):
    page.goto(address)
    return settle(page)


def open_everything(page):
    """Open all that can be opened, and what is found inside."""
    closed = page.locator("details:not([open]) > summary")
    while closed.count():
        closed.evaluate_all("(all) => all.forEach((each) => each.click())")
        settle(page)


def show_in_full(page):
    """Make the window as tall as the page: what is below the fold is not judged."""
    height = page.evaluate(
        "document.querySelector('[data-testid=stMain]').scrollHeight"
    )
    page.set_viewport_size(
        {"width": page.viewport_size["width"], "height": min(height + 20, TALLEST)}
    )
    return settle(page)


def put_menu_away(page):
    """As it is on a telephone, if it is open: the button is seen only under a mouse."""
    button = page.locator("[data-testid=stSidebarCollapseButton] button")
    if button.count():
        button.evaluate("(it) => it.click()")
        button.wait_for(state="detached")


def violations(page):
    page.evaluate(AXE)
    return page.evaluate(VIOLATIONS, list(RULES))


def too_wide_by(page):
    """How many pixels of the page lie outside the window."""
    return page.evaluate(
        "(() => {const main = document.querySelector('[data-testid=stMain]');"
        "return Math.max(main.scrollWidth - main.clientWidth,"
        "document.documentElement.scrollWidth - window.innerWidth)})()"
    )


def menu(page):
    links = page.locator("[data-testid=stSidebarNavLink]")
    return [link.inner_text().strip() for link in links.all()]


def go_by_menu(page, title):
    page.locator("[data-testid=stSidebarNavLink]", has_text=title).click()
    page.get_by_role("heading", level=1, name=title, exact=True).wait_for()
    return settle(page)


def choose(page, label, words):
    """Pick from a list; a list that was drawn anew under the click is asked again."""
    option = page.get_by_role("option").filter(has_text=words).first
    for _ in range(3):
        page.get_by_role("combobox", name=label).click()
        with suppress(NotInTime):
            option.wait_for(timeout=5000)
            break
    option.click()
    return settle(page)


def is_itself(page, path, menu_seen=True):
    """Hold that a page is the one asked for, whole, with the role's pages beside it."""
    assert title(page) == PAGES[path].title
    assert not page.get_by_role("dialog").count()
    assert page.url.partition("?")[0].endswith(f"/{path}")
    assert page.title() == f"{PAGES[path].title}, IRO quality assurance"
    if menu_seen:
        assert menu(page) == listed.in_menu_of(opened_as(path))


def title(page):
    (found,) = page.get_by_role("heading", level=1).all()
    return found.inner_text()


def card(page, name):
    """What the card of a figure says under its name."""
    named = page.locator(".card", has=page.locator(".name", has_text=name)).first
    return named.locator(".value").inner_text()


def words_on(page):
    return page.locator("[data-testid=stMain]").inner_text()
