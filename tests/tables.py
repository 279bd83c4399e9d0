"""ASCII tables to columns: what a test says of a council, read as it is written.

    columns(reviews='''
        child | due        | held       | code | team
        ------+------------+------------+------+------
        C1    | 2024-06-03 | 2024-06-03 | PN1  | North
        C2    | 2024-06-03 |            |      |
    ''')

Days are ISO days. A blank day is unknown, or open where it is an end. A column left
out has the default of COLUMNS, a group left out is "Not recorded". Rows of one child
belong to one period of care and one plan unless a column says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from domain import dispute_rows, permanence, sheets, tables
from domain.codes import NOT_RECORDED, PARTICIPATION_GROUPS
from domain.due import working_days_between
from domain.labels import FIXED_LABELS
from domain.periods import Period, add_months
from domain.pre_proceedings import PreProceedings
from domain.recorded import FOLLOW_UP_GROUPS, SHEETS, as_label, groupings
from domain.sheets import Column, Sheet
from domain.tables import OPEN, UNKNOWN, Columns, day_number

CHILD_GROUPS = ("team", "iro", "age_band", "sex", "ethnic_group", "disability")
CARE_GROUPS = (
    *(*CHILD_GROUPS, "alone", "legal_status", "placement", "distance", "region"),
)
REVIEW_GROUPS = (
    *(*CARE_GROUPS, "review_type", "code", "participation"),
    *("late_reason", "late_kind"),
)
EVERY_DAY = (Period(date(2000, 4, 1), date(2030, 3, 31)),)
WAYS = (
    *("informal", "went_on", "skipped", "path_known", "in_limits", "limits_known"),
    *("late_review", "next_on_time", "next_known", "stayed", "stayed_known"),
    *("step", "step_known"),
)
KINDS_OF_FILE = (
    *("care", "reviews", "plans", "disputes", "resolutions", "missing"),
    *("care_plans", "adoption"),
    *("liberty", "pre_proceedings"),
)
OWN_LABELS: Mapping[str, tuple[str, ...]] = {
    "team": ("North", "South"),
    "iro": ("A. Archer", "B. Baker"),
    "stage": ("Stage 1", "Stage 2", "Stage 3"),
    "highest_stage": ("Stage 1", "Stage 2", "Stage 3"),
    "region": ("London", "Wales"),
    "at_stage": ("Stage 1", "Stage 2", "Stage 3"),
    "theme": ("Care planning", "Practice"),
    **{
        name: tuple(as_label(words) for _, words in column.answers) or ("One", "Other")
        for name, column, _ in groupings()
    },
    "late_reason": ("Report was late", "Child asked"),
}
Cells = dict[str, str]


def day(words: str) -> int:
    return day_number(date.fromisoformat(words)) if words else UNKNOWN


def end(words: str) -> int:
    return day(words) if words else OPEN


def number(words: str) -> int:
    return int(words) if words else UNKNOWN


def yes(words: str) -> bool:
    return words == "yes"


def known(words: str) -> bool:
    return words != "?"


def hundredths(words: str) -> int:
    return round(float(words or "1") * 100)


@dataclass
class People:
    """Names to small numbers, in order of appearance."""

    numbers: dict[str, int] = field(default_factory=dict)

    def __call__(self, name: str) -> int:
        return self.numbers.setdefault(name, len(self.numbers))


@dataclass(frozen=True)
class Kind:
    """One kind of row: its class, its groups, and how each column is read."""

    make: Callable[..., Any]
    groups: tuple[str, ...]
    columns: Mapping[str, tuple[str, Callable[[str], object], str]]


def _same(**read: Callable[[str], object]) -> dict[str, Any]:
    return {name: (name, how, "") for name, how in read.items()}


def _kinds(people: People) -> dict[str, Kind]:
    care = {"care": ("child", people, "C1")}
    plan = {"plan": ("child", people, "C1")}
    again = {name: (name, yes, "") for name in ("second", "within_24", "within_12")} | {
        f"{name}_known": (name, known, "")
        for name in ("second", "within_24", "within_12")
    }
    code = {"code": ("code", lambda words: _place("code", words), "")}
    return {
        "reviews": Kind(
            tables.Reviews,
            REVIEW_GROUPS,
            {
                **care,
                "child": ("child", people, "C1"),
                **code,
                **_same(due=day, held=day, next_held=end, ceased=end, fourth=day),
                **_same(sent=day, send_by=day, third=yes, iro_same=yes),
                "iro_known": ("iro_known", known, ""),
                "deprived": ("deprived", yes, ""),
                "ready": ("ready", yes, ""),
                "ready_known": ("ready", known, "?"),
            },
        ),
        "care_spans": Kind(
            tables.CareSpans,
            (*CARE_GROUPS, "iros"),
            {
                **care,
                "child": ("child", people, "C1"),
                **_same(start=day, end=end, counts_from=day, half_year=day, year=day),
                **_same(iro_same=yes, seen=yes),
                "iro_known": ("iro_known", known, ""),
                "seen_known": ("seen_known", known, ""),
                **_same(home_12=yes, agreed=yes, agreed_6=yes, outside=yes),
                "outside_known": ("outside", known, ""),
                "moved_often": ("moved", yes, ""),
                "moved_known": ("moved", known, ""),
                **_same(long_term=yes, stable=yes, on_plan=yes, deprived=yes),
                "stable_known": ("stable", known, ""),
                **_same(assessed=yes, dentist=yes, immunised=yes),
                "assessed_known": ("assessed", known, ""),
                "dentist_known": ("dentist", known, ""),
                "immunised_known": ("immunised", known, ""),
                "disputed": ("disputed", yes, ""),
                "disputed_known": ("disputed", known, ""),
                "plan_due": ("plan_due", day, ""),
                "planned": ("planned", yes, ""),
                "planned_known": ("planned", known, ""),
            },
        ),
        "care_periods": Kind(
            tables.CarePeriods,
            (*CARE_GROUPS, "exit_reason"),
            {
                **care,
                "child": ("child", people, "C1"),
                **_same(start=day, end=end, ordered=day, placed=day),
                "start_known": ("start_known", known, ""),
                **_same(adopted=yes, guardianship=yes, unsaid=yes),
                **_same(initial_due=day, initial_done=day),
                "initial_known": ("initial_known", known, ""),
            },
        ),
        "missing": Kind(
            tables.Missing,
            CARE_GROUPS,
            {
                "child": ("child", people, "C1"),
                **_same(start=day, next_start=end),
            },
        ),
        "adoption_plans": Kind(
            permanence.AdoptionPlans,
            (*CARE_GROUPS, "reversed_reason"),
            {
                "child": ("child", people, "C1"),
                **_same(decided=day, matched=day, placed=day, reversed=day),
                "sibling": ("sibling", lambda words: words != "no", ""),
                "together": ("together", yes, ""),
                "together_known": ("together", known, ""),
            },
        ),
        "pre_proceedings": Kind(
            PreProceedings,
            CHILD_GROUPS,
            {
                **_same(start=day, letter=day, decided=day),
                **_same(offered=yes, met=yes),
                "offered_known": ("offered", known, ""),
                "met_known": ("met", known, ""),
            },
        ),
        "conferences": Kind(
            tables.Conferences,
            (*CHILD_GROUPS, "working_day_band"),
            {
                **_same(s47_started=day, due=day, held=day),
                "settled": ("held", end, ""),
                **_same(working_days=number, transfer_in=yes),
            },
        ),
        "plans": Kind(
            tables.Plans,
            (*CHILD_GROUPS, "category", "duration_band"),
            {
                **plan,
                **again,
                **_same(start=day, end=end, fifteen_months=day),
                **_same(next_start=end, followed_to=day),
            },
        ),
        "plan_spans": Kind(
            tables.PlanSpans,
            (*CHILD_GROUPS, "category", "duration_band"),
            {
                **plan,
                **_same(over_15=yes, over_24=yes, start=day, end=end, counts_from=day),
                "chaired_to": ("chaired_to", end, ""),
            },
        ),
        "plan_reviews": Kind(
            tables.PlanReviews,
            CHILD_GROUPS,
            {**plan, **_same(due=day, held=day, ended=end)},
        ),
        "disputes": Kind(
            dispute_rows.Disputes,
            (
                *(*CARE_GROUPS, "stage", "highest_stage", "theme", "outcome"),
                *FOLLOW_UP_GROUPS,
            ),
            {
                **_same(raised=day, resolved=end, working_days=number),
                "past_limit": ("past_limit", yes, "yes"),
                "limit": ("limit", number, "20"),
                **_same(**dict.fromkeys(WAYS, yes)),
            },
        ),
        "dispute_stages": Kind(
            dispute_rows.DisputeStages,
            (*CARE_GROUPS, "at_stage", "theme"),
            {
                "dispute": ("dispute", number, "0"),
                **_same(resolved=end, working_days=number),
                "in_time": ("in_time", yes, ""),
                "in_time_known": ("in_time", known, ""),
            },
        ),
        "staff": Kind(
            tables.Staff,
            ("iro", "service_band"),
            {
                "start": ("start", day, "2000-01-01"),
                **_same(end=end, joined=day, left=end, left_until=end),
                "start_later": ("start_later", day, "2001-01-01"),
                **_same(end_later=end),
                "settled": ("settled", day, "2000-01-01"),
                "fte": ("fte", hundredths, ""),
                **_same(dual=yes, agency=yes),
            },
        ),
    }


def columns(
    covered: tuple[Period, ...] | Mapping[str, tuple[Period, ...]] = EVERY_DAY,
    labels: Mapping[str, tuple[str, ...]] = OWN_LABELS,
    **text: str,
) -> Columns:
    """Return one council's columns from a table of text for each kind of row."""
    every = {**FIXED_LABELS}
    for name, words in {**OWN_LABELS, **labels}.items():
        every[name] = (NOT_RECORDED, *words)
    runs = (
        covered
        if isinstance(covered, Mapping)
        else dict.fromkeys(KINDS_OF_FILE, covered)
    )
    kinds = _kinds(People())
    known = {*kinds, *(sheet.rows_name for sheet in SHEETS.values())}
    assert text.keys() <= known, text.keys() - known
    rows = {
        name: _rows(kind, _completed(name, _read(text.get(name, ""))), every)
        for name, kind in kinds.items()
    }
    return Columns(
        la="EXM",
        council="Exampleshire",
        version=1,
        rule="3 and 6 calendar months",
        labels=every,
        covered=runs,
        recorded={
            sheet.rows_name: _recorded(
                sheet, _read(text.get(sheet.rows_name, "")), every
            )
            for sheet in SHEETS.values()
        },
        **rows,
    )


