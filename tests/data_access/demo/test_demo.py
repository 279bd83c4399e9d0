"""Exampleshire's figures, counted from its records alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from statistics import mean
from typing import Any

import pytest

from data_access.demo.council import EARLIEST
from data_access.demo.exampleshire import DEMO_FROM, FIRST_AS_AT, imagined
from data_access.store.statements import Record, RecordedRecord, StaffRecord
from domain.codes import (
    ETHNIC_GROUPS,
    LEGAL_STATUS,
    PARTICIPATION,
    PLACEMENT_GROUPS,
    PLACEMENT_PROVIDERS,
    REASON_EPISODE_CEASED,
    SEXES,
    SHORT_BREAKS,
)
from domain.due import Timescales, working_days_between
from domain.periods import (
    Period,
    add_months,
    financial_year,
    month_of,
    months_between,
    quarters_between,
)
from domain.recorded import SHEETS

pytestmark = pytest.mark.xdist_group("demo records")  # each council is made once
EARLY, LATE = date(2024, 6, 30), date(2026, 11, 21)
YEAR, YEAR_BEFORE = financial_year(2024), financial_year(2023)
YEAR_END = YEAR.end
LAW = Timescales()

Rows = dict[str, list[Any]]


def by_name(records: list[Record]) -> Rows:
    rows: Rows = defaultdict(list)
    for record in records:
        rows[record.name].append(record)
    return rows


@lru_cache(maxsize=2)
def council(day: date) -> list[Record]:
    return imagined(day)


@pytest.fixture(scope="module", params=[EARLY, LATE], ids=str)
def as_at(request: pytest.FixtureRequest) -> date:
    return request.param


@pytest.fixture(scope="module")
def rows(as_at: date) -> Rows:
    return by_name(council(as_at))


def within(period: Period, day: date | None) -> bool:
    return day is not None and period.start <= day <= period.end


def periods_of_care(rows: Rows) -> dict[str, list[list[Any]]]:
    """Return each child's episodes, cut where one does not go on in the next."""
    chains: dict[str, list[list[Any]]] = defaultdict(list)
    for episode in sorted(rows["episode"], key=lambda e: (e.child_id, e.decom)):
        theirs = chains[episode.child_id]
        if not theirs or theirs[-1][-1].reason_ceased != "X1":
            theirs.append([])
        theirs[-1].append(episode)
    return chains


def reviews_with_due(rows: Rows) -> Iterator[tuple[str, date, date]]:
    """Yield the child, the day held and the day due of each review held."""
    held: dict[str, list[date]] = defaultdict(list)
    for review in rows["review"]:
        held[review.child_id].append(review.held)
    for child_id, periods in periods_of_care(rows).items():
        for period in periods:
            start, end = period[0].decom, period[-1].dec or date.max
            due = LAW.first_review_due(start)
            days = sorted(day for day in held[child_id] if start <= day <= end)
            for number, day in enumerate(days, start=1):
                yield child_id, day, due
                due = LAW.next_review_due(day, number)


def percent_on_time(rows: Rows, year: Period) -> float:
    judged = [day <= due for _, day, due in reviews_with_due(rows) if within(year, day)]
    return 100 * mean(judged)


def in_care(rows: Rows, day: date) -> int:
    """Return the children in care at the end of a day, short breaks left out."""
    return sum(
        e.decom <= day and (e.dec is None or e.dec > day)
        for e in rows["episode"]
        if e.legal_status not in SHORT_BREAKS
    )


def on_plans(rows: Rows, day: date) -> int:
    return sum(
        p.started <= day and (p.ended is None or p.ended > day) for p in rows["plan"]
    )


def is_under_4(born: date, day: date) -> bool:
    return day < born.replace(year=born.year + 4)


def split(codes: list[str | None]) -> dict[str, int]:
    """Return whole percents by code, PN5 counted with PN6."""
    counts = Counter("PN6" if code == "PN5" else code for code in codes)
    return {str(code): round(100 * n / len(codes)) for code, n in counts.items()}


def is_repeat(rows: Rows) -> dict[tuple[str, date], bool]:
    """Return, for each plan, whether the child had one before."""
    first: dict[str, date] = {}
    for plan in rows["plan"]:
        first[plan.child_id] = min(plan.started, first.get(plan.child_id, date.max))
    return {
        (p.child_id, p.started): p.previous_plans > 0 or p.started > first[p.child_id]
        for p in rows["plan"]
    }


