"""Every form that writes to the store: filled, saved, seen, and undone in a browser."""

import ast
import shutil
from datetime import date
from pathlib import Path

import pytest

from domain.recorded import SHEETS
from domain.recorded_staff import POSTS
from domain.sheets import CellKind
from tests.browser.driving import choose, go, settle
from tests.browser.serving import REPOSITORY, running
from tests.conftest import url_of
from tests.data_access.importers import ssd_files
from tests.small_store import CODE
from ui.recorded.recorded import KEPT, NONE_YET

pytestmark = [pytest.mark.walk, pytest.mark.xdist_group("forms")]
DAY, CHILD, WORDS = "03/03/2025", "C1", "As a person would write it"
AT_REST = """(part) => part.getAnimations({subtree: true})
    .filter((it) => it.effect.getComputedTiming().endTime < Infinity)
    .forEach((it) => it.finish())"""
TYPED = {
    CellKind.CHILD: CHILD,
    CellKind.PERSON: CHILD,
    CellKind.STAFF: "S1",
    CellKind.DAY: DAY,
    CellKind.MONTH: f"{date.today():%B %Y}",
    CellKind.NUMBER: "1",
    CellKind.POSTS: "1",
    CellKind.WORDS: WORDS,
    CellKind.YES_NO: "Yes",
}


HERE = Path(__file__).parent
LOAD = "load-files?as=analyst"
LOG = (
    "Child ID,IRO,Team,Date raised,Stage,Theme,Date resolved\n"
    "C1,A A,North,10/05/2024,Step one,Drift,24/05/2024\n"
)


@pytest.fixture(scope="module")
def tab(tabs, small_file, tmp_path_factory):
    """One tab at one server with one store, for every form."""
    home = tmp_path_factory.mktemp("home")
    own = shutil.copy(small_file, home / "iro.db")
    page = tabs.lend()
    with running(home, DATABASE_URL=url_of(own), IRO_OWN_MACHINE="true") as address:
        yield lambda path: opened(page, f"{address}/{path}")
    tabs.take_back(page)


def opened(page, address):
    return page if page.url == address else go(page, address)


def field(page, key):
    """Return where something is typed, by the beginning of its field's key."""
    return page.locator(f"[class*='st-key-{key}-']").locator("input, textarea").first


def pick(page, key, words):
    """Choose in a list as somebody who types what they want."""
    field(page, key).click()
    page.keyboard.type(words)
    page.get_by_role("option").filter(has_text=words).first.wait_for()
    page.keyboard.press("Enter")
    return words


def write(page, key, words):
    field(page, key).fill(words)
    page.keyboard.press("Tab")
    return words


def write_day(page, key, day):
    """Type a day into its three parts, which lead on to each other."""
    part = page.locator(f"[class*='st-key-{key}-']").get_by_role("spinbutton").first
    part.click()
    page.keyboard.type(day.replace("/", ""))
    page.keyboard.press("Escape")  # the calendar lies over the next field
    return day


def fill(page, sheet, column):
    """Fill a column's field by its kind; return what the list is to say of it."""
    key = f"record-{sheet.key}-{column.key}-new"
    if column.kind is CellKind.ANSWER:
        return pick(page, key, column.answers[0][1] if column.answers else "of our own")
    if column.kind in {CellKind.MONTH, CellKind.YES_NO}:
        return pick(page, key, TYPED[column.kind])
    how = write_day if column.kind is CellKind.DAY else write
    return how(page, key, TYPED[column.kind])


def press(page, name, told):
    page.get_by_role("button", name=name, exact=True).click()
    page.get_by_text(told).first.wait_for()
    return settle(page)


def open_part(page, name):
    """Open a part that folds, and have it lie still: a click is lost before."""
    part = page.locator("details", has_text=name).first
    if part.get_attribute("open") is None:
        part.locator("summary").click()
        part.evaluate(AT_REST)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=list(SHEETS))
def test_a_row_is_recorded_listed_and_removed(tab, sheet):
    path = "record?as=manager" if sheet.about_child else "record-months?as=quality"
    page = tab(path)
    choose(page, "Sheet", sheet.name)
    open_part(page, "Record a row")
    typed = [fill(page, sheet, column) for column in sheet.columns]
    press(page, "Record it", KEPT)
    row = page.get_by_role("row").filter(has_text=typed[-1]).first
    assert row.inner_text().split("\t")[:-1] == typed
    open_part(page, "Change or remove a row")
    press(page, "Remove this row", "Removed: ")
    page.get_by_text(NONE_YET).wait_for()