def recorded_groups(sheet: Sheet) -> tuple[str, ...]:
    """Return the groupings that rows of a sheet carry."""
    of_child = {"iro": CARE_GROUPS, "cp_chair": CHILD_GROUPS, "": ()}[sheet.role]
    answers = (each for each in sheet.columns if each.kind is sheets.CellKind.ANSWER)
    return (*of_child, *map(sheet.group_of, answers))


def _recorded(
    sheet: Sheet, lines: list[Cells], labels: Mapping[str, tuple[str, ...]]
) -> tables.Recorded:
    """Return rows of a sheet: `day`, `of`, its columns by key, and groups."""

    def cell(column: Column, line: Cells) -> int:
        words = line.get(column.key, "")
        if column.kind is sheets.CellKind.ANSWER and words:
            return labels[sheet.group_of(column)].index(words)
        if column.kind in (sheets.CellKind.DAY, sheets.CellKind.MONTH):
            return day(words)
        if column.kind is sheets.CellKind.POSTS:
            return hundredths(words) if words else UNKNOWN
        return (
            {"yes": 1, "no": 0, "": UNKNOWN}[words]
            if not words.isdigit()
            else int(words)
        )

    def group(name: str, line: Cells) -> int:
        key = name.removeprefix(f"{sheet.key}_")
        words = line.get(name, "") or line.get(key if key in sheet.by_key else "", "")
        return labels[name].index(words or labels[name][0])

    def ints(cells: Iterable[int], kind: type = np.int32) -> Any:
        return np.array([*cells], dtype=kind)

    return tables.Recorded(
        groups={
            name: ints((group(name, line) for line in lines), np.int16)
            for name in recorded_groups(sheet)
        },
        day=ints(day(line.get("day", "")) for line in lines),
        of=ints(number(line.get("of", "")) for line in lines),
        plan_review=ints(number(line.get("plan_review", "")) for line in lines),
        values={
            each.key: ints(cell(each, line) for line in lines) for each in sheet.columns
        },
    )