def repeat_percent(rows: Rows, period: Period) -> float:
    repeats = is_repeat(rows)
    return 100 * mean(r for (_, day), r in repeats.items() if within(period, day))


def conferences_on_time(rows: Rows, year: Period) -> list[bool]:
    return [
        working_days_between(c.s47_started, c.held) <= 15
        for c in rows["conference"]
        if within(year, c.held) and not c.transfer_in
    ]


def plan_reviews_on_time(rows: Rows, year: Period) -> list[bool]:
    held: dict[tuple[str, date], list[date]] = defaultdict(list)
    for review in rows["plan_review"]:
        held[review.child_id, review.plan_started].append(review.held)
    judged = []
    for (_, started), days in held.items():
        due = LAW.first_plan_review_due(started)
        for day in sorted(days):
            judged += [day <= due] if within(year, day) else []
            due = LAW.next_plan_review_due(day)
    return judged


def reaching_15_months(rows: Rows) -> list[Any]:
    """Return the plans open in the year on the day they had lasted 15 months."""
    return [
        plan
        for plan in rows["plan"]
        if within(YEAR, day := add_months(plan.started, 15))
        and (plan.ended is None or plan.ended > day)
    ]


# The published year


@pytest.mark.parametrize(("year", "percent"), [(YEAR, 83.9), (YEAR_BEFORE, 81.6)])
def test_reviews_on_time_are_as_published(
    rows: Rows, year: Period, percent: float
) -> None:
    assert round(percent_on_time(rows, year), 1) == percent


PUBLISHED_SPLIT = {
    "PN0": 15,
    "PN1": 29,
    "PN2": 1,
    "PN3": 11,
    "PN4": 1,
    "PN6": 40,
    "PN7": 3,
}


def test_614_children_were_reviewed_and_took_part_as_published(rows: Rows) -> None:
    reviews = [r for r in rows["review"] if within(YEAR, r.held)]
    last = {r.child_id: r for r in sorted(reviews, key=lambda r: r.held)}
    assert len(last) == 614
    assert split([r.participation for r in last.values()]) == PUBLISHED_SPLIT


def test_participation_by_review_splits_as_by_child(rows: Rows) -> None:
    reviews = [r for r in rows["review"] if within(YEAR, r.held)]
    assert split([r.participation for r in reviews]) == PUBLISHED_SPLIT


def test_conferences_on_time_are_as_published(rows: Rows) -> None:
    on_time = conferences_on_time(rows, YEAR)
    before = conferences_on_time(rows, YEAR_BEFORE)
    assert round(100 * mean(on_time)) == 89
    assert abs(100 * mean(before) - 87.5) < 0.5
    assert 340 <= len(on_time) <= 380


def test_most_conferences_on_time_are_on_days_11_to_15(rows: Rows) -> None:
    days = [
        working_days_between(c.s47_started, c.held)
        for c in rows["conference"]
        if within(YEAR, c.held) and not c.transfer_in
    ]
    assert mean(11 <= day <= 15 for day in days if day <= 15) > 0.9


def test_one_plan_review_of_the_year_was_late(rows: Rows) -> None:
    on_time = plan_reviews_on_time(rows, YEAR)
    assert on_time.count(False) == 1
    assert round(100 * mean(on_time), 1) == 99.9
    assert 670 <= len(on_time) <= 760


def test_nine_plans_reached_15_months_and_none_two_years(rows: Rows) -> None:
    lasted = [
        (YEAR_END - plan.started).days
        for plan in rows["plan"]
        if plan.started <= YEAR_END and (plan.ended is None or plan.ended > YEAR_END)
    ]
    assert len(reaching_15_months(rows)) == 9
    assert all(p.ended != add_months(p.started, 15) for p in rows["plan"])
    assert max(lasted) <= 729


def test_repeat_plans_are_as_published(rows: Rows) -> None:
    months = months_between(date(2023, 10, 1), YEAR_END)
    assert round(repeat_percent(rows, YEAR_BEFORE)) == 21
    assert round(mean(repeat_percent(rows, month) for month in months)) == 17
    assert 20.0 <= repeat_percent(rows, YEAR) <= 21.0


