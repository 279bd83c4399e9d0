"""What the forecast says: what it finds, what it cannot know, by which rules it counts."""

from dataclasses import replace
from datetime import date

from domain.due import Kind
from domain.forecast import BackTest, Estimate, Forecast, Line
from domain.periods import Period
from domain.workload import CapacityRules, Pace, weeks_from
from ui.forecast import words as said

WEEKS = weeks_from(date(2026, 11, 23), 8)
AS_AT = date(2026, 11, 22)


def line(*load, limit=3.0, **more):
    reviews = (*load, *[0] * (8 - len(load)))
    full = () if limit is None else (limit,) * 8
    return Line("Name S1", "S1", reviews, (0,) * 8, limit=full, **more)


SHOWN = Forecast(
    as_at=AS_AT,
    weeks=WEEKS,
    whole=line(1, 2, overdue=1),
    children={Kind.REVIEW: 4, Kind.PLAN_REVIEW: 2},
    unknown=0,
    grown=0,
    panels={},
    rules=CapacityRules(),
    pace=Pace(3.25, 2.5, 52),
    loaded_to={Kind.REVIEW: AS_AT, Kind.PLAN_REVIEW: AS_AT},
    own=False,
)


def test_a_heading_names_the_weeks_that_are_too_full():
    assert said.finding(line(1), WEEKS) == (
        "None of the next 8 weeks holds more reviews than there is time for"
    )
    assert said.finding(line(0, 4), WEEKS) == (
        "1 of the next 8 weeks holds more reviews than there is time for: the week of "
        "30 November 2026"
    )
    assert said.finding(line(4, 4, 4, 4, 4, 4), WEEKS) == (
        "6 of the next 8 weeks hold more reviews than there is time for: the weeks of "
        "23 November 2026, 30 November 2026, 7 December 2026, 14 December 2026 and 2 more"
    )
    assert said.finding(line(4, 0, limit=None), WEEKS) == (
        "1 of the next 8 weeks holds 25% more than the mean of the weeks: the week of "
        "23 November 2026"
    )


def test_what_was_looked_at_comes_first_then_what_cannot_be_known():
    assert said.children(SHOWN) == [
        "As at 22 November 2026, the last day loaded: 4 children in care and 2 on "
        "plans, of the whole service. 3 reviews fall due in these weeks and 1 is "
        "overdue now."
    ]
    less = replace(
        SHOWN,
        own=True,
        whole=line(1),
        unknown=2,
        grown=3,
        nobodys=4,
        loaded_to={Kind.REVIEW: date(2026, 3, 31)},
    )
    assert said.children(less) == [
        "As at 22 November 2026, the last day loaded: 4 children in care and 2 on "
        "plans, whom you answer for. 1 review falls due in these weeks and 0 are "
        "overdue now.",
        "**Cannot be forecast: 2.** An earlier file is not loaded, so nobody can know "
        "when the next review of these children is due.",
        "Turning 18 before the next review is due, so with none here: 3.",
        "Reviews of children with no IRO or chair recorded: 4.",
        "Reviews of children in care are loaded up to 31 March 2026: one held since "
        "counts as not held.",
        "Plans are not loaded.",
    ]


def test_the_time_there_is_says_whose_number_it_is():
    assert said.capacity(SHOWN) == [
        "A full-time post is taken to hold 3.3 reviews in a full working week: in one "
        "week of four of the past 52 the service held as many or more. Its mean was "
        "2.5. The council has set no number of its own (Load files, This council's own "
        "rules).",
        "No leave is set: the pace of the past has it in it already. No school holidays "
        "are set, so reviews are held in them.",
    ]
    away = Period(date(2026, 12, 21), date(2027, 1, 1))
    own = replace(SHOWN, rules=CapacityRules(4.5, 6.0, (away,)), no_fte=2)
    assert said.capacity(own) == [
        "The council has set 4.5 reviews a week for a full-time post. The service's own "
        "pace in the past 52 weeks was 2.5 on the mean, and 3.3 or more in one week of "
        "four.",
        "Leave: 6 weeks a year for a full-time post, spread evenly. No reviews are held "
        "in school holidays: 21 December 2026 to 1 January 2027.",
        "Left out, because their full-time part is not known: 2 in the staff list.",
    ]
    unknown = replace(SHOWN, whole=line(1, limit=None))
    assert said.capacity(unknown) == [
        "There is no telling how many reviews there is time for: no staff list with "
        "full-time parts is loaded, or too little of the past. A week is called too "
        "full when it holds 25% more than the mean of the weeks."
    ]


GUESS = Estimate(
    expected=(0.0, 0.0, 4.0, *[0.0] * 5),
    low=(0,) * 8,
    high=(9,) * 8,
    per_week={Kind.REVIEW: 1.25},
    past=Period(date(2026, 5, 25), date(2026, 11, 22)),
)


def test_an_estimate_is_called_one_and_says_what_it_would_do():
    assert said.estimate(replace(SHOWN, estimate=GUESS)) == (
        "**Estimate, not in any number above:** 1.3 children a week came into care in "
        "the 26 weeks to 22 November 2026. If as many come, they add about 4 reviews to "
        "these weeks. With them 1 more week would hold more than there is time for."
    )
    assert said.estimate(SHOWN) == (
        "Children to come are not estimated: fewer than 26 weeks of the past are loaded "
        "whole."
    )


def test_names_are_headed_by_how_many_have_more_than_time():
    assert said.by_name(replace(SHOWN, lines=(line(9, 9, 9), line(1)))) == (
        "1 of 2 IROs and chairs have more reviews to hold in these weeks than time"
    )
    assert said.by_name(replace(SHOWN, lines=(line(1),))) == (
        "None of 1 IROs and chairs has more reviews to hold in these weeks than time"
    )
    assert said.by_name(replace(SHOWN, lines=(line(1, limit=None),))) == (
        "Reviews due by name"
    )


def test_panels_are_said_only_where_the_council_holds_them():
    assert said.panels(SHOWN) == ""
    found = replace(SHOWN, panels={15: (1, 2), 24: (0, 0)})
    assert said.panels(found) == (
        "Plans that reach a panel in these weeks: 3 at 15 months, 0 at 24 months."
    )


TEST = BackTest(
    day=date(2025, 11, 23),
    weeks=WEEKS,
    forecast=(2, *[1] * 7),
    fell_due=(0, *[1] * 7),
    newcomers=(1, *[0] * 7),
    estimate=None,
    checked=8,
    right=7,
    assumed=6,
    assumed_right=6,
    others=0,
    others_right=0,
)


def test_a_year_ago_is_told_with_what_was_wrong():
    assert said.backtested(TEST) == (
        "A year ago: 7 of 8 due dates come out exactly, and a week was out by 0.3 of 1 "
        "reviews"
    )
    told = said.backtest(TEST)
    assert told[1:] == [
        "**As it was forecast on 23 November 2025.** Of the due dates of children then "
        "there, 6 of 6 were forecast to the day where the review before was held as "
        "assumed.",
        "**Weeks.** 9 reviews were forecast and 7 fell due, of the children then there. "
        "A week was out by 0.3 reviews on the mean.",
        "**Children who came later.** 1 of the 8 reviews that fell due were theirs. They "
        "could not be estimated: too little of the past was loaded.",
    ]
