"""What one council decides: its name, how days count, stages, themes, time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import streamlit as st
from sqlmodel import Session

from data_access.derive import council
from data_access.importers.disputes import disputes
from data_access.importers.disputes.mapping import (
    FIELDS,
    DisputeMapping,
    WordingSeen,
    survey,
)
from data_access.importers.importer import SourceFile
from data_access.importers.ssd.spec import CHAIR, DUAL, IGNORED, IRO, WORKER, StaffRoles
from data_access.importers.ssd.staff import Wording, wordings
from data_access.intake.batch import guarded
from domain.codes import OUTCOMES
from domain.due import Answers, IntervalMode, Timescales
from domain.errors import DashboardError
from domain.periods import Period
from domain.workload import HANDBOOK, CapacityRules, CaseloadRules, Weights
from ui.files import care_plans, comparison, delays, health
from ui.files.stages import ask as ask_stages
from ui.kit import data

MOST_DAYS = 28
MOST_CASES = 200
MOST_POSTS = 200.0
MOST_WEIGHT = 10.0
WEIGHTS = {  # as on the page Caseloads
    "each": "Each child",
    "out_of_area": "Placed out of the area, besides",
    "open_dispute": "With an open dispute, besides",
    "under_four": "Under 4, besides",
    "first_year": "In the first year of care, besides",
    "siblings": "Each further brother or sister, taken off",
}


def edit(la: str, name: str) -> None:
    """Let the council's own rules be changed; every due date is worked out again."""
    rules, mapping = data.timescales(la), data.dispute_mapping(la)
    loads = data.caseload_rules(la)
    modes = list(IntervalMode)
    with st.expander("This council's own rules"), st.form(f"rules-{la}"):
        called = st.text_input("Council's name", value=name)
        mode = st.radio(
            "Reviews fall due after",
            modes,
            index=modes.index(rules.interval_mode),
            format_func=_words,
        )
        days = st.number_input(
            "Review meetings this many days apart or fewer are parts of one review",
            min_value=0,
            max_value=MOST_DAYS,
            value=rules.review_series_days,
        )
        answers = list(Answers)
        answered = st.radio(
            "Where several section 47 enquiries lead to one conference, it counts from",
            answers,
            index=answers.index(rules.conference_answers),
            format_func=_words,
        )
        stays = st.checkbox(
            "An earlier enquiry without a conference stays overdue once a later one "
            "has led to a conference",
            value=rules.earlier_stays_overdue,
        )
        breaks = st.checkbox(
            "Where short breaks turn into care, the first review counts from the first "
            "day of the short breaks",
            value=rules.breaks_count,
        )
        stages = st.text_area(
            "Dispute stages, in order, one a line", value="\n".join(mapping.stages)
        )
        themes = st.text_area(
            "Dispute themes, one a line", value="\n".join(mapping.themes)
        )
        led = st.text_input(
            f"The day from which lead practitioners chair conferences, {SAID}; empty if "
            "they do not",
            value=_said(data.led_from(la)),
        )
        caseloads = _caseloads(loads, la)
        asked = ask_capacity(data.capacity_rules(la))
        beside = comparison.ask(data.comparison(la))
        late = delays.ask(data.late_reasons(la), data.reallocation(la))
        expected = health.ask(data.health_rules(la))
        planned = care_plans.ask(data.care_plan_rules(la))
        if st.form_submit_button("Keep these rules"):
            if caseloads.low > caseloads.high:
                st.error(
                    "The band of caseloads ends before it starts. Nothing is kept."
                )
                return
            try:
                capacity = read_capacity(asked)
                led_from = read_led_from(led)
                compared = comparison.read(beside)
                reasons = delays.read(late)
            except DashboardError as refusal:
                st.error(str(refusal))
                return
            timescales = Timescales(mode, int(days), answered, stays, breaks)
            lists = {"stages": _lines(stages), "themes": _lines(themes)}

            def change(session: Session) -> None:
                council.save_name(session, la, called.strip() or la)
                council.save_timescales(session, la, timescales)
                kept = mapping.model_copy(update=lists)
                council.save_dispute_mapping(session, la, kept)
                council.save_caseload_rules(session, la, caseloads)
                council.save_capacity_rules(session, la, capacity)
                council.save_led_from(session, la, led_from)
                council.save_comparison(session, la, compared)
                council.save_late_reasons(session, la, reasons)
                council.save_reallocation(session, la, late.moved)
                council.save_health_rules(session, la, expected)
                council.save_care_plan_rules(session, la, planned)

            data.derive_again(la, change)
            st.success("Kept. Every due date, stage and theme was worked out again.")