def test_disputes_of_the_year_are_as_published(rows: Rows) -> None:
    raised = [d for d in rows["dispute"] if within(YEAR, d.raised)]
    themes: dict[str, Counter[str | None]] = defaultdict(Counter)
    for dispute in raised:
        themes[dispute.stages[0].stage_as_typed][dispute.theme_as_typed] += 1
    assert {stage: count.total() for stage, count in themes.items()} == {
        "Stage 1": 77,
        "Stage 2": 38,
        "Stage 3": 23,
    }
    assert themes["Stage 1"] == {
        "Care planning": 19,
        "Practice": 42,
        "Drift and delay": 15,
        None: 1,
    }
    assert themes["Stage 2"]["Care planning"] == 7
    assert themes["Stage 2"]["Safety"] == 3
    assert themes["Stage 3"].most_common(1) == [("Care planning", 15)]


def test_no_dispute_of_the_year_was_informal_or_with_cafcass(rows: Rows) -> None:
    entered = {
        stage.stage_as_typed
        for dispute in rows["dispute"]
        if within(YEAR, dispute.raised)
        for stage in dispute.stages
    }
    assert entered == {"Stage 1", "Stage 2", "Stage 3"}


def test_children_in_care_and_on_plans_at_the_year_end_are_as_published(
    rows: Rows,
) -> None:
    assert (in_care(rows, YEAR_END), on_plans(rows, YEAR_END)) == (528, 239)


# Every year


def test_the_same_day_and_seed_give_the_same_records() -> None:
    assert imagined(EARLY) == council(EARLY)


@pytest.mark.parametrize("seed", [3, 8])
def test_another_seed_gives_other_records_and_the_same_published_figures(
    seed: int,
) -> None:
    other = by_name(imagined(EARLY, seed=seed))
    assert other["review"] != by_name(council(EARLY))["review"]
    assert round(percent_on_time(other, YEAR), 1) == 83.9
    assert len({r.child_id for r in other["review"] if within(YEAR, r.held)}) == 614
    assert (in_care(other, YEAR_END), on_plans(other, YEAR_END)) == (528, 239)
    assert len(reaching_15_months(other)) == 9


def test_a_day_before_the_first_is_refused_in_words() -> None:
    with pytest.raises(
        ValueError, match=r"Exampleshire starts on 2024-06-01. Choose a later day."
    ):
        imagined(date(2024, 5, 31))


def days_in(thing: object) -> Iterator[date]:
    """Yield every date in a record, and in what it holds."""
    for value in dict(thing).values():  # type: ignore[call-overload]
        if isinstance(value, date):
            yield value
        for part in value if isinstance(value, tuple) else ():
            yield from days_in(part)


# Days that are still to come when they are written down.
AHEAD = ("planned_for", "probation_until")


def known_days(record: Record) -> Iterator[date]:
    stages = getattr(record, "stages", ())
    still_to_come = {stage.response_due for stage in stages}
    still_to_come |= {getattr(record, name, None) for name in AHEAD}
    yield from (day for day in days_in(record) if day not in still_to_come)


def test_nothing_is_dated_after_the_day_the_council_is_made_for(as_at: date) -> None:
    days = (day for record in council(as_at) for day in known_days(record))
    assert as_at - timedelta(days=4) < max(days) <= as_at


def test_the_first_day_has_a_council_and_its_published_year() -> None:
    rows = by_name(imagined(FIRST_AS_AT))
    assert in_care(rows, YEAR_END) == 528
    assert max(review.held for review in rows["review"]) <= FIRST_AS_AT


def as_known_on(records: list[Record], day: date) -> set[str]:
    """Return the records of what had happened by a day, later ends left out."""
    known = set()
    for record in records:
        facts = dict(record)
        facts.pop("stages", None)
        facts.pop("outcome", None)
        facts.pop("latest_category", None)
        if isinstance(record, RecordedRecord):
            facts["values"] = {
                key: value
                for key, value in record.values.items()
                if key != "record_sent" or str(value) <= day.isoformat()
            }
        if record.name in ("child", "planned_review") or not happened(record, day):
            continue
        ends = ("ended", "dec", "resolved", "held", "record_sent")
        ends += ("matched", "placed", "reversed", "letter_sent", "decided", "applied")
        gone = {end for end in ends if facts.get(end) and facts[end] > day}
        gone |= {"reason_ceased"} if "dec" in gone else set()
        gone |= {"reason"} if "reversed" in gone else set()
        gone |= {"offered", "met"} if "letter_sent" in gone else set()
        kept = {name: None if name in gone else v for name, v in facts.items()}
        kept.pop("not_required", None)
        known.add(f"{record.name} {kept}")
    return known