def shuffled(found: Columns, seed: int) -> Columns:
    """Return the same columns with the rows of every kind in another order."""
    rng = np.random.default_rng(seed)
    changed = {}
    for name in _kinds(People()):
        rows = getattr(found, name)
        order = rng.permutation(len(next(iter(rows.groups.values()))))
        moved = {
            column: values[order]
            for column, values in vars(rows).items()
            if column != "groups"
        }
        groups = {group: values[order] for group, values in rows.groups.items()}
        changed[name] = type(rows)(groups=groups, **moved)
    moved = {
        name: _in_order(rows, rng.permutation(rows.size))
        for name, rows in found.recorded.items()
    }
    return replace(found, **changed, recorded=moved)


def _in_order(rows: tables.Recorded, order: Any) -> tables.Recorded:
    moved = {name: each[order] for name, each in vars(rows).items() if name in DAYS}
    several = {
        name: {key: each[order] for key, each in getattr(rows, name).items()}
        for name in ("groups", "values")
    }
    return tables.Recorded(**moved, **several)


DAYS = ("day", "of", "plan_review")


def _read(text: str) -> list[Cells]:
    lines = [line.strip() for line in text.strip().splitlines()]
    lines = [line for line in lines if line and not set(line) <= set("-+")]
    if not lines:
        return []
    heading = [cell.strip() for cell in lines[0].split("|")]
    found = [[cell.strip() for cell in line.split("|")] for line in lines[1:]]
    return [dict(zip(heading, cells, strict=True)) for cells in found]