def _said(day: date | None) -> str:
    return f"{day:{DAY}}" if day else ""


def read_led_from(typed: str) -> date | None:
    """Return the day from which lead practitioners chair; None where none is typed.

    Raises:
        DashboardError: it is no day.
    """
    try:
        return _day(typed) if typed.strip() else None
    except ValueError:
        raise DashboardError(
            f"'{typed}' is no day that can be read. Write the day from which lead "
            "practitioners chair conferences, such as 01/09/2026. Nothing is kept."
        ) from None


def weights(kept: Weights, key: str) -> Weights:
    """Ask what each child adds to a weighted load, beginning with what is kept."""
    asked = {}
    places = st.columns(len(WEIGHTS))
    for place, (name, label) in zip(places, WEIGHTS.items(), strict=True):
        asked[name] = place.number_input(
            label,
            min_value=0.0,
            max_value=MOST_WEIGHT,
            value=float(getattr(kept, name)),
            step=0.25,
            key=f"{key}-{name}",
        )
    return Weights(**asked)


def _caseloads(kept: CaseloadRules, la: str) -> CaseloadRules:
    st.markdown(f"**Caseloads.** {HANDBOOK}")
    low, high, most, agreed = st.columns(4)
    with low:
        first = _cases("Children in care for a full-time IRO: from", kept.low)
    with high:
        last = _cases("Children in care for a full-time IRO: to", kept.high)
    with most:
        target = _cases("Most cases for a full-time post; 0 is no target", kept.target)
    with agreed:
        posts = st.number_input(
            "Full-time posts agreed, filled or vacant; 0 is not known",
            min_value=0.0,
            max_value=MOST_POSTS,
            value=kept.posts or 0.0,
            step=0.1,
        )
    on_probation, first_year = ask_stages(kept)
    st.markdown("What each child adds to a weighted load. No guidance gives weights.")
    return CaseloadRules(
        first,
        last,
        target or None,
        weights(kept.weights, f"rules-{la}"),
        posts or None,
        on_probation,
        first_year,
    )


def _cases(label: str, kept: int | None) -> int:
    return int(
        st.number_input(label, min_value=0, max_value=MOST_CASES, value=kept or 0)
    )


def _words(rule: IntervalMode | Answers) -> str:
    return rule.words


def _lines(text: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(line.strip() for line in text.splitlines() if line.strip())
    )


# What a council says of the time its reviews take: asked, and read from what is typed.


MOST_A_WEEK, MOST_LEAVE = 50.0, 26.0
LONGEST_PLAN = 120  # months
DAY, SAID = "%d/%m/%Y", "DD/MM/YYYY"
BETWEEN = " to "


@dataclass(frozen=True)
class CapacityAsked:
    """What was typed, before anybody knows whether it can be read."""

    per_week: float
    leave_weeks: float
    school_holidays: str
    panels: str