def happened(record: Record, day: date) -> bool:
    """Return whether the record's first day has come; a review's only day counts.

    A dispute is followed up on the day of its clinic, a plan owed on the day it is due.
    """
    if isinstance(record, RecordedRecord):
        if "clinic" in record.values:
            return date.fromisoformat(record.values["clinic"]) <= day
        told = SHEETS[record.sheet].day_of(record.values)
        return told is not None and told <= day
    names = ("s47_started", "started", "decom", "raised", "held", "visited")
    names = (*names, "done", "as_at", "decided")
    first = next((d for n in names if (d := getattr(record, n, None))), day)
    return first <= day


@pytest.mark.parametrize("upto", [YEAR_END, EARLY], ids=str)
def test_a_council_made_later_has_the_same_past(upto: date) -> None:
    sooner, later = council(EARLY), council(LATE)
    assert as_known_on(sooner, upto) == as_known_on(later, upto)


def test_children_known_are_the_same_later() -> None:
    sooner = {c.child_id: c for c in by_name(council(EARLY))["child"]}
    later = {c.child_id: c for c in by_name(council(LATE))["child"]}
    assert sooner.keys() <= later.keys()
    assert {
        c for c, child in sooner.items() if child.born and child != later[c]
    } == set()


def test_numbers_stay_level_month_after_month(rows: Rows, as_at: date) -> None:
    for month in quarters_between(DEMO_FROM, add_months(as_at, -3)):
        assert 470 <= in_care(rows, month.end) <= 580
        assert 200 <= on_plans(rows, month.end) <= 285


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_about_200_come_into_care_and_leave_each_year(rows: Rows, year: int) -> None:
    starts = [
        e
        for e in rows["episode"]
        if e.rne == "S" and e.legal_status not in SHORT_BREAKS
    ]
    ends = [e for e in rows["episode"] if e.reason_ceased not in (None, "X1")]
    period = financial_year(year)
    assert 170 <= sum(within(period, e.decom) for e in starts) <= 235
    assert 165 <= sum(within(period, e.dec) for e in ends) <= 235


def test_reviews_get_more_punctual_and_heard_after_the_published_year() -> None:
    rows = by_name(council(LATE))
    recent = financial_year(2026)
    heard = [
        [
            r.participation not in ("PN4", "PN7")
            for r in rows["review"]
            if within(year, r.held) and r.participation not in (None, "PN0")
        ]
        for year in (YEAR, recent)
    ]
    assert 84 <= percent_on_time(rows, financial_year(2025)) <= 90
    assert 84 <= percent_on_time(rows, recent) <= 90
    assert mean(heard[0]) < mean(heard[1])


def test_fewer_reviews_are_held_in_august_and_december(rows: Rows) -> None:
    held = Counter(r.held.month for r in rows["review"] if r.held >= DEMO_FROM)
    usual = mean(held[month] for month in range(1, 13))
    assert held[8] < 0.9 * usual
    assert held[12] < 0.9 * usual


def test_under_fours_and_only_they_are_pn0(rows: Rows) -> None:
    born = {child.child_id: child.born for child in rows["child"]}
    for review in rows["review"]:
        young = is_under_4(born[review.child_id], review.held)
        assert (review.participation == "PN0") == young


def test_participation_is_missing_only_outside_the_published_year(rows: Rows) -> None:
    missing = [r.held for r in rows["review"] if r.participation is None]
    assert not any(within(YEAR, day) for day in missing)
    assert 0.005 < len(missing) / len(rows["review"]) < 0.02


def test_reviews_are_on_working_days_in_care_and_over_14_days_apart(
    rows: Rows,
) -> None:
    days: dict[str, list[date]] = defaultdict(list)
    for review in rows["review"]:
        assert working_days_between(review.held - timedelta(days=1), review.held) == 1
        days[review.child_id].append(review.held)
    for held in days.values():
        ordered = sorted(held)
        pairs = pairwise(ordered)
        assert all((later - sooner).days > 14 for sooner, later in pairs)


def test_every_review_is_in_a_period_of_care_that_is_not_of_short_breaks(
    rows: Rows,
) -> None:
    assert len(list(reviews_with_due(rows))) == len(rows["review"])
    reviewed = {r.child_id for r in rows["review"]}
    breaks = {e.child_id for e in rows["episode"] if e.legal_status in SHORT_BREAKS}
    assert 3 <= len(breaks) <= 40
    assert not breaks & reviewed