def _completed(name: str, lines: list[Cells]) -> list[Cells]:
    """Fill the columns that follow from others, where a table leaves them out."""
    for number_, line in enumerate(lines):
        if name == "reviews":
            line.setdefault("next_held", _next_held(lines, line))
            group = PARTICIPATION_GROUPS.get(line.get("code", ""), "")
            line.setdefault("participation", group)
        if name in ("care_spans", "plan_spans"):
            line.setdefault("counts_from", line["start"])
        if name == "plan_spans":
            line.setdefault("chaired_to", line.get("end", ""))
        if name == "plans":
            line.setdefault("child", f"P{number_}")
            start = date.fromisoformat(line["start"])
            line.setdefault("fifteen_months", add_months(start, 15).isoformat())
        if name == "disputes" and line.get("resolved"):
            ends = (date.fromisoformat(line[key]) for key in ("raised", "resolved"))
            line.setdefault("working_days", str(working_days_between(*ends)))
    return lines


def _next_held(lines: list[Cells], line: Cells) -> str:
    later = [
        other["held"]
        for other in lines
        if other.get("child") == line.get("child") and other["held"] > line["held"]
    ]
    return min(later, default="")


def _rows(kind: Kind, lines: list[Cells], labels: Mapping[str, tuple[str, ...]]) -> Any:
    read = {
        name: np.array(
            [how(line.get(column, default)) for line in lines],
            dtype=np.bool_ if how in (yes, known) else np.int32,
        )
        for name, (column, how, default) in kind.columns.items()
    }
    groups = {
        name: np.array(
            [
                labels[name].index(line.get(name, "") or labels[name][0])
                for line in lines
            ],
            dtype=np.int16,
        )
        for name in kind.groups
    }
    wrong = {key for line in lines for key in line} - {
        *kind.groups,
        *(column for column, _, _ in kind.columns.values()),
        "child",
    }
    assert not wrong, f"no such columns: {wrong}"
    return kind.make(groups=groups, **read)


def _place(name: str, words: str) -> int:
    return FIXED_LABELS[name].index(words or NOT_RECORDED)
