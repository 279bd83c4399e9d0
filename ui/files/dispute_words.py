"""What a council's own words in its dispute log mean: proposed, corrected, kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from data_access.derive import council
from data_access.importers.disputes.mapping import (
    FIELDS,
    DisputeMapping,
    WordingSeen,
    survey,
)
from data_access.importers.report import SourceFile
from data_access.intake import door
from domain.errors import DashboardError
from ui.files import meanings
from ui.kit import data

NOTHING = "Nothing, leave it"
NOT_RECORDED = "Not recorded"


def ask(file: SourceFile, la: str) -> None:
    """Show what each heading and wording is taken to mean; save what is corrected."""
    mapping = data.dispute_mapping(la)
    try:
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
        columns = meanings.choices(
            [(each.words, labels[each.field or ""]) for each in seen.headings],
            list(labels.values()),
            "column",
        )
        st.markdown("**Stages**")
        stages = _wordings(seen.stages, mapping.stages, "stage")
        st.markdown("**Themes**")
        themes = _wordings(seen.themes, mapping.themes, "theme")
        if st.form_submit_button("Keep these meanings"):
            fields = {words: field for field, words in labels.items()}
            _save(
                la,
                mapping,
                {heading: fields[words] for heading, words in columns.items()},
                stages,
                themes,
            )
            st.success("Kept. Try the files to see what changes.")


def _wordings(
    seen: Sequence[WordingSeen], known: Sequence[str], kind: str
) -> dict[str, str | None]:
    options = [*known, NOT_RECORDED]
    asked = [(each.words, each.meaning or NOT_RECORDED) for each in seen]
    answers = meanings.choices(asked, options, kind)
    return {
        words: None if answer == NOT_RECORDED else answer
        for words, answer in answers.items()
    }


def _save(
    la: str,
    mapping: DisputeMapping,
    columns: Mapping[str, str],
    stages: Mapping[str, str | None],
    themes: Mapping[str, str | None],
) -> None:
    kept = DisputeMapping(
        stages=mapping.stages,
        themes=mapping.themes,
        columns={**mapping.columns, **columns},
        stage_wording={**mapping.stage_wording, **stages},
        theme_wording={**mapping.theme_wording, **themes},
    )
    door.derive_again(
        data.engine(),
        la,
        lambda session: council.save_dispute_mapping(session, la, kept),
    )