def test_some_reviews_are_overdue_but_few(rows: Rows, as_at: date) -> None:
    last: dict[str, date] = {}
    for child_id, periods in periods_of_care(rows).items():
        if periods[-1][-1].dec is None and periods[-1][0].legal_status != "V4":
            last[child_id] = LAW.first_review_due(periods[-1][0].decom)
    numbers: Counter[str] = Counter()
    starts = {c: p[-1][0].decom for c, p in periods_of_care(rows).items()}
    for child_id, held, _ in reviews_with_due(rows):
        if child_id in last and held >= starts[child_id]:
            numbers[child_id] += 1
            last[child_id] = LAW.next_review_due(held, numbers[child_id])
    assert 3 <= sum(due < as_at for due in last.values()) <= 30


def test_episodes_chain_from_start_to_end_of_care(rows: Rows) -> None:
    for periods in periods_of_care(rows).values():
        for number, period in enumerate(periods):
            assert [e.rne == "S" for e in period] == [True] + [False] * (
                len(period) - 1
            )
            for episode, following in pairwise(period):
                assert (episode.dec, episode.reason_ceased) == (following.decom, "X1")
            assert all(e.decom < e.dec for e in period if e.dec)
            last = period[-1]
            assert (last.dec is None) == (last.reason_ceased is None)
            if number + 1 < len(periods):
                assert last.dec < periods[number + 1][0].decom


def test_episodes_change_what_their_reason_says(rows: Rows) -> None:
    legal_reasons, placement_reasons = {"L", "B", "U"}, {"P", "T", "B", "U"}
    for periods in periods_of_care(rows).values():
        for period in periods:
            for before, after in pairwise(period):
                changed = before.legal_status != after.legal_status
                assert changed == (after.rne in legal_reasons)
                if after.rne == "L":
                    assert before.placement == after.placement
                else:
                    assert after.rne in placement_reasons


def test_codes_are_the_collections_own(rows: Rows) -> None:
    for e in rows["episode"]:
        assert e.legal_status in LEGAL_STATUS
        assert e.placement in PLACEMENT_GROUPS
        assert e.provider in PLACEMENT_PROVIDERS
        assert e.reason_ceased is None or e.reason_ceased in REASON_EPISODE_CEASED
    assert {r.participation for r in rows["review"]} <= {None, *PARTICIPATION}
    assert {c.sex for c in rows["child"]} <= SEXES.keys()
    assert {c.ethnicity for c in rows["child"]} <= ETHNIC_GROUPS.keys()


def test_semi_independent_placements_end_when_supported_ones_begin(rows: Rows) -> None:
    change = date(2024, 4, 1)
    assert all(
        e.dec and e.dec <= change for e in rows["episode"] if e.placement == "H5"
    )
    assert all(e.decom >= change for e in rows["episode"] if e.placement == "K3")
    assert any(e.placement == "K3" for e in rows["episode"])


def test_a_quarter_of_children_live_outside_the_council(
    rows: Rows, as_at: date
) -> None:
    here = [e.location for e in rows["episode"] if e.dec is None]
    assert set(here) == {"IN", "OUT"}
    assert 0.2 <= here.count("OUT") / len(here) <= 0.3


def test_nobody_is_in_care_before_birth_or_after_18(rows: Rows) -> None:
    born = {child.child_id: child.born for child in rows["child"]}
    for e in rows["episode"]:
        assert born[e.child_id] <= e.decom
        assert (e.dec or e.decom) <= add_months(born[e.child_id], 18 * 12)


def test_children_of_10_to_15_are_the_most_in_care(rows: Rows, as_at: date) -> None:
    born = {child.child_id: child.born for child in rows["child"]}
    ages = [
        (as_at - born[e.child_id]).days // 365.25
        for e in rows["episode"]
        if e.dec is None
    ]
    bands = [(0, 0), (1, 4), (5, 9), (10, 15), (16, 18)]
    counts = [sum(low <= age <= high for age in ages) for low, high in bands]
    assert max(counts) == counts[3]
    assert min(counts) > 0


def test_a_plan_starts_at_the_childs_conference(rows: Rows) -> None:
    conferences = {(c.child_id, c.held) for c in rows["conference"]}
    assert all((p.child_id, p.started) in conferences for p in rows["plan"])
    new = [p for p in rows["plan"] if within(YEAR, p.started)]
    held = [c for c in rows["conference"] if within(YEAR, c.held)]
    assert 0.85 <= len(new) / len(held) <= 0.95