def ask_capacity(kept: CapacityRules) -> CapacityAsked:
    """Ask for the time reviews take, beginning with what is kept."""
    st.markdown("**Time for reviews.** The page Forecast counts with these.")
    first, second = st.columns(2)
    with first:
        per_week = st.number_input(
            "Reviews a full-time post can hold in a week; 0 takes the service's own pace",
            min_value=0.0,
            max_value=MOST_A_WEEK,
            value=float(kept.per_week or 0.0),
            step=0.5,
        )
    with second:
        leave = st.number_input(
            "Weeks of leave a year for a full-time post; 0 counts none",
            min_value=0.0,
            max_value=MOST_LEAVE,
            value=float(kept.leave_weeks),
            step=0.5,
        )
    holidays = st.text_area(
        f"School holidays in which no review is held, one a line: {SAID} to {SAID}",
        value="\n".join(
            f"{away.start:{DAY}}{BETWEEN}{away.end:{DAY}}"
            for away in kept.school_holidays
        ),
    )
    panels = st.text_input(
        "Months on a plan at which a panel looks at it, such as 15, 24; empty if none",
        value=", ".join(str(months) for months in kept.panels),
    )
    return CapacityAsked(float(per_week), float(leave), holidays, panels)


def read_capacity(asked: CapacityAsked) -> CapacityRules:
    """Return the rules that were typed.

    Raises:
        DashboardError: a line of the holidays, or a number of months, cannot be read.
    """
    lines = (line.strip() for line in asked.school_holidays.splitlines())
    months = (each.strip() for each in asked.panels.split(","))
    return CapacityRules(
        asked.per_week or None,
        asked.leave_weeks,
        tuple(sorted({_holiday(line) for line in lines if line})),
        tuple(sorted({_months(each) for each in months if each})),
    )


def _holiday(line: str) -> Period:
    first, _, last = line.partition(BETWEEN)
    try:
        return Period(_day(first), _day(last or first))
    except ValueError:
        raise DashboardError(
            f"'{line}' is no school holiday that can be read. Write the first and the "
            f"last day, such as 21/12/2026 to 01/01/2027. Nothing is kept."
        ) from None


def _day(text: str) -> date:
    return datetime.strptime(text.strip(), DAY).date()  # noqa: DTZ007


def _months(text: str) -> int:
    if text.isdecimal() and 0 < int(text) <= LONGEST_PLAN:
        return int(text)
    raise DashboardError(
        f"'{text}' is no number of months from 1 to {LONGEST_PLAN}. Write whole numbers "
        "with commas between, such as 15, 24. Nothing is kept."
    )


# What a council's own words in its dispute log mean: proposed, corrected, kept.


NOTHING = "Nothing, leave it"
NOT_RECORDED = "Not recorded"
OFTEN = 30  # wordings of outcomes that are asked about, those most often typed


def ask_dispute_words(files: Sequence[SourceFile], la: str) -> None:
    """Show what each log's headings and wordings are taken to mean; save corrections."""
    for file in files:
        if _is_log(file):
            _ask_words_of(file, la)


def _is_log(file: SourceFile) -> bool:
    try:
        with guarded():
            return disputes.recognise(file) is not None
    except DashboardError:
        return False


def _ask_words_of(file: SourceFile, la: str) -> None:
    mapping = data.dispute_mapping(la)
    try:
        with guarded():
            seen = survey(file, mapping)
    except DashboardError:
        return
    with (
        st.expander(
            f"What the words in {file.name} mean", expanded=bool(seen.unmapped)
        ),
        st.form(f"meanings-{file.sha256}"),
    ):
        st.markdown(
            "This is what each column and wording is taken to mean. Correct what is "
            "wrong. It is kept for this council and used again. Wording that means "
            "none of these is counted as not recorded."
        )
        labels = {**FIELDS, "": NOTHING}
        st.markdown("**Columns**")
        columns = choices(
            [(each.words, labels[each.field or ""]) for each in seen.headings],
            list(labels.values()),
            "column",
        )
        st.markdown("**Stages**")
        stages = _wordings(seen.stages, mapping.stages, "stage")
        st.markdown("**Themes**")
        themes = _wordings(seen.themes, mapping.themes, "theme")
        st.markdown("**What came of it**")
        outcomes = _wordings(seen.outcomes[:OFTEN], OUTCOMES[1:], "outcome")
        if st.form_submit_button("Keep these meanings"):
            fields = {words: field for field, words in labels.items()}
            _save_dispute_words(
                la,
                mapping,
                {heading: fields[words] for heading, words in columns.items()},
                stages,
                themes,
                outcomes,
            )
            st.success("Kept. Try the files to see what changes.")


