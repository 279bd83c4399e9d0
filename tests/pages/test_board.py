"""What a board member reads: a release, and nothing else."""

import json
import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import text as sql
from sqlmodel import Session

from data_access.derive.council import save_timescales
from data_access.store import database, releases
from data_access.store.releases import Unsigned
from domain.access import NotAllowedError, Role, Viewer
from domain.due import IntervalMode, Timescales
from metrics.release.said import aside_said, cases_words, number_words, value_words
from metrics.said import briefly
from tests.pages.opening import (
    BOARD,
    FIGURES,
    calculated,
    cards,
    charts_with_tables,
    choose,
    closed,
    go_to,
    open_all,
    open_page,
    start,
    tables,
    text,
    titles,
    values,
)
from ui.board.reading import AS_A_BOARD, NO_DRAFT, NONE_YET
from ui.kit import data

LA = "EXM"
A_BOARD = Viewer("ben", Role.BOARD)
OVERVIEW, REVIEWS = "board/overview.py", "board/reviews_on_time.py"
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?%?")
IN_TIME = "Reviews held on time"


def released(number=2):
    return data.released(A_BOARD, LA, number)


def everything(page):
    """All that a page says: prose, cards, tables, texts of its charts."""
    cells = "\n".join(
        str(cell)
        for table in tables(page)
        for cell in (*table.columns, *table.to_numpy().ravel())
    )
    alts = "\n".join(each.proto.alt for each in page.get("plotly_chart"))
    return f"{text(page)}\n{cells}\n{alts}"


def seen(file, what, role="quality"):
    """Open a page as a role with what the address says to see."""
    app = closed(role)
    app.query_params["see"] = what
    return go_to(app, file)


def withdraw(engine, number):
    with Session(engine) as session, database.writing(session):
        now = datetime.now(UTC)
        releases.withdraw(session, LA, number, who="ann", why="A fault", now=now)


def told_numbers(release):
    """Every number in what a release tells of its cells, and says of its measures."""
    found = set()
    for measure in release.measures.values():
        of, said = measure.words, measure.said
        lines = [said.finding, said.trend, said.of_target, said.change, said.beside]
        lines += [said.why, of.definition, of.caveat, of.why, of.name, *of.ask]
        lines += [of.short_name, of.source, of.denominator, of.numerator, of.version]
        for cell in measure.cells.values():
            lines += [value_words(of.unit, cell), cases_words(of, cell), cell.key.group]
            lines += [aside_said(of, cell), number_words(cell.numerator)]
            lines += [number_words(cell.denominator)]
        for point in said.points:
            judged = (point.value, point.mean, point.lower, point.upper)
            lines += [briefly(of, each) for each in judged if each is not None]
        for line in lines:
            found.update(NUMBER.findall(line))
    return found


@pytest.mark.parametrize("file", BOARD)
def test_every_number_is_one_that_the_release_tells_or_of_a_day(with_releases, file):
    release = released()
    known = told_numbers(release) | told_numbers(released(1))
    known |= set(NUMBER.findall(f"{release.changed} {release.policy.words}"))
    page = open_all(open_page(file))
    assert not page.exception
    days = r"\d+ (?:\w+ )?20\d\d|20\d\d(?:-\d\d)?|[Qq]uarter \d|[Rr]elease \d|PN\d"
    days = rf"{days}|Definition \w+"
    said = re.sub(days, "", everything(page))
    # Of the page's own words: axis ends, and what children and reviews are.
    own = {"0%", "10%", "20%", "30%", "40%", "50%", "60%", "4", "20", "3", "6", "100%"}
    assert set(NUMBER.findall(said)) - known - own == set()


@pytest.mark.parametrize("file", BOARD)
def test_each_page_says_who_signed_when_and_under_which_policy(with_releases, file):
    page = open_page(file)
    assert (
        "Release 2 to 30 September 2025, signed by Chair, quality assurance group on "
        "30 September 2025. As councils publish: the service's own work is shown in full;"
    ) in text(page)
    assert "every child, member of staff and figure here is invented" in text(page)


@pytest.mark.parametrize("file", BOARD)
def test_no_live_row_is_read(with_releases, monkeypatch, file):
    def read(la):
        raise AssertionError(f"Rows of {la} are read.")

    monkeypatch.setattr(data, "_whole", read)
    monkeypatch.setattr(data, "columns", read)
    page = open_page(file)
    assert not page.exception
    assert cards(page)


def test_a_board_is_given_no_live_row(with_releases):
    with pytest.raises(NotAllowedError):
        data.columns(A_BOARD, LA)