def test_conferences_are_on_working_days_after_their_enquiry(rows: Rows) -> None:
    for c in rows["conference"]:
        assert c.transfer_in == (c.s47_started is None)
        assert not (c.held and c.not_required)
        if c.held:
            assert working_days_between(c.held - timedelta(days=1), c.held) == 1
        if c.held and c.s47_started:
            assert c.s47_started < c.held
    assert any(c.transfer_in for c in rows["conference"])
    assert any(c.not_required for c in rows["conference"])


def test_a_child_has_one_open_plan_at_most_and_plans_counted_right(rows: Rows) -> None:
    plans: dict[str, list[Any]] = defaultdict(list)
    for plan in sorted(rows["plan"], key=lambda p: p.started):
        plans[plan.child_id].append(plan)
    for theirs in plans.values():
        assert all(p.ended is None or p.ended > p.started for p in theirs)
        for before, after in pairwise(theirs):
            assert before.ended is not None and before.ended < after.started
            assert after.previous_plans == before.previous_plans + 1
    assert any(len(theirs) > 1 for theirs in plans.values())


def test_plan_reviews_are_within_their_plan_and_on_working_days(rows: Rows) -> None:
    ends = {(p.child_id, p.started): p.ended or date.max for p in rows["plan"]}
    for r in rows["plan_review"]:
        assert r.plan_started < r.held <= ends[r.child_id, r.plan_started]
        assert working_days_between(r.held - timedelta(days=1), r.held) == 1


def test_most_plans_last_3_to_15_months(rows: Rows) -> None:
    lasted = [(p.ended - p.started).days for p in rows["plan"] if p.ended]
    assert mean(80 <= days <= 456 for days in lasted) > 0.9
    assert mean(days <= 91 for days in lasted) < 0.2


def staff_on(rows: Rows, day: date) -> list[StaffRecord]:
    return [
        s
        for s in rows["staff"]
        if s.started <= day and (s.ended is None or s.ended >= day)
    ]


def test_eleven_are_in_post_at_any_time_in_the_published_mix(
    rows: Rows, as_at: date
) -> None:
    for month in months_between(DEMO_FROM, as_at):
        roles = Counter(s.role for s in staff_on(rows, min(month.end, as_at)))
        assert roles == {"dual": 8, "cp_chair": 1, "other": 1, "iro": 1}
    assert len(rows["staff"]) > 11
    assert len({s.full_name for s in rows["staff"]}) == len(rows["staff"])
    assert [s.agency for s in staff_on(rows, as_at)].count(True) == 1


def test_allocations_are_to_somebody_in_post_whose_role_it_is(rows: Rows) -> None:
    staff = {s.staff_id: s for s in rows["staff"]}
    for a in rows["allocation"]:
        member = staff[a.staff_id]
        assert member.role in ("dual", a.role)
        assert member.started <= a.started
        assert a.ended is None or member.ended is None or a.ended <= member.ended
        assert a.ended is None or a.started <= a.ended


def test_nearly_every_child_has_an_iro_or_a_chair(rows: Rows, as_at: date) -> None:
    open_now = Counter(a.role for a in rows["allocation"] if a.ended is None)
    assert open_now["cp_chair"] == on_plans(rows, as_at)
    assert in_care(rows, as_at) - 15 <= open_now["iro"] <= in_care(rows, as_at)


def test_caseloads_of_full_time_chairs_are_near_the_published_96(rows: Rows) -> None:
    dual = {s.staff_id for s in rows["staff"] if s.role == "dual" and s.fte == 1}
    loads = Counter(
        a.staff_id
        for a in rows["allocation"]
        if a.started <= YEAR_END and (a.ended is None or a.ended > YEAR_END)
    )
    full_time = [load for who, load in loads.items() if who in dual]
    assert 80 <= mean(full_time) <= 105
    assert max(full_time) < 1.5 * min(full_time)


