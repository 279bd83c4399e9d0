"""The dated rules of disputes, set, removed and put back on Load files."""

from datetime import UTC, date, datetime

import pytest

from data_access.casework import dispute_rules
from domain.access import Role, Viewer
from domain.disputes import DisputeRules
from tests.pages.opening import open_page, plain, tables, text
from tests.small_store import CODE
from ui.kit import data

BEN = Viewer("ben@example.org", Role.QUALITY)
SEPTEMBER = date(2024, 9, 2)


@pytest.fixture
def page(own_small_council):
    return open_page("data/load_files.py")


def look():
    return data.look(BEN, CODE, datetime.now(UTC).date())


def standing():
    return dispute_rules.standing(look())


def box(page, kind, what):
    (found,) = [
        each
        for each in getattr(page, kind)
        if str(each.key).startswith(f"disputes-{what}-{CODE}")
    ]
    return found


def press(page, label):
    (found,) = [each for each in page.button if each.label.startswith(label)]
    page = found.click().run()
    assert not page.exception
    return page


def rules_kept(page, since="02/09/2024", name="DRN", days=5):
    box(page, "text_input", "since").set_value(since)
    box(page, "text_input", "name").set_value(name)
    box(page, "number_input", "limit-Stage 1").set_value(days)
    return press(page, "Keep these rules of disputes")


def said(page):
    return [plain(each.value) for each in (*page.success, *page.error)]


def lines(page):
    return [
        line
        for table in tables(page)
        if "Called" in table.columns
        for line in table.to_dict("records")
    ]


def test_at_first_it_says_what_holds_without_rules(page):
    assert "No rules are set. Disputes are called DRP" in text(page)
    assert not [each for each in page.button if each.label == "Remove these rules"]


def test_rules_are_kept_and_listed(page):
    page = rules_kept(page)
    assert said(page) == ["Kept. Each dispute is looked at by the rules of its day."]
    (line,) = lines(page)
    assert line["From"] == "2 September 2024"
    assert line["Called"] == "DRN"
    assert line["Informal"] == "Informal"
    assert line["Working days to answer"] == "Stage 1: 5"
    (kept,) = standing()
    assert (kept.since, kept.limits) == (SEPTEMBER, {"Stage 1": 5})


def test_rules_of_the_same_day_take_their_place(page):
    page = rules_kept(rules_kept(page), name="escalation", days=3)
    assert [each.name for each in standing()] == ["escalation"]
    page = rules_kept(page, since="", name="DRP")
    assert [each.name for each in standing()] == ["DRP", "escalation"]
    assert lines(page)[0]["From"] == "the first"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"since": "2 Sept"}, "'2 Sept' is no day that can be read. Write the day"),
        ({"name": "  "}, "Name: nothing is written. Say it in words, such as 'DRP'."),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(page, typed, words):
    page = rules_kept(page, **typed)
    (refused,) = said(page)
    assert refused.startswith(words)
    assert refused.endswith("Nothing is kept.")
    assert standing() == ()
    (key,) = typed
    assert box(page, "text_input", key).value == typed[key]


def test_a_stage_with_a_limit_is_among_the_stages(page):
    box(page, "multiselect", "stages").set_value(["Informal", "Stage 2"])
    page = rules_kept(page)
    assert said(page)[0].startswith("Stage 1: it is called informal or has a limit")
    assert standing() == ()


def test_rules_are_removed_and_put_back(page):
    page = rules_kept(page)
    kept = standing()
    page = press(page, "Remove these rules")
    assert said(page) == ["Removed: DRN, from 2 September 2024."]
    assert standing() == ()
    page = press(page, "Undo: have the rules of before again")
    assert standing() == kept


def test_setting_rules_is_undone(page):
    page = press(rules_kept(page), "Undo: have the rules of before again")
    assert standing() == ()
    assert "No rules are set." in text(page)


def test_whoever_is_second_is_told_and_asked_again(page):
    page.run()
    theirs = (DisputeRules(name="escalation"),)
    dispute_rules.keep(look(), theirs, ())
    page = rules_kept(page)
    assert said(page)[0].startswith("Somebody else has changed the rules of disputes")
    assert standing() == theirs
    assert box(page, "text_input", "since").value == "02/09/2024"
    press(page, "Keep these rules of disputes")
    assert [each.name for each in standing()] == ["escalation", "DRN"]


def test_an_undo_does_not_go_over_what_somebody_did_since(page):
    page = rules_kept(page)
    theirs = (*standing(), DisputeRules(date(2025, 1, 1), "escalation"))
    dispute_rules.keep(look(), theirs, standing())
    page = press(page, "Undo: have the rules of before again")
    assert said(page)[0].startswith("Somebody else has changed the rules of disputes")
    assert standing() == theirs