@pytest.mark.parametrize("file", BOARD)
def test_without_a_release_a_page_says_who_signs_one(with_exampleshire, file):
    page = open_page(file)
    assert not page.exception
    assert [each.value for each in page.info] == [NONE_YET]
    assert not cards(page)
    assert not page.get("plotly_chart")


def test_what_is_derived_anew_moves_nothing_that_is_signed(own_releases):
    before = everything(open_all(open_page(REVIEWS)))
    live = values(open_page("figures/reviews_on_time.py"))
    fixed = Timescales(IntervalMode.FIXED_DAYS)
    data.derive_again(LA, lambda session: save_timescales(session, LA, fixed))
    assert values(open_page("figures/reviews_on_time.py")) != live
    assert everything(open_all(open_page(REVIEWS))) == before


def test_an_earlier_release_opens_as_it_was_signed(with_releases):
    page = open_page(REVIEWS)
    assert page.selectbox(key="release").options == [
        "To 30 September 2025",
        "To 30 June 2025",
    ]
    latest = values(page)
    page = choose(page, "release", "To 30 June 2025")
    assert "Release 1 to 30 June 2025" in text(page)
    assert values(page) != latest


def test_a_withdrawn_release_is_gone(own_releases):
    assert "Release 2" in text(open_page(OVERVIEW))
    withdraw(own_releases, 2)
    page = open_page(OVERVIEW)
    assert page.selectbox(key="release").options == ["To 30 June 2025"]
    assert "Release 1 to 30 June 2025" in text(page)
    refused = seen(OVERVIEW, "2")
    assert "Release 2 was withdrawn on" in refused.error[0].value
    assert not cards(refused)
    withdraw(own_releases, 1)
    assert [each.value for each in open_page(OVERVIEW).info] == [NONE_YET]


def test_a_closed_session_is_not_offered(own_releases):
    with own_releases.begin() as connection:
        connection.execute(sql("UPDATE release SET policy = 'closed' WHERE id = 2"))
    data.KEPT.__init__(data.KEPT.most)
    page = open_page(OVERVIEW)
    assert page.selectbox(key="release").options == ["To 30 June 2025"]
    refused = seen(OVERVIEW, "2")
    assert "Release 2 is of a closed session" in refused.error[0].value
    assert not cards(refused)


# What a reader chooses.


def test_the_latest_four_quarters_come_first_then_years_then_quarters(with_releases):
    offered = open_page(REVIEWS).selectbox(key="days").options
    assert offered[:2] == ["Four quarters to Sep 2025", "2024-25"]
    assert offered[-1].startswith("Quarter ")
    assert "Quarter 2 of 2025-26" in offered


def test_a_period_chosen_is_the_one_shown(with_releases):
    page = choose(open_page(REVIEWS), "days", "2023-24")
    year = next(
        each.cells[key]
        for each in [released().measures["reviews_held_on_time"]]
        for key in each.cells
        if key.by == "" and key.period.label == "2023-24"
    )
    card = cards(page)[0]
    assert (card.name, card.value) == (IN_TIME, f"{year.value.exact:.1f}%")
    assert "Showing 2023-24." in text(page)
    assert not [line for line in card.lines if "four quarters before" in line]


def test_groups_are_of_one_grouping_at_a_time(with_releases):
    page = open_page(REVIEWS)
    headings = [each.value for each in page.header]
    assert any(each.startswith(f"{IN_TIME} by team in ") for each in headings)
    page = choose(page, "groups", "Age band")
    headings = [each.value for each in page.header]
    assert any(each.startswith(f"{IN_TIME} by age band in ") for each in headings)
    assert not any(" by team" in each for each in headings)


def test_groups_are_of_the_last_year_before_what_is_chosen(with_releases):
    page = choose(open_page(REVIEWS), "days", "Quarter 2 of 2025-26")
    headings = [each.value for each in page.header]
    assert any(each.startswith(f"{IN_TIME} by team in 2024-25") for each in headings)
    page = choose(page, "days", page.selectbox(key="days").options[-1])
    assert f"{IN_TIME} by team: not released for this period. Groups of " in text(page)
    assert "Choose a later financial year." in text(page)


def test_what_is_chosen_stays_on_the_next_page(with_releases):
    page = choose(go_to(start("board"), REVIEWS), "days", "2023-24")
    page = go_to(page, "board/disputes.py")
    assert page.selectbox(key="days").value == "2023-24"
    assert page.query_params["days"] == "2023-24"


def test_each_measure_says_what_of_it_is_released_and_what_is_not(with_releases):
    said = text(open_page(REVIEWS))
    assert (
        "Released: quarters, years and the latest four quarters for the whole service. "
        "By team, age band, sex, ethnic group, legal status and placement: years. By "
        "review type: years and the latest four quarters. Not released: single months "
        "and two groupings at once."
    ) in said


