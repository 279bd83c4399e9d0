"""The monthly meeting: its table, a measure's part, and what is written of it."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qsl

import pytest

from data_access.access.look import Look
from data_access.casework import commentary
from data_access.casework.commentary import About
from domain.access import Role, Viewer
from metrics.catalogue import CATALOGUE
from tests.listed import in_menu_of
from tests.pages.opening import (
    cards,
    choose,
    closed,
    go_to,
    open_all,
    open_page,
    plain,
    read_html,
    start,
    tables,
    text,
)
from ui.kit.marks import MARKS
from ui.meeting.commentary import LABEL

PAGE = "service/monthly_meeting.py"
RAISED = "Disputes raised"
SEPTEMBER = date(2025, 9, 1)
ABOUT = About("disputes_raised", SEPTEMBER)


@pytest.fixture
def page(own_whole_exampleshire):
    return open_page(PAGE, "quality")


@pytest.fixture
def ben(own_whole_exampleshire):
    """Somebody else, writing five minutes from now."""
    later = datetime.now(UTC) + timedelta(minutes=5)
    viewer = Viewer("ben@example.org", Role.MANAGER)
    return Look(own_whole_exampleshire, viewer, "EXM", date(2025, 9, 30), later)


def table(page):
    """The table, with who commented in a column of its own."""
    (found,) = [each for each in tables(page) if "How it goes" in each.columns]
    names = sorted((each.name for each in CATALOGUE), key=len, reverse=True)
    both = [
        next((name, said.removeprefix(name)) for name in names if said.startswith(name))
        for said in found["Measure"]
    ]
    found["Measure"], found["Comments"] = zip(*both, strict=True)
    return found


def opened(page, name=RAISED):
    page = choose(page, "measure", name)
    assert not page.exception
    return page


def box(page):
    (found,) = [each for each in page.text_area if each.label == LABEL]
    return found


def press(page, label):
    (button,) = [each for each in page.button if each.label == label]
    page = button.click().run()
    assert not page.exception
    return page


def save(page, words):
    return press(box(page).set_value(words).run(), "Save this commentary")


def there(look):
    return commentary.of_measure(look, ABOUT)


def test_it_has_a_line_for_each_measure_the_worst_first(page):
    found = table(page)
    assert len(found) == 20
    assert found["Measure"][0] == "Initial conferences held within 15 working days"
    assert found["How it goes"][0] == "● Steady at about 86% since October 2022"
    assert found["Measure"].iloc[-1] == "Plan reviews held on time"
    assert "September 2025" in found.columns
    assert found["Last year, and longer"][0].startswith("Sep 2024 63.9%")


def test_a_line_says_month_target_years_and_who_comments(page):
    found = table(page).set_index("Measure").loc["Reviews held on time"]
    assert found["September 2025"] == "90.1%109 of 121"
    assert found["Target"] == "at least 90%hit and miss"
    assert found["Last year, and longer"] == (
        "Sep 2024 81.3%Year to date 87.9%12 months 87.4%"
    )
    assert found["Comments"] == "IRO service manager commented"
    other = table(page).set_index("Measure").loc[RAISED]
    assert other["Comments"] == ""
    heard = (
        table(page).set_index("Measure").loc["Children aged 4 and over who took part"]
    )
    assert heard["September 2025"].endswith("95.3% to 97.2% with 2 not recorded")


def test_each_line_has_its_shape_and_a_picture_with_words(page):
    (html,) = [
        read_html(each.proto.body)
        for each in page.get("html")
        if "How it goes" in each.proto.body
    ]
    region = html.find("div")
    assert (region.get("role"), region.get("tabindex")) == ("region", "0")
    letters = {mark.letter for mark in MARKS.values()}
    for row in list(html.iter("tr"))[1:]:
        (mark,) = row.iter("span")
        assert mark.text in letters
        assert mark.get("aria-hidden") == "true"
        (picture,) = row.iter("img")
        assert picture.get("alt").startswith(row.find("th/a").text)
        assert "October 2023 to September 2025" in picture.get("alt")


def test_the_verdict_is_that_of_the_card(page):
    overview = go_to(page, "figures/overview.py")
    card = {each.name: each.verdict for each in cards(overview)}["Reviews held on time"]
    line = table(go_to(overview, PAGE)).set_index("Measure").loc["Reviews held on time"]
    assert card.removesuffix(".") == line["How it goes"]


@pytest.mark.parametrize(
    ("role", "more"), [("quality", ""), ("manager", "&as=manager")]
)
def test_a_line_leads_to_its_measure_and_a_role_stays(with_exampleshire, role, more):
    page = open_page(PAGE, role)
    (html,) = [
        read_html(each.proto.body)
        for each in page.get("html")
        if "How it goes" in each.proto.body
    ]
    address = html.find(".//tbody/tr/th/a").get("href")
    assert address == (
        "monthly-meeting?measure=Initial+conferences+held+within+15+working+days"
        f"&meeting=September+2025{more}"
    )


def test_an_earlier_month_can_be_chosen(page):
    page = choose(page, "meeting", "November 2024")
    found = table(page).set_index("Measure")
    assert found.loc[RAISED]["November 2024"] == "17"
    assert found.loc[RAISED]["Comments"] == "Quality assurance lead commented"
    assert "challenge being recorded" in text(opened(page))


def test_a_measures_part_has_its_trend_months_events_and_words(page):
    page = opened(page)
    assert "Disputes raised: steady at about 11 a month since October 2022" in text(
        page
    )
    assert "2 September 2024: Dispute protocol relaunched." in text(page)
    months, happened = (
        each
        for each in tables(page)
        if {"Compared with this month", "What happened"} & {*each.columns}
    )
    assert list(months["Month"]) == [
        "This month, September 2025",
        "The month before, August 2025",
        "The same month last year, September 2024",
    ]
    assert list(months["Value"]) == ["13", "8", "12"]
    assert list(happened["What happened"]) == ["Dispute protocol relaunched"]
    assert page.get("plotly_chart")


def test_what_is_saved_stands_and_is_in_the_table(page, ben):
    page = save(opened(page), "Up on August.")
    assert "Saved." in text(page)
    assert there(ben).standing.text == "Up on August."
    assert "Up on August." in text(page)
    page = choose(page, "measure", "All measures")
    assert (
        table(page).set_index("Measure").loc[RAISED]["Comments"]
        == "demonstration commented"
    )


def test_what_is_typed_outlives_the_session(page, ben):
    page = box(opened(page)).set_value("Up on").run()
    assert "Kept as your draft" in text(page)
    assert [each.text for each in there(ben).others] == ["Up on"]
    again = opened(open_page(PAGE, "quality"))
    assert box(again).value == "Up on"
    again = press(again, "Drop my draft")
    assert box(again).value == ""
    assert not there(ben).others


def test_two_who_write_are_told_of_each_other(page, ben):
    commentary.keep_draft(ben, ABOUT, "Theirs", 0)
    assert "ben@example.org is writing of this too" in text(opened(page))


def test_the_second_is_told_whose_is_newer_and_sees_both(page, ben):
    page = box(opened(page)).set_value("Mine").run()
    commentary.save(ben, ABOUT, "Theirs", 0)
    page = press(page, "Save this commentary")
    (told,) = [plain(each.value) for each in page.error]
    assert told.startswith("Nothing is saved yet: ben@example.org saved on ")
    assert "Theirs" in text(page)
    assert box(page).value == "Mine"
    assert there(ben).standing.text == "Theirs"
    page = press(page, "Save this commentary")
    assert not page.error
    assert there(ben).standing.text == "Mine"
    assert [each.text for each in there(ben).earlier] == ["Theirs"]


def test_what_somebody_saved_before_the_first_letter_is_not_overwritten(page, ben):
    page = opened(page)
    commentary.save(ben, ABOUT, "Theirs", 0)
    page = save(page, "Mine")
    assert there(ben).standing.text == "Theirs"
    assert box(page).value == "Mine"
    assert "Nothing is saved yet" in text(page)


def test_who_typed_nothing_is_shown_what_somebody_else_saved(page, ben):
    page = opened(page)
    commentary.save(ben, ABOUT, "Theirs", 0)
    page = page.run()
    assert box(page).value == "Theirs"
    assert not there(ben).others


def test_words_are_never_read_as_marks(page, ben):
    commentary.save(ben, ABOUT, "<b>*Up*</b> on $5", 0)
    (line,) = [each.value for each in opened(page).markdown if "ben" in each.value]
    assert r"\<b\>\*Up\*\</b\> on \$5" in line


def test_nothing_written_is_refused(page):
    page = press(opened(page), "Save this commentary")
    (told,) = [plain(each.value) for each in page.error]
    assert told == "Commentary: nothing is written. Write it, then save."


def test_the_group_chooses_its_measures(page):
    page = open_all(page)
    (asked,) = [each for each in page.multiselect if each.label.endswith("usual ones")]
    assert len(asked.value) == 20
    asked.set_value([RAISED])
    page = press(page, "Keep these measures")
    assert list(table(page)["Measure"]) == [RAISED]
    manager = open_page(PAGE, "manager")
    assert list(table(manager)["Measure"]) == [RAISED]
    assert not manager.multiselect


def test_it_is_for_the_group_and_managers():
    has = [role for role in Role if "Monthly meeting" in in_menu_of(role)]
    assert has == [Role.QUALITY, Role.MANAGER]


def test_a_small_council_has_its_lines_too(own_small_council):
    page = go_to(closed("quality"), PAGE)
    assert not page.exception
    assert len(table(page)) == 20


def test_nothing_loaded_says_what_to_do(with_nothing):
    page = start("quality")
    page = go_to(page, PAGE)
    assert not page.exception
    assert "nothing to show yet" in text(page)


def test_a_managers_figures_lead_to_the_rows_of_their_month(own_whole_exampleshire):
    page = open_page(PAGE, "manager")
    (html,) = [
        read_html(each.proto.body)
        for each in page.get("html")
        if "How it goes" in each.proto.body
    ]
    lines = {row.find("th/a").text: row for row in html.iterfind(".//tbody/tr")}
    cell = lines["Reviews held on time"].find("td")
    assert cell.get("data-name") == "September 2025"
    address, _, asked = cell.find("a").get("href").partition("?")
    found = dict(parse_qsl(asked))
    assert address == "behind"
    assert found["figure"] == "reviews_held_on_time"
    assert (found["period"], found["month"]) == ("Month", "September 2025")
    assert not {"team", "iro"} & {*found}


def test_the_group_is_led_to_no_rows(page):
    assert "behind?" not in "".join(each.proto.body for each in page.get("html"))
