"""What is in a release, what a set of sums tells, and what is withheld for its sake."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from domain.about import About, Policy
from domain.periods import Period, financial_year, quarter_of
from domain.recorded import PRACTICE
from metrics.catalogue import CATALOGUE, get
from metrics.measure import MeasureError
from metrics.release.cells import Key, sheet_of, version_of
from metrics.release.declared import about, breakdowns, put_together
from metrics.release.kept import leaf_of
from metrics.release.numbers import Number, Of, numbers_of
from metrics.release.protect import told_after_all, withheld
from metrics.release.solver import Solver
from metrics.release.system import system_of
from tests.metrics.any_columns import any_columns
from tests.tables import columns

TO = date(2025, 9, 30)
LATEST = Period(date(2024, 10, 1), TO)
YEAR = financial_year(2025)
MEASURE = "disputes_raised"


def number(amount, rows, group="", by="team"):
    """A number of disputes raised, of the whole service where no group is named."""
    key = Key(MEASURE, by if group else "", group or "all", YEAR)
    return Number(key, Of.NUMERATOR, float(amount), (("disputes", rows),))


def divided(*groups):
    """The whole service's number, then one for each group, by its cases."""
    ends = np.cumsum(groups)
    rows = np.split(np.arange(ends[-1]), ends[:-1])
    names = ("North", "South", "East", "West")
    parts = [number(len(row), row, n) for row, n in zip(rows, names, strict=False)]
    return [number(ends[-1], np.arange(ends[-1])), *parts]


def hidden(numbers, policy=Policy.COUNCILS):
    kept = withheld(numbers, policy)
    assert told_after_all(numbers, policy, kept) == []
    return [n.key.group for n in numbers if kept.holds(n.key, n.of)]


def test_quarters_are_the_whole_services_and_groups_have_years():
    columns = any_columns(7)
    whole, *groups = breakdowns(get(MEASURE), columns, TO)
    assert (whole.by, quarter_of(TO) in whole.periods) == ("", True)
    assert {LATEST, YEAR} <= set(whole.periods)
    assert {each.by for each in groups if LATEST in each.periods} == {
        *("stage", "highest_stage", "theme")
    }
    for each in groups:
        assert YEAR in each.periods
        assert all(period.start.year < period.end.year for period in each.periods)
    assert "iro" not in {each.by for each in groups}


def test_a_share_of_children_in_time_is_of_years_and_staff_have_no_groups():
    columns = any_columns(7)
    whole, *_ = breakdowns(get("children_with_all_reviews_on_time"), columns, TO)
    assert quarter_of(TO) not in whole.periods
    staff = breakdowns(get("staff_with_both_roles"), columns, TO)
    assert [each.by for each in staff] == [""]
    with pytest.raises(MeasureError, match="the last day of a quarter"):
        breakdowns(get(MEASURE), columns, date(2025, 9, 29))


@pytest.mark.parametrize(
    ("measure", "released"),
    [
        ("feedback_from_children", True),
        ("agencies_attending_conferences", True),
        ("practice_meeting_standard", True),
        ("staff_supervised", False),
        ("posts_vacant", False),
        ("good_practice_alerts", False),
        ("disputes_with_child_settled_since", False),
        ("caseload_in_care_per_fte", True),
    ],
)
def test_what_sums_things_is_released_and_what_sums_posts_is_not(measure, released):
    assert bool(breakdowns(get(measure), any_columns(7), TO)) == released


def test_things_that_rows_sum_up_are_units_of_which_some_count():
    """5 of 8 and 3 of 3 met the standard: 8 of 11, and 3 that no cell tells."""
    rows = """
        day        | kind  | sample | meeting
        2024-10-01 | Audit | 8      | 5
        2024-11-01 | Audit | 3      | 3
        2024-11-01 | Audit | 4      |
        2023-11-01 | Audit | 9      | 2
    """
    loaded = columns(**{PRACTICE.rows_name: rows})
    sheet = sheet_of(get("practice_meeting_standard"), loaded, "", YEAR)
    found = {each.of: each for each in numbers_of(loaded, sheet)}
    amounts = {of: each.amount for of, each in found.items()}
    assert amounts == {Of.NUMERATOR: 8, Of.DENOMINATOR: 11, Of.ASIDE: 1, Of.REST: 3}
    units = {of: set(each.rows[0][1].tolist()) for of, each in found.items()}
    assert {of: len(each) for of, each in units.items()} == amounts
    assert units[Of.NUMERATOR] | units[Of.REST] == units[Of.DENOMINATOR]
    assert not units[Of.NUMERATOR] & units[Of.REST]


def test_a_few_things_are_withheld_where_every_small_number_is():
    """3 of 11 do not count: as the Department publishes, neither number is told."""
    rows = """
        day        | kind  | sample | meeting
        2024-10-01 | Audit | 11     | 8
        2023-11-01 | Audit | 40     | 20
    """
    loaded = columns(**{PRACTICE.rows_name: rows})
    sheets = [
        sheet_of(get("practice_meeting_standard"), loaded, "", financial_year(year))
        for year in (2024, 2025)
    ]
    some = [each for sheet in sheets for each in numbers_of(loaded, sheet)]
    kept = withheld(some, Policy.DEPARTMENT)
    assert told_after_all(some, Policy.DEPARTMENT, kept) == []
    told = {(n.key.period, n.of) for n in some if not kept.holds(n.key, n.of)}
    assert (financial_year(2024), Of.NUMERATOR) in told
    assert not {(YEAR, Of.NUMERATOR), (YEAR, Of.DENOMINATOR)} <= told
    assert not withheld(some, Policy.COUNCILS).numbers


