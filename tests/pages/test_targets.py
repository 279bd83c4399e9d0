"""Targets and new limits, set and removed on Load files."""

from datetime import UTC, date, datetime

import pytest

from data_access.casework import targets
from data_access.casework.targets import TargetAsked
from domain.access import Role, Viewer
from metrics import catalogue
from metrics.cla_reviews import REVIEWS_HELD_ON_TIME as ON_TIME
from tests.pages.opening import open_page, plain, tables, text
from tests.small_store import CODE
from ui.files.targets import HAVE_LIMITS, HAVE_TARGETS
from ui.kit import data

PAGE = "data/load_files.py"
BOARD = "The board, March 2023"
BEN = Viewer("ben@example.org", Role.QUALITY)


@pytest.fixture
def page(own_small_council):
    return open_page(PAGE)


def look(la=CODE):
    return data.look(BEN, la, datetime.now(UTC).date())


def standing(la=CODE):
    return targets.standing(look(la))


def labelled(elements, begins):
    (found,) = [each for each in elements if each.label.startswith(begins)]
    return found


def fill(page, number="", **boxes):
    """Fill in a form's month, year and words, and a target's number."""
    if number != "":
        labelled(page.number_input, "Target: ").set_value(number)
    for name, chosen in boxes.items():
        kind = page.text_input if name in ("source", "reason") else page.selectbox
        (box,) = [each for each in kind if f"-{WHERE[name]}-" in str(each.key)]
        box.set_value(chosen)
    return page


WHERE = {
    "month": "target-month",
    "year": "target-year",
    "source": "target-source",
    "from_month": "rebase-month",
    "from_year": "rebase-year",
    "reason": "rebase-reason",
}


def press(page, label):
    page = labelled(page.button, label).click().run()
    assert not page.exception
    return page


def said(page):
    return [plain(each.value) for each in (*page.success, *page.error)]


def target_kept(page, number=90.0, month="April", year="2023", source=BOARD):
    fill(page, number, month=month, year=year, source=source)
    return press(page, "Keep this target")


def rows_of(page, column):
    return [
        line
        for table in tables(page)
        if column in table.columns
        for line in table.to_dict("records")
    ]


def test_at_first_it_says_that_there_is_none(page):
    assert "No target is set. No measure is said to meet or miss one." in text(page)
    assert "No limits are worked out anew." in text(page)
    assert not [each for each in page.button if "Remove" in each.label]


def test_measures_of_which_neither_way_is_better_take_no_target(page):
    offered = page.selectbox(key=f"targets-target-measure-{CODE}").options
    assert offered == list(HAVE_TARGETS)
    assert "Reviews held on time" in offered
    assert "Disputes raised" not in offered
    assert (
        "Disputes raised"
        in page.selectbox(key=f"targets-rebase-measure-{CODE}").options
    )
    assert set(HAVE_LIMITS.values()) == {
        each for each in catalogue.CATALOGUE if not each.natural
    }


def test_a_target_is_kept_listed_and_said(page):
    page = target_kept(page)
    assert said(page) == ["Kept. Reviews held on time has a target from April 2023."]
    (line,) = rows_of(page, "Target")
    assert list(line.values())[:5] == [
        "Reviews held on time",
        "at least 90.0%",
        "April 2023",
        "no end",
        BOARD,
    ]
    assert line["Set by"] == "this machine"
    assert labelled(page.number_input, "Target: ").value is None
    assert not said(page.run())


def test_the_value_is_asked_in_the_measures_own_unit(page):
    box = page.selectbox(key=f"targets-target-measure-{CODE}")
    page = box.set_value("Working days to resolve a dispute").run()
    label = labelled(page.number_input, "Target: ").label
    assert label == "Target: at most, working days"
    assert target_kept(page, 15.0).success
    assert rows_of(page, "Target")[0]["Target"] == "at most 15 working days"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (
            {"number": 120.0},
            "Target: 120 is no percentage. Give a number from 0 to 100",
        ),
        ({"number": ""}, "Target: nothing is written. Give a number, such as 90."),
        ({"source": " "}, "Source: nothing is written. Say it in words, such as"),
    ],
)
def test_a_mistake_is_told_by_the_field_with_what_to_do(page, typed, words):
    page = target_kept(page, **typed)
    (told,) = said(page)
    assert told.startswith(words)
    assert told.endswith("Nothing is kept.")
    assert not standing().targets


