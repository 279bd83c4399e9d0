"""What the page Data quality says of counts."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from data_access.casework.quality import QualityLine, Summary, rules
from domain.periods import months_between
from metrics.catalogue import CATALOGUE
from ui.kit import drawings
from ui.quality import quality
from ui.quality.quality import trend_finding

TO = date(2026, 11, 22)
MONTHS = months_between(date(2024, 12, 1), TO)
RULES = {rule.key: rule for rule in rules()}


def a_line(key, found=1, **given):
    usual = {
        "listed": found,
        "recent": 0,
        "newest": date(2026, 1, 5),
        "looked_at": 100,
        "by_month": ((0, 0),) * 24,
    }
    return QualityLine(rule=RULES[key], found=found, **(usual | given))


def a_summary(*lines):
    return Summary(TO, MONTHS, lines, left_out=0, other_due=0, both_due=0)


def test_rules_name_figures_that_there_are_and_say_what_a_reader_needs():
    keys = {metric.key for metric in CATALOGUE}
    for rule in RULES.values():
        assert set(rule.touches) <= keys, rule.key
        assert len(set(rule.touches)) == len(rule.touches), rule.key
        assert all((rule.words, rule.why, rule.mend, rule.owner.value))
        assert rule.touches or "No figure here" in rule.why


def test_the_headline_says_how_much_there_is_and_how_much_of_it_is_old():
    some = a_summary(a_line("exit_other", 1_200, recent=200), a_line("no_iro"))
    assert quality.headline(some) == (
        "1,201 things to put right in the rows these figures rest on, 1,001 from more than a "
        "month ago"
    )
    assert quality.headline(a_summary(a_line("no_iro", recent=1))) == (
        "1 thing to put right in the rows these figures rest on, none from more than a month "
        "ago"
    )
    assert quality.headline(a_summary(a_line("no_iro", 2))) == (
        "2 things to put right in the rows these figures rest on, all from more than a month "
        "ago"
    )


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        (None, "12"),
        (12, "12"),
        (5, "12, of which 5 are your teams'"),
        (0, "12, of which 0 are your teams'"),
    ],
)
def test_a_count_says_how_many_of_it_the_reader_s_list_holds(listed, said):
    assert quality.how_many(a_line("no_iro", 12, listed=listed)) == said


def test_five_rules_come_first_by_figures_changed_then_by_what_is_new():
    some = a_summary(
        *(a_line(key) for key in ("no_iro", "exit_other", "dispute_without_theme")),
        a_line("pn0_at_4_or_over", 50),
        a_line("pn1_to_pn7_under_4", 2, recent=2),
        a_line("review_on_weekend", 0),
        a_line("no_birth_date"),
        a_line("two_open_plans"),
    )
    assert [line.rule.key for line in quality.first(some)] == [
        "two_open_plans",
        "pn1_to_pn7_under_4",
        "pn0_at_4_or_over",
        "no_birth_date",
        "no_iro",
    ]


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ((2, 100), (1, 100), "1.0% (12 of 1,200) in the twelve months to November 2026, down from 2.0% in the twelve before"),
        ((1, 100), (2, 100), "2.0% (24 of 1,200) in the twelve months to November 2026, up from 1.0% in the twelve before"),
        ((1, 100), (1, 100), "1.0% (12 of 1,200) in the twelve months to November 2026, about the same as in the twelve before (1.0%)"),
        ((0, 0), (1, 100), "1.0% (12 of 1,200) in the twelve months to November 2026"),
        ((1, 100), (0, 0), "nothing looked at in the last twelve months"),
    ],
)  # fmt: skip
def test_a_trend_s_heading_sets_twelve_months_beside_the_twelve_before(
    before, now, said
):
    months = (before,) * 12 + (now,) * 12
    assert trend_finding("Checks", months, a_summary()) == f"Checks: {said}"


def test_a_month_in_which_nothing_was_looked_at_has_no_bar():
    drawn = drawings.rates(MONTHS[:3], [2.0, np.nan, 0.0])
    assert drawn["data"][0]["y"] == [2.0, None, 0.0]
    assert drawn["layout"]["yaxis"]["range"] == [0, 2.2]
    assert drawings.rates(MONTHS[:1], [np.nan]) is None


def test_months_of_a_rule_are_its_own_and_of_all_leave_out_standing_ones():
    one, other = ((1, 10),) * 24, ((2, 20),) * 24
    some = a_summary(
        a_line("exit_other", by_month=one),
        a_line("no_birth_date", by_month=other),
        a_line("no_iro", by_month=other),
    )
    assert some.by_month("exit_other") == one
    assert some.by_month() == ((3, 30),) * 24
    assert replace(some, lines=()).by_month() == ()
    assert quality.NO_CHECKS
