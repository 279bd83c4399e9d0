"""My views: pages kept as they are, numbers told of when crossed; nobody else's."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from data_access.access.look import Look
from data_access.casework import views as casework
from domain.access import Role, Viewer
from domain.views import Own, Threshold
from metrics.release.told import Span
from tests.listed import in_menu_of
from tests.pages.opening import closed, go_to, open_overview_at, text
from ui.kit import data, keeping
from ui.views import crossed
from ui.views.crossed import HEADING

PAGE, WEEK = "about/my_views.py", "children/my_week.py"
LA = "EXM"
KEY = "reviews_held_on_time"
LOW = Threshold(KEY, above=False, number=99)
HIGH = Threshold(KEY, above=True, number=99)


@pytest.fixture
def engine(own_signed):
    return own_signed


def look(engine, role, who="demonstration"):
    now = datetime.now(UTC)
    return Look(engine, Viewer(who, role, LA), LA, now.date(), now)


def opened(role, **address):
    app = closed(role)
    for name, said in address.items():
        app.query_params[name] = said
    page = go_to(app, PAGE)
    assert not page.exception
    return page


def press(page, label):
    (button,) = [each for each in page.button if each.label == label]
    page = button.click().run()
    assert not page.exception
    return page


def filled(page, label, words):
    (field,) = [each for each in page.text_input if each.label == label]
    field.set_value(words)
    return page


def html(page):
    return "\n".join(each.proto.body for each in page.get("html"))


def test_everybody_has_it():
    assert all("My views" in in_menu_of(role) for role in Role)


@pytest.mark.parametrize("role", ["board", "quality", "iro"])
def test_a_page_is_kept_opened_again_and_removed(engine, role):
    page = filled(opened(role), "Name", "North, late")
    page = filled(page, "Address", "https://x.org/reviews-on-time?team=North&child=K7")
    page = press(page, "Keep this page")
    assert "Kept: North, late." in text(page)
    assert 'href="reviews-on-time?team=North' in html(page)
    assert "K7" not in html(page)
    page = press(page, "Remove North, late")
    assert 'href="reviews-on-time' not in html(page)


def test_what_is_no_page_is_refused_and_stays_typed(engine):
    page = filled(opened("quality"), "Name", "Odd")
    page = press(filled(page, "Address", "javascript:alert(1)"), "Keep this page")
    assert "expected the address of a page here" in text(page)
    (typed,) = [each.value for each in page.text_input if each.label == "Address"]
    assert typed == "javascript:alert(1)"


def test_a_page_leads_to_where_it_is_kept_as_it_is(engine):
    page = go_to(closed("quality"), "figures/participation.py")
    assert f'<a href="my-views?keep=participation">{keeping.LABEL}</a>' in html(page)
    page = open_overview_at(period="Financial year")
    assert 'href="my-views?keep=overview%3Fperiod%3DFinancial%2Byear"' in html(page)
    page = opened("quality", keep="participation?age_band=10+to+15")
    (address,) = [each.value for each in page.text_input if each.label == "Address"]
    assert address == "participation?age_band=10+to+15"


def test_a_number_is_told_when_it_is_crossed_and_not_before(engine):
    for wanted in (LOW, HIGH):
        casework.keep_threshold(look(engine, Role.QUALITY), wanted)
    page = opened("quality")
    (warned,) = [each.value for each in page.warning]
    assert HEADING in warned and "below the 99.0% that you set." in warned
    assert "above" not in warned
    assert "above 99.0%: not past it" in text(page)
    page = press(page, "Remove Reviews held on time, below 99.0%")
    assert not page.warning


def test_it_is_told_on_my_week(engine):
    casework.keep_threshold(look(engine, Role.MANAGER), LOW)
    page = go_to(closed("manager"), WEEK)
    assert HEADING in text(page)
    casework.drop(look(engine, Role.MANAGER), LOW)
    assert HEADING not in text(go_to(closed("manager"), WEEK))


def test_nobody_has_what_somebody_else_keeps(engine):
    casework.keep_threshold(look(engine, Role.MANAGER, "ann@example.org"), LOW)
    assert casework.of(look(engine, Role.MANAGER, "ben@example.org")) == Own()
    assert not opened("manager").warning


def test_a_number_is_set_on_the_page(engine):
    page = opened("quality")
    (box,) = [each for each in page.selectbox if each.label == "Measure"]
    box.set_value("Reviews held on time")
    page.number_input[0].set_value(99.0)
    page = press(page, "Keep this number")
    assert HEADING in text(page)
    assert casework.of(look(engine, Role.QUALITY)).thresholds == (LOW,)


def test_a_board_is_told_of_a_release_and_never_of_what_is_withheld(engine):
    viewer = Viewer("demonstration", Role.BOARD, LA)
    release = data.opened(viewer, data.releases(viewer, LA)[0])
    own = Own(thresholds=(LOW,))
    (told,) = crossed.released(own, release)
    assert told.crossed and "in the year to September 2025" in told.line
    measure = release.measures[KEY]
    cells = {
        key: replace(cell, value=Span(0.0, 98.0)) for key, cell in measure.cells.items()
    }
    hidden = replace(release, measures={KEY: replace(measure, cells=cells)})
    (told,) = crossed.released(own, hidden)
    assert not told.crossed and told.value.startswith("not compared")


def test_where_no_file_speaks_for_the_days_nothing_is_compared(engine):
    columns = data.columns(Viewer("demonstration", Role.QUALITY, LA), LA)
    assert crossed.live(Own(thresholds=(LOW,)), replace(columns, covered={})) == []
    gap = {name: () for name in columns.covered if name != "plans"}
    covered = {"plans": columns.covered["plans"], **gap}
    (told,) = crossed.live(Own(thresholds=(LOW,)), replace(columns, covered=covered))
    assert not told.crossed and told.value.startswith("not compared")
