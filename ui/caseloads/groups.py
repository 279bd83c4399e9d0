"""Who the staff are, beside the children: for those alone who may see it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from data_access.casework.staff_groups import OfStaff, of_staff
from domain.access import Screen, Viewer
from domain.tables import Columns
from metrics.caseloads import CHILDREN_IN_CARE_AT_END
from metrics.measure import counted
from ui.kit import data, tables, words
from ui.kit.filters import Selection

HEADING = "Staff beside the children in our care"
FEW = (
    "Groups of staff are of few people, so only managers and the quality assurance group "
    "see them. They are offered as no file, and are in no release."
)
NONE_YET = (
    "Nothing is recorded of the sex and ethnic groups of staff. The quality assurance "
    "group records it on Record months, in the sheet Staff groups."
)
NOT_RECORDED = "not recorded"
SEX: Mapping[str, tuple[str, str]] = {  # a group of staff: in words, and of children
    "women": ("Women and girls", "Female"),
    "men": ("Men and boys", "Male"),
    "sex_not_said": ("Said otherwise, or not known", "Unknown"),
}
ETHNIC: Mapping[str, tuple[str, str]] = {
    "white": ("White", "White"),
    "mixed": ("Mixed", "Mixed"),
    "asian": ("Asian", "Asian"),
    "black": ("Black", "Black"),
    "other": ("Other ethnic groups", "Other"),
    "ethnicity_not_said": ("Not said", "Refused or not obtained"),
}


def shown(viewer: Viewer, columns: Columns, chosen: Selection) -> None:
    """Show groups of staff beside those of children, to whoever may see them."""
    look = data.look(viewer, columns.la, chosen.period.end)
    if not look.may(Screen.STAFF_GROUPS):
        return
    st.header(HEADING, anchor=False)
    staff = of_staff(look)
    if staff is None:
        st.markdown(NONE_YET)
        return
    when = words.when(CHILDREN_IN_CARE_AT_END, chosen.period)
    st.markdown(
        f"Staff as recorded for {staff.month:%B %Y}; children in our care {when}, of the "
        f"whole service. {FEW}"
    )
    lines = [
        *_lines(staff, columns, chosen, "sex", SEX),
        *_lines(staff, columns, chosen, "ethnic_group", ETHNIC),
    ]
    tables.show(pd.DataFrame(lines), HEADING)


def _lines(
    staff: OfStaff,
    columns: Columns,
    chosen: Selection,
    by: str,
    groups: Mapping[str, tuple[str, str]],
) -> list[dict[str, str]]:
    """Return a line for each group: n of N staff, and n of N children."""
    counts = counted(CHILDREN_IN_CARE_AT_END, columns, (chosen.period,), {}, by)
    of_label = dict(zip(counts.labels, counts.numerator[:, 0].tolist(), strict=True))
    children = {code: of_label.get(label, 0.0) for code, (_, label) in groups.items()}
    people = {code: staff.people.get(code) for code in groups}
    known = sum(each for each in people.values() if each is not None)
    return [
        {
            "Group": said,
            "Staff": _of(people[code], known),
            "Children in our care": _of(children[code], sum(children.values())),
        }
        for code, (said, _) in groups.items()
    ]


def _of(number: float | None, whole: float) -> str:
    if number is None:
        return NOT_RECORDED
    if not whole:
        return words.NO_CASES
    share = words.percent(100 * number / whole)
    return f"{words.number(number)} of {words.number(whole)} ({share})"