def _wordings(
    seen: Sequence[WordingSeen], known: Sequence[str], kind: str
) -> dict[str, str | None]:
    options = [*known, NOT_RECORDED]
    asked = [(each.words, each.meaning or NOT_RECORDED) for each in seen]
    answers = choices(asked, options, kind)
    return {
        words: None if answer == NOT_RECORDED else answer
        for words, answer in answers.items()
    }


def _save_dispute_words(
    la: str,
    mapping: DisputeMapping,
    columns: Mapping[str, str],
    stages: Mapping[str, str | None],
    themes: Mapping[str, str | None],
    outcomes: Mapping[str, str | None],
) -> None:
    kept = DisputeMapping(
        stages=mapping.stages,
        themes=mapping.themes,
        columns={**mapping.columns, **columns},
        stage_wording={**mapping.stage_wording, **stages},
        theme_wording={**mapping.theme_wording, **themes},
        outcome_wording={**mapping.outcome_wording, **outcomes},
    )
    data.derive_again(
        la, lambda session: council.save_dispute_mapping(session, la, kept)
    )


# What a council's own role codes and job titles mean: proposed, corrected, kept.


NOT_SAID = "Not said yet"
MEANS = {
    NOT_SAID: None,
    "IRO": IRO,
    "Chair of child protection conferences": CHAIR,
    "IRO and chair": DUAL,
    "The child's social worker": WORKER,
    "None of these": IGNORED,
}
WORDS = {meaning: words for words, meaning in MEANS.items()}
ASKED_OF = frozenset({None, IRO, CHAIR, DUAL})


def ask_role_words(files: Sequence[SourceFile], la: str) -> None:
    """Show what each role and job title is taken to mean; save what is corrected.

    Those that plainly are none of an IRO service's are counted, not asked about.
    """
    roles = data.staff_roles(la)
    try:
        with guarded():
            seen = wordings(files, roles)
    except DashboardError:
        return  # trying the files says why
    asked = [each for each in seen if each.meaning in ASKED_OF]
    unknown = sum(each.meaning is None for each in asked)
    if not asked:
        return
    with (
        st.expander("What the role codes and job titles mean", expanded=unknown > 0),
        st.form(f"roles-{la}"),
    ):
        st.markdown(
            "There is no national list of roles. This is what each code or job title "
            "in the extract is taken to mean. Correct what is wrong. It is kept for "
            "this council and used again. "
            f"Wordings that plainly mean somebody else: {len(seen) - len(asked):,}."
        )
        answers = choices(
            [(_label(each), WORDS[each.meaning]) for each in asked],
            list(MEANS),
            "role",
        )
        if st.form_submit_button("Keep these roles"):
            _save_role_words(
                la, roles, {each.words: answers[_label(each)] for each in asked}
            )
            st.success("Kept. Try the files to see what changes.")


def _label(seen: Wording) -> str:
    return f"{seen.words} (rows: {seen.rows:,})"


def _save_role_words(la: str, roles: StaffRoles, answers: dict[str, str]) -> None:
    said = {words: MEANS[answer] for words, answer in answers.items()}
    kept = StaffRoles(
        meanings={**roles.meanings, **{k: v for k, v in said.items() if v is not None}}
    )
    data.keep_staff_roles(la, kept)


# Asking what somebody's own words mean, one list of choices for each.


IN_A_ROW = 3


def choices(
    asked: Sequence[tuple[str, str]], options: list[str], kind: str
) -> dict[str, str]:
    """Return what is chosen for each wording, beginning with what is proposed."""
    answers: dict[str, str] = {}
    places = st.columns(IN_A_ROW)
    for number, (words, proposed) in enumerate(asked):
        with places[number % IN_A_ROW]:
            answers[words] = st.selectbox(
                words,
                options,
                index=options.index(proposed),
                key=f"{kind}-{number}-{words}",
            )
    return answers