def test_disputes_are_as_many_each_year_and_climb_in_order(rows: Rows) -> None:
    ladder = ["Informal", "Stage 1", "Stage 2", "Stage 3", "Cafcass"]
    for d in rows["dispute"]:
        names = [stage.stage_as_typed for stage in d.stages]
        start = ladder.index(names[0])
        assert names == ladder[start : start + len(names)]
        assert d.stages[0].entered == d.raised
        entered = [stage.entered for stage in d.stages]
        assert entered == sorted(entered)
        assert d.resolved is None or d.raised < d.resolved
        assert (d.resolved is None) == (d.outcome is None)
    for ending in (2022, 2023, 2024):
        raised = [
            d for d in rows["dispute"] if within(financial_year(ending), d.raised)
        ]
        assert 105 <= len(raised) <= 160
    assert any(len(d.stages) > 1 for d in rows["dispute"])


def test_most_disputes_are_resolved_in_20_working_days(rows: Rows) -> None:
    old = [d for d in rows["dispute"] if d.raised <= YEAR_END]
    soon = [
        d.resolved is not None and working_days_between(d.raised, d.resolved) <= 20
        for d in old
    ]
    assert 0.62 <= mean(soon) <= 0.78
    assert any(d.resolved is None for d in rows["dispute"])


def test_a_dispute_names_the_iro_the_child_was_allocated_to(rows: Rows) -> None:
    names = {s.staff_id: s.full_name for s in rows["staff"]}
    allocated = defaultdict(list)
    for a in rows["allocation"]:
        allocated[a.child_id].append(a)
    for d in rows["dispute"]:
        theirs = [
            (names[a.staff_id], a.team)
            for a in allocated[d.child_id]
            if a.started <= d.raised and (a.ended is None or a.ended >= d.raised)
        ]
        assert (d.iro_name, d.team) in theirs


def test_keys_are_unique_and_children_known(rows: Rows) -> None:
    for name, found in rows.items():
        keys = [record.key for record in found]
        assert len(set(keys)) == len(keys), name
    known = {child.child_id for child in rows["child"]}
    named = {r.child_id for name in rows if name != "staff" for r in rows[name]}
    assert named - {""} == known  # counts of a month are of no child


def test_nothing_but_births_and_staff_is_before_the_earliest_day(rows: Rows) -> None:
    for name in (
        "episode",
        "review",
        "conference",
        "plan",
        "plan_review",
        "allocation",
    ):
        assert min(d for record in rows[name] for d in known_days(record)) >= EARLIEST


def test_brothers_and_sisters_share_a_conference(rows: Rows) -> None:
    shared = Counter((c.s47_started, c.held) for c in rows["conference"] if c.held)
    assert max(shared.values()) >= 3


def test_months_are_noisy(rows: Rows) -> None:
    months = Counter(month_of(r.held) for r in rows["review"] if r.held >= DEMO_FROM)
    assert len(set(months.values())) > 20


def test_most_records_are_sent_within_20_working_days_and_a_few_wait(
    rows: Rows, as_at: date
) -> None:
    notes = rows["review_note"]
    held = {(review.child_id, review.held) for review in rows["review"]}
    assert {(note.child_id, note.held) for note in notes} <= held
    if as_at == LATE:
        taken = [
            working_days_between(note.held, note.record_sent)
            for note in notes
            if note.record_sent
        ]
        assert 0.8 < sum(days <= 20 for days in taken) / len(taken) < 0.95
        assert 0 < len(notes) - len(taken) < 150
        assert sum(note.late_reason is not None for note in notes) > 200


def test_most_reviews_of_the_next_months_have_a_day(rows: Rows, as_at: date) -> None:
    planned = rows["planned_review"]
    assert len({(each.child_id, each.kind) for each in planned}) == len(planned)
    assert 200 < len(planned) < 450
    assert all(as_at < each.planned_for for each in planned)


def test_about_two_in_three_reviews_follow_a_visit_of_the_iro(rows: Rows) -> None:
    reviewed = Counter(review.child_id for review in rows["review"])
    visits = [visit for visit in rows["visit"] if visit.kind == "iro"]
    assert all(reviewed[visit.child_id] for visit in visits)
    noted = len(rows["review_note"])
    assert not noted or 0.5 < len(visits) / noted < 0.8


def test_some_children_are_disabled_and_some_came_alone() -> None:
    children = by_name(council(LATE))["child"]
    share = sum(c.disabled is True for c in children) / len(children)
    assert 0.1 < share < 0.2
    assert 0 < sum(c.disabled is None for c in children if c.born) / len(children) < 0.1
    alone = [c for c in children if c.alone]
    assert 0.01 < len(alone) / len(children) < 0.1
    assert all(
        c.sex == "M" or c.ethnicity in {"BAFR", "AOTH", "OOTH", "WOTH"} for c in alone
    )