def test_a_row_is_changed_put_back_and_who_changed_what_is_told(tab):
    page = tab("record-months?as=quality")
    choose(page, "Sheet", POSTS.name)
    open_part(page, "Record a row")
    for column in POSTS.columns[:3]:
        fill(page, POSTS, column)
    press(page, "Record it", KEPT)
    open_part(page, "Change or remove a row")
    write(page, "record-posts-agreed-change", "2.5")
    press(page, "Keep this change", "Changed.")
    open_part(page, "Change or remove a row")
    press(page, "Remove this row", "Removed: ")
    press(page, "Undo: put this row back", "Put back.")
    open_part(page, "Change or remove a row")
    page.get_by_text("Show who changed what").click()
    history = page.get_by_role("region", name="All that this row said")
    history.wait_for()  # the part stays open, though what was said last is gone
    lines = [each.inner_text() for each in history.get_by_role("row").all()]
    said = [line.split("\t")[2] for line in lines]
    assert said[:5] == ["Posts agreed", "2.5", "2.5", "2.5", "1"]


def test_an_event_is_written_changed_removed_and_put_back(tab):
    page = tab("event-log?as=quality")
    open_part(page, "Write an event down")
    write(page, "events-words-new", "New team")
    press(page, "Write it down", "Written down.")
    row = page.get_by_role("row").filter(has_text="New team")
    row.wait_for()
    open_part(page, "Change or remove an event")
    write(page, "events-words-1", "New team began")
    press(page, "Keep this change", "Changed.")
    row.filter(has_text="New team began").wait_for()
    open_part(page, "Change or remove an event")
    press(page, "Remove this event", "Removed.")
    assert not row.count()
    press(page, "Undo: put this event back", "Put back.")
    row.filter(has_text="New team began").wait_for()


def test_an_action_is_written_followed_and_undone(tab):
    page = tab("monthly-meeting?as=quality")
    open_part(page, "Write an action down")
    write(page, "actions-what-new", "Ask each team for its dates")
    write(page, "actions-who-new", "Service manager")
    write_day(page, "actions-due-new", "31/01/2030")
    press(page, "Write this action down", "Written down.")
    row = page.get_by_role("row").filter(has_text="Ask each team")
    assert "31/01/2030" in row.inner_text()
    open_part(page, "Say how far an action is, or change it")
    pick(page, "actions-state-1", "done")
    write(page, "actions-evidence-1", "Seen in the booking system")
    press(page, "Keep this action so", "Kept.")
    row.filter(has_text="Seen in the booking system").wait_for()
    press(page, "Undo what was just done", "Undone.")
    assert "Seen in the booking system" not in row.inner_text()


def test_the_measures_of_the_meeting_are_chosen(tab):
    page = tab("monthly-meeting?as=quality")
    open_part(page, "Choose the measures of this meeting")
    page.get_by_role("button", name="Clear all").click()
    page.get_by_role("combobox", name="Measures; none stands").click()
    page.keyboard.type("Reviews held on time")
    page.get_by_role("option", name="Reviews held on time", exact=True).click()
    page.keyboard.press("Escape")
    press(page, "Keep these measures", "Reviews held on time")
    assert page.get_by_role("row").filter(has_text="Disputes raised").count() == 0


def test_a_target_and_new_limits_are_kept_removed_and_put_back(tab):
    page = tab("targets?as=quality")
    open_part(page, "Set or change a target")
    write(page, "targets-target-value", "90")
    write(page, "targets-target-source", "Board, June 2025")
    press(page, "Keep this target", "Kept. ")
    target = page.get_by_role("row").filter(has_text="Board, June 2025")
    target.wait_for()
    open_part(page, "Remove a target")
    press(page, "Remove this target", "Removed. ")
    assert not target.count()
    press(page, "Undo: put this target back", "Put back.")
    target.wait_for()
    open_part(page, "Have limits worked out anew")
    write(page, "targets-rebase-reason", "A new form")
    press(page, "Work out new limits", "Kept. ")
    limits = page.get_by_role("row").filter(has_text="A new form")
    limits.wait_for()
    open_part(page, "Remove new limits")
    press(page, "Remove these new limits", "Removed. ")
    assert not limits.count()


