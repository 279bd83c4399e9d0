"""What one council decides: its name, how days count, stages, themes, time."""

from __future__ import annotations

import streamlit as st
from sqlmodel import Session

from data_access.derive import council
from data_access.intake import door
from domain.errors import DashboardError
from domain.timescales import IntervalMode, Timescales
from domain.workload import HANDBOOK, CaseloadRules, Weights
from ui.files import council_capacity
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
        stages = st.text_area(
            "Dispute stages, in order, one a line", value="\n".join(mapping.stages)
        )
        themes = st.text_area(
            "Dispute themes, one a line", value="\n".join(mapping.themes)
        )
        caseloads = _caseloads(loads, la)
        asked = council_capacity.ask(data.capacity_rules(la))
        if st.form_submit_button("Keep these rules"):
            if caseloads.low > caseloads.high:
                st.error(
                    "The band of caseloads ends before it starts. Nothing is kept."
                )
                return
            try:
                capacity = council_capacity.read(asked)
            except DashboardError as refusal:
                st.error(str(refusal))
                return
            lists = {"stages": _lines(stages), "themes": _lines(themes)}

            def change(session: Session) -> None:
                council.save_name(session, la, called.strip() or la)
                council.save_timescales(session, la, Timescales(mode, int(days)))
                kept = mapping.model_copy(update=lists)
                council.save_dispute_mapping(session, la, kept)
                council.save_caseload_rules(session, la, caseloads)
                council.save_capacity_rules(session, la, capacity)

            door.derive_again(data.engine(), la, change)
            st.success("Kept. Every due date, stage and theme was worked out again.")


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
    st.markdown("What each child adds to a weighted load. No guidance gives weights.")
    return CaseloadRules(
        first,
        last,
        target or None,
        weights(kept.weights, f"rules-{la}"),
        posts or None,
    )


def _cases(label: str, kept: int | None) -> int:
    return int(
        st.number_input(label, min_value=0, max_value=MOST_CASES, value=kept or 0)
    )


def _words(mode: IntervalMode) -> str:
    return mode.words


def _lines(text: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(line.strip() for line in text.splitlines() if line.strip())
    )