def test_a_later_target_ends_the_one_before(page):
    page = target_kept(target_kept(page), 95.0, year="2024")
    assert [line["Until"] for line in rows_of(page, "Target")] == [
        "March 2024",
        "no end",
    ]


def test_who_comes_second_is_told_and_what_they_typed_stays(page):
    page = target_kept(page)
    asked = TargetAsked(85.0, date(2023, 4, 1), "The group, June 2023")
    seen = standing().targets_for(ON_TIME.key)
    targets.set_target(look(), ON_TIME, asked, seen)
    page = target_kept(page, 92.0)
    (told,) = said(page)
    assert "set by ben@example.org" in told
    assert labelled(page.number_input, "Target: ").value == 92.0
    assert [each.value for each in standing().targets.values()] == [85.0]
    page = press(page, "Keep this target")
    assert [each.value for each in standing().targets.values()] == [92.0]


def test_a_target_removed_can_be_put_back(page):
    page = press(target_kept(page), "Remove this target")
    assert said(page) == [
        "Removed. Reviews held on time: at least 90.0% from April 2023."
    ]
    assert not standing().targets
    page = press(page, "Undo: put this target back")
    assert said(page) == ["Put back."]
    assert [each.value for each in standing().targets.values()] == [90.0]
    assert not [each for each in page.button if each.label.startswith("Undo:")]


@pytest.mark.parametrize("years", [["2023"], ["2023", "2024"]])
def test_what_somebody_else_removed_is_told_and_no_other_removed_instead(page, years):
    for year in years:
        page = target_kept(page, year=year)
    first, *others = standing().targets
    button = labelled(page.button, "Remove this target")
    targets.remove_target(look(), first)
    page = button.click().run()
    assert not page.exception
    assert said(page) == [
        "Reviews held on time: at least 90.0% from April 2023. This is not there any "
        "more: somebody else has removed or changed it. Look at the list as it is now."
    ]
    assert list(standing().targets) == others
    assert not said(page.run())


def test_new_limits_are_made_with_a_reason_and_removed_with_undo(page):
    fill(page, from_month="May", from_year="2024", reason="A new team")
    page = press(page, "Work out new limits")
    assert said(page) == ["Kept. Reviews held on time has new limits from May 2024."]
    (line,) = rows_of(page, "New limits from")
    assert (line["New limits from"], line["Reason"], line["By"]) == (
        "May 2024",
        "A new team",
        "this machine",
    )
    page = press(page, "Remove these new limits")
    assert not standing().rebases
    page = press(page, "Undo: put these new limits back")
    assert [each.reason for each in standing().rebases.values()] == ["A new team"]


def test_new_limits_without_a_reason_are_refused(page):
    page = press(page, "Work out new limits")
    (told,) = said(page)
    assert told.startswith("Reason: nothing is written.")
    assert not standing().rebases


def test_a_change_is_what_readers_are_given_next(page):
    before = data.columns(BEN, CODE)
    target_kept(page)
    after = data.columns(BEN, CODE)
    assert (before.targets, [each.value for each in after.targets]) == ((), [90.0])


def test_the_quality_assurance_group_has_a_page_of_its_own(with_exampleshire):
    page = open_page("data/targets.py", "quality")
    assert len(rows_of(page, "Target")) == 6
    assert labelled(page.button, "Keep this target")


def test_a_store_without_a_council_says_who_loads_one(with_nothing):
    page = open_page("data/targets.py", "quality")
    assert "There is nothing in the store yet." in text(page)


def test_the_invented_councils_targets_are_listed(with_exampleshire):
    page = open_page(PAGE)
    lines = {line["Measure"]: line["Target"] for line in rows_of(page, "Target")}
    assert lines == {
        "Reviews held on time": "at least 90.0%",
        "Children aged 4 and over who took part": "at least 95.0%",
        "Initial conferences held within 15 working days": "at least 85.0%",
        "Plan reviews held on time": "at least 95.0%",
        "Second or subsequent plans": "at most 20.0%",
        "Disputes resolved within 20 working days": "at least 75.0%",
    }
    assert "No limits are worked out anew." in text(page)
