"""The kinds of rows that measures count: where they come from, and what bounds them.

A measure names its rows, and says only what of it differs.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """Where a figure's rows come from, and where its definition does."""

    collection: str
    fields: str
    rule: str = ""

    @property
    def words(self) -> str:
        """One line for a caption."""
        line = f"{self.collection}: {self.fields}"
        return f"{line}. {self.rule}" if self.rule else line


@dataclass(frozen=True, kw_only=True)
class RowKind:
    """One kind of rows, by its `name` in domain.tables.Columns.

    `coverage` names the files that must speak for a day before its rows say anything of
    it; `grain` says what one row is. Staff are no children: they `counts_children` not.
    """

    name: str
    coverage: str
    source: Source
    grain: str
    counts_children: bool = True


PLANS_SOURCE = Source("CIN census", "ChildProtectionPlans (CPPstartDate, CPPendDate)")

REVIEWS = RowKind(
    name="reviews",
    coverage="reviews",
    source=Source(
        "SSDA903",
        "Reviews (REVIEW), Episodes (DECOM, RNE, DEC, REC)",
        "Due 20 working days after care starts, then at 3 and at 6 months: Care "
        "Planning Regulations 2010, reg 33",
    ),
    grain="reviews; one child may have several",
)
CARE_SPANS = RowKind(
    name="care_spans",
    coverage="care",
    source=Source("SSDA903", "Episodes (DECOM, DEC, REC)"),
    grain="children, each once",
)
CONFERENCES = RowKind(
    name="conferences",
    coverage="plans",
    source=Source(
        "CIN census",
        "Section47 (S47ActualStartDate, DateOfInitialCPC)",
        "15 working days from the strategy discussion that began the section 47 "
        "enquiry: Working Together to Safeguard Children",
    ),
    grain="conferences, counted for each child",
)
PLANS = RowKind(
    name="plans",
    coverage="plans",
    source=PLANS_SOURCE,
    grain="plans, one for each child",
)
PLAN_SPANS = RowKind(
    name="plan_spans",
    coverage="plans",
    source=PLANS_SOURCE,
    grain="plans, one for each child",
)
PLAN_REVIEWS = RowKind(
    name="plan_reviews",
    coverage="plans",
    source=Source(
        "CIN census",
        "ChildProtectionPlans (CPPstartDate, CPPreviewDate)",
        "First review 3 months after the initial conference, later ones at 6 months: "
        "Working Together to Safeguard Children",
    ),
    grain="review conferences, counted for each child",
)
DISPUTES = RowKind(
    name="disputes",
    coverage="disputes",
    source=Source("The council's dispute log", "child, date raised, stage, theme"),
    grain="disputes, each once however many stages it climbs",
)
STAFF = RowKind(  # their list speaks for no days of its own
    name="staff",
    coverage="care",
    source=Source("The council's staff list", "roles, FTE, agency, start and end"),
    grain="people, full-time or not",
    counts_children=False,
)
