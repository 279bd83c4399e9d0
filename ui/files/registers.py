"""The service register: its template, and a council's own, filled in."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from data_access.intake import register_file
from domain.access import Viewer
from ui.kit import data, words

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_template() -> None:
    """Offer the empty register, for a council whose system gives no such file."""
    st.markdown(
        "Who the IROs and chairs are, and which child is whose, is in no statutory "
        "return. Fill in the service register and load it like any other file."
    )
    st.download_button(
        "Download the service register's template (xlsx)",
        register_file.template,
        file_name="service-register.xlsx",
        mime=WORKBOOK,
        key="register-template",
        on_click="ignore",
    )


def offer_filled(viewer: Viewer, la: str, name: str, now: datetime) -> None:
    """Offer the register as the store has it; taking it is written to the ledger."""
    st.markdown(
        f"The service register of {words.plain(name)} as it stands holds children's "
        "ids and names of staff. Each download is written to the access ledger."
    )
    st.download_button(
        "Download the service register (xlsx)",
        lambda: register_file.filled(data.engine(), viewer, la, now),
        file_name=f"service-register-{la}.xlsx",
        mime=WORKBOOK,
        key=f"register-{la}",
        on_click="ignore",
    )
