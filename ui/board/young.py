"""The Children in Care Council's page: the summary for young people, on a screen.

Its words are those of the two pages that Reports makes, so both say the same.
"""

from __future__ import annotations

from base64 import b64encode
from html import escape

import pandas as pd
import streamlit as st

from domain.access import Viewer
from reports.documents import young
from reports.documents.model import Block, Bullets, Chart, Paragraph, Runs, Section
from reports.documents.reading import Reading
from reports.documents.svg import drawing
from ui.board import reading
from ui.kit import tables, words

MEASURES = (
    "reviews_held_on_time",
    "children_taking_part",
    "disputes_raised",
    "disputes_resolved_within_20_working_days",
    "caseload_in_care_per_fte",
)


def shown(viewer: Viewer) -> None:
    """Draw the summary of the release and the period that are chosen."""
    read = reading.read(viewer, MEASURES)
    with st.container(key="large-words"):
        for block in young.young(Reading(read.release, read.period)).blocks:
            _draw(block)


def _draw(block: Block) -> None:
    """Draw a block; what is still to write is for who makes the two pages."""
    if isinstance(block, Section):
        st.header(block.title, anchor=False)
        for each in block.blocks:
            _draw(each)
    elif isinstance(block, Paragraph):
        st.markdown(_said(block.runs))
    elif isinstance(block, Bullets):
        st.markdown("\n".join(f"- {_said(each)}" for each in block.items))
    elif isinstance(block, Chart):
        st.markdown(f"**{words.plain(block.title)}**")
        st.html(_picture(block))
        table = pd.DataFrame(block.table.rows, columns=block.table.heads)
        tables.show(table, block.table.caption)


def _picture(chart: Chart) -> str:
    """Return a chart as an image: a page of Streamlit drops an SVG element."""
    data = b64encode(drawing(chart).encode()).decode()
    alt = escape(chart.alt, quote=True)
    return f'<img src="data:image/svg+xml;base64,{data}" alt="{alt}">'


def _said(runs: Runs) -> str:
    return "".join(
        words.plain(run) if isinstance(run, str) else f"**{words.plain(run.words)}**"
        for run in runs
    )
