"""What a council's own role codes and job titles mean: proposed, corrected, kept."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from sqlmodel import Session

from data_access.derive import council
from data_access.importers.report import SourceFile
from data_access.importers.ssd.roles import (
    CHAIR,
    DUAL,
    IGNORED,
    IRO,
    WORKER,
    StaffRoles,
)
from data_access.importers.ssd.staff import Wording, wordings
from data_access.store import database
from ui.files import meanings
from ui.kit import data

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


def ask(files: Sequence[SourceFile], la: str) -> None:
    """Show what each role and job title is taken to mean; save what is corrected.

    Those that plainly are none of an IRO service's are counted, not asked about.
    """
    roles = data.staff_roles(la)
    seen = wordings(files, roles)
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
        answers = meanings.choices(
            [(_label(each), WORDS[each.meaning]) for each in asked],
            list(MEANS),
            "role",
        )
        if st.form_submit_button("Keep these roles"):
            _save(la, roles, {each.words: answers[_label(each)] for each in asked})
            st.success("Kept. Try the files to see what changes.")


def _label(seen: Wording) -> str:
    return f"{seen.words} (rows: {seen.rows:,})"


def _save(la: str, roles: StaffRoles, answers: dict[str, str]) -> None:
    said = {words: MEANS[answer] for words, answer in answers.items()}
    kept = StaffRoles(
        meanings={**roles.meanings, **{k: v for k, v in said.items() if v is not None}}
    )
    with Session(data.engine()) as session, database.writing(session):
        council.save_staff_roles(session, la, kept)