@pytest.mark.parametrize("file", sorted(set(BOARD) - {OVERVIEW}))
def test_what_a_chart_draws_is_what_its_table_says(with_releases, file):
    page = open_all(open_page(file))
    pairs = charts_with_tables(page)
    assert pairs
    for chart, table in pairs:
        drawn = json.loads(chart.spec)["data"][-1]  # limits come before the points
        bars = drawn.get("orientation") == "h"
        told = [each for each in drawn["x" if bars else "y"] if each is not None]
        said = table.iloc[:, 1]
        exact = said[~said.str.contains("with|released|no cases| to |than|between")]
        assert len(told) == len(exact) if bars else len(told) <= len(exact)


def test_what_was_written_and_what_happened_is_on_its_measures_page(with_releases):
    said = text(open_page(REVIEWS))
    written = [
        each["text"]
        for each in released().commentary
        if each["measure"] == "reviews_held_on_time"
    ]
    assert written
    assert all(each in said for each in written)
    disputes = text(open_page("board/disputes.py"))
    assert disputes.count("2 September 2024: Dispute protocol relaunched.") == 4


# The overview.


def test_the_overview_has_five_headlines_changes_questions_and_actions(with_releases):
    page = open_page(OVERVIEW)
    assert len(cards(page)) == 5
    assert [each.value for each in page.header] == [
        "What changed",
        "Questions you might ask",
        "What we decided last time",
    ]
    said = text(page)
    assert "Misses its target: reviews held on time." in said
    for each in released().changed:
        assert each in said


def test_an_action_has_its_measures_as_they_were_before_it_and_are_now(with_releases):
    def headline(number, key):
        release = released(number)
        measure = release.measures[key]
        return value_words(measure.words.unit, measure.told(release.latest))

    said = text(open_page(OVERVIEW))
    actions = released().actions
    assert actions
    for each in actions:
        assert each["what"] in said
        assert f"Who: {each['who']}. By " in said
    since = [each for each in actions if each["decided"] > "2025-06-30"]
    key = next(key for each in since for key in each["keys"])
    name = released().measures[key].words.name
    assert (
        f"{name}: {headline(1, key)} at 30 June 2025, {headline(2, key)} in this release."
    ) in said


def test_how_a_figure_is_calculated_is_as_it_was_signed(with_releases):
    of = released().measures["reviews_held_on_time"].words
    assert calculated(open_page(REVIEWS))[of.name].startswith(of.definition)


# As a board will see it.


@pytest.mark.parametrize("role", ["quality", "manager", "analyst"])
def test_whoever_makes_releases_sees_the_pages_as_a_board_will(with_releases, role):
    page = seen(REVIEWS, "1", role)
    assert f"{AS_A_BOARD}." in [each.value for each in page.info]
    board = choose(open_page(REVIEWS), "release", "To 30 June 2025")
    assert values(page) == values(board)
    assert "release" not in [each.key for each in page.selectbox]
    page = go_to(page, "board/disputes.py")
    assert "Release 1 to 30 June 2025" in text(page)
    assert page.query_params["see"] == "1"
    (back,) = [each for each in page.button if each.label == "Back to live figures"]
    page = go_to(back.click().run(), "figures/disputes.py")
    assert "Release 1" not in text(page)
    assert "see" not in page.query_params


def test_others_see_live_figures_whatever_the_address_says(with_releases):
    for role in ("iro", "administrator"):
        page = seen(FIGURES[0], "1", role)
        assert AS_A_BOARD not in text(page)
        assert "Showing the year to September 2025." in text(page)


def test_what_the_address_says_wrongly_is_said(with_releases):
    assert "There is no release 9." in seen(OVERVIEW, "9").error[0].value
    assert "see: found 'x', expected a release's number" in (
        seen(OVERVIEW, "x").error[0].value
    )


def test_the_draft_is_seen_as_a_board_will_see_it(own_releases, monkeypatch):
    page = seen(OVERVIEW, "draft")
    assert NO_DRAFT in [each.value for each in page.info]
    with Session(own_releases) as session:
        signed = releases.release(session, LA, 2)
        parts = releases.parts(session, 2)
    draft = Unsigned(
        la=LA,
        up_to=signed.up_to,
        policy=signed.policy,
        version=1,
        seen=frozenset(),
        head=signed.head,
        parts=parts,
    )
    monkeypatch.setattr(data, "draft_kept", lambda look: draft)
    page = seen(OVERVIEW, "draft")
    assert titles(page) == ["Overview"]
    assert "Draft to 30 September 2025, not signed." in text(page)
    assert values(page) == values(open_page(OVERVIEW))