def test_who_is_disabled_or_came_alone_is_in_no_release():
    columns = any_columns(7)
    told = {each.by for m in CATALOGUE for each in breakdowns(m, columns, TO)}
    assert {"team", "ethnic_group"} <= told
    assert told.isdisjoint({"disability", "alone"})


def test_groups_small_by_nature_are_one_and_nobody_is_lost():
    columns = any_columns(7)
    together = put_together(columns)
    metric = get("children_in_care_at_end")
    before = metric.count(columns, (YEAR,), by="placement")
    after = metric.count(together, (YEAR,), by="placement")
    assert after.labels[-1] == "Other placements"
    assert len(after.labels) < len(before.labels)
    assert after.numerator.sum() == before.numerator.sum()


def test_what_a_number_is_about_hangs_on_its_grouping():
    assert about(get(MEASURE), "theme") is About.SERVICE
    assert about(get(MEASURE), "team") is About.CHILDREN
    assert about(get("plans_open_by_category"), "category") is About.CHILDREN
    assert about(get("staff_with_both_roles"), "") is About.STAFF


def test_a_definitions_version_moves_with_its_words_alone():
    metric = get(MEASURE)
    assert version_of(replace(metric, definition="Another.")) != version_of(metric)
    assert version_of(replace(metric, when=None)) == version_of(metric)
    assert len({version_of(each) for each in CATALOGUE}) == len(CATALOGUE)


def test_sums_are_found_and_numbers_of_the_same_rows_are_one():
    numbers = [*divided(3, 12, 20), number(3, np.arange(3), "Theme", "theme")]
    system = system_of(numbers)
    assert system.set_of[1] == system.set_of[4]
    assert sorted(system.amount) == [3, 12, 20, 35]
    small = int(system.set_of[1])
    goal = np.zeros(4)
    goal[small] = 99.0
    least, solver = np.ones(4), Solver(system)

    def greatest(shown):
        return (system.sets @ solver.raised(goal, shown, least)[0])[small]

    shown = system.amount != 3
    assert greatest(shown) == pytest.approx(3)
    shown &= system.amount != 12
    assert greatest(shown) == pytest.approx(14)


def test_with_a_small_number_goes_the_smallest_that_would_tell_it():
    assert hidden(divided(3, 12, 20)) == ["North", "South"]
    assert hidden(divided(6, 12, 20)) == []
    assert hidden(divided(3, 0, 12, 20)) == ["North", "East"]  # 0 is shown
    assert hidden(divided(2, 1, 1, 40)) == ["North", "South", "East", "West"]


def test_what_is_withheld_for_others_sake_is_needed_each_alone():
    numbers = parted_twice()
    kept = withheld(numbers, Policy.COUNCILS)
    for_others = [n for n in numbers if kept.holds(n.key, n.of) and n.amount > 5]
    assert for_others
    for each in for_others:
        kept.numbers.discard((each.key, each.of))
        assert told_after_all(numbers, Policy.COUNCILS, kept), each.key
        kept.numbers.add((each.key, each.of))


def parted_twice():
    """A measure by teams in a year, and in a quarter of it."""
    numbers = []
    rng = np.random.default_rng(4)
    team, late = rng.choice(4, 90, p=(0.05, 0.15, 0.3, 0.5)), rng.random(90) < 0.4
    for period, there in ((YEAR, late | True), (quarter_of(YEAR.end), late)):
        row = np.flatnonzero(there)
        some = [number(len(row), row)]
        for place, name in enumerate(("North", "South", "East", "West")):
            of_team = row[team[row] == place]
            some.append(number(len(of_team), of_team, name))
        numbers += [replace(n, key=replace(n.key, period=period)) for n in some]
    return numbers


def test_a_breakdown_of_a_small_whole_is_not_released():
    numbers = divided(3, 1)
    kept = withheld(numbers, Policy.COUNCILS)
    assert kept.leaves == {leaf_of(numbers[1].key, Of.NUMERATOR)}
    assert not kept.holds(numbers[0].key, Of.NUMERATOR)


def test_a_number_withheld_of_the_whole_service_stays_so_where_a_group_is_the_same():
    every, north, south = divided(16, 4)
    others = ("disputes_open", "disputes_with_outcome_recorded")
    both = zip((north, south), others, strict=True)
    wholes = [
        replace(each, key=replace(each.key, measure=key, by="", group="all"))
        for each, key in both
    ]
    numbers = [every, *wholes, north, south]
    kept = withheld(numbers, Policy.DEPARTMENT)
    assert all(kept.holds(each.key, each.of) for each in (*wholes, north, south))
    assert told_after_all(numbers, Policy.DEPARTMENT, kept) == []


def test_the_work_of_the_service_is_told_in_full_but_for_the_departments_policy():
    by_theme = [
        replace(n, key=replace(n.key, by=n.key.by and "theme"))
        for n in divided(3, 12, 20)
    ]
    assert hidden(by_theme) == []
    assert hidden(by_theme, Policy.DEPARTMENT) == ["North", "South"]


def test_an_attack_finds_a_small_number_that_one_shown_cell_tells():
    numbers = divided(3, 12, 20)
    kept = withheld(numbers, Policy.COUNCILS)
    kept.numbers.discard((numbers[2].key, Of.NUMERATOR))
    found = told_after_all(numbers, Policy.COUNCILS, kept)
    assert found == [(numbers[1].key, Of.NUMERATOR)]