def test_a_page_and_a_number_are_kept_and_removed(tab):
    page = tab("my-views?as=quality")
    write(page, "views-view-name", "Our reviews")
    write(page, "views-view-address", "reviews-on-time")
    press(page, "Keep this page", "Kept: Our reviews.")
    page.get_by_role("link", name="Our reviews").wait_for()
    press(page, "Remove Our reviews", "Removed.")
    assert not page.get_by_role("link", name="Our reviews").count()
    write(page, "views-value", "3")
    press(page, "Keep this number", "Kept: ")
    page.get_by_role("button", name="Remove ").first.click()
    page.get_by_text("Removed.").wait_for()


def test_a_line_of_my_week_is_put_aside_and_taken_back(tab):
    page = tab("my-week?as=manager")
    for how, told in (("Put aside", "Put aside until"), ("Mark as done", "Marked as")):
        page.get_by_label("Why", exact=True).fill("Asked the team")
        press(page, how, told)
        part = page.get_by_text("Show what is put aside or done")
        if not page.get_by_role("button", name="Take back").count():
            part.click()
        press(page, "Take back", "Taken back")


def test_a_council_s_rules_are_kept(tab):
    page = tab(LOAD)
    open_part(page, "This council's own rules")
    part = page.locator("details", has_text="This council's own rules").first
    name = part.get_by_label("Council's name")
    for called in ("Borchester", "999"):
        name.fill(called)
        press(page, "Keep these rules", "Kept. Every due date, stage and theme")
        go(page, page.url)
        page.get_by_role("heading", name=f"In the store: {called}").wait_for()
        open_part(page, "This council's own rules")


def test_rules_of_disputes_are_set_put_back_and_removed(tab):
    page = tab(LOAD)
    open_part(page, "Set rules from a day")
    write(page, "disputes-name", "Escalation")
    press(page, "Keep these rules of disputes", "Kept. Each dispute is looked at")
    row = page.get_by_role("row").filter(has_text="Escalation")
    row.wait_for()
    press(page, "Undo: have the rules of before again", "Put back.")
    assert not row.count()
    open_part(page, "Set rules from a day")
    write(page, "disputes-name", "Escalation")
    press(page, "Keep these rules of disputes", "Kept. Each dispute is looked at")
    open_part(page, "Remove rules")
    press(page, "Remove these rules", "Removed: Escalation")
    assert not row.count()


def test_words_of_answers_are_kept_and_put_back(tab):
    page = tab(LOAD)
    label = "Words of the answers on Record and in the register"
    open_part(page, label)
    first = (
        page.locator("details", has_text=label)
        .first.locator("[data-testid=stForm] input")
        .first
    )
    first.fill("As we say it")
    press(page, "Keep these words", "Kept: the words of")
    press(page, "Undo: have the words of before again", "Put back.")


def test_a_key_is_trusted_and_trusted_no_more(tab):
    page = tab(LOAD)
    open_part(page, "Other councils whose signed figures are read")
    write(page, "exchange-of", "390")
    write(page, "exchange-key", " ".join(["ab12"] * 8))
    press(page, "Trust this key", "The key is trusted for council 390.")
    page.get_by_role("row").filter(has_text="Gateshead").wait_for()
    press(page, "Trust its key no more", "No key of council 390 is trusted.")


def test_the_words_of_a_log_and_the_roles_of_an_extract_are_told(tab, tmp_path):
    ssd_files.extract_in(
        tmp_path, ssd_involvements=ssd_files.INVOLVEMENTS.replace("| IRO ", "| R9 ")
    )
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    page = go(tab(LOAD), tab(LOAD).url)
    page.get_by_label("Council code").fill(CODE)
    page.get_by_label("Council code").press("Enter")
    settle(page)
    page.locator("input[type=file]").set_input_files(sorted(tmp_path.glob("*.csv")))
    page.get_by_text("What the role codes and job titles mean").wait_for()
    settle(page)
    pick(page, "role-0", "IRO and chair")
    press(page, "Keep these roles", "Kept. Try the files to see what changes.")
    pick(page, "stage-0", "Stage 1")
    press(page, "Keep these meanings", "Kept. Try the files to see what changes.")
    go(page, page.url)


def test_each_form_is_used_in_a_browser():
    """A new form is used here, or in another test of this folder."""
    buttons = set()
    for file in (REPOSITORY / "ui").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = getattr(getattr(call, "func", None), "attr", "")
            if name == "form_submit_button":
                buttons.add(ast.literal_eval(call.args[0]))
    texts = [each.read_text(encoding="utf-8") for each in HERE.glob("test_*.py")]
    pressed = {
        said.value
        for text in texts
        for said in ast.walk(ast.parse(text))
        if isinstance(said, ast.Constant)
    }
    assert buttons - pressed == set()
