"""What a service records of its staff: of posts and of groups, never of one person."""

from __future__ import annotations

from domain.sheets import CellKind, Column, Sheet

MONTH = Column(
    "month", "Month", CellKind.MONTH, "such as June 2025, or any day of it", needed=True
)
POSTS = Sheet(
    "posts",
    "Posts",
    "full-time posts of the service as they were in a month, one row for each role. Two "
    "people at half time are one post; hundredths of a post are kept.",
    (
        MONTH,
        Column(
            "role",
            "Role",
            CellKind.ANSWER,
            needed=True,
            answers=(
                ("iro", "IRO"),
                ("cp_chair", "chair"),
                ("dual", "IRO and chair"),
                ("lead", "lead practitioner who chairs"),
                ("manager", "manager"),
                ("lado", "LADO"),
                ("reviewer", "foster care reviewer"),
                ("support", "business support"),
            ),
        ),
        Column("agreed", "Posts agreed", CellKind.POSTS, "filled or vacant"),
        Column(
            "vacant", "Vacant", CellKind.POSTS, "held by nobody, nor from an agency"
        ),
        Column("agency", "From an agency", CellKind.POSTS),
        Column(
            "away",
            "Away",
            CellKind.POSTS,
            "sick or on long leave: half of a month away is half of a post",
        ),
    ),
    named_by=("month", "role"),
    counted_on=("month",),
    coverage="care",
    at_most=(("vacant", "agreed"), ("agency", "agreed"), ("away", "agreed")),
)
STAFF_GROUPS = Sheet(
    "staff_groups",
    "Staff groups",
    "how many people of the service are of a sex or an ethnic group, as they say "
    "themselves; 0 where nobody is. Managers and the quality assurance group see it; it "
    "is in no release.",
    (
        MONTH,
        Column(
            "group",
            "Group",
            CellKind.ANSWER,
            needed=True,
            answers=(
                ("women", "women"),
                ("men", "men"),
                ("sex_not_said", "sex said otherwise or not said"),
                ("white", "White"),
                ("mixed", "Mixed"),
                ("asian", "Asian"),
                ("black", "Black"),
                ("other", "other ethnic groups"),
                ("ethnicity_not_said", "ethnic group not said"),
            ),
        ),
        Column("people", "People", CellKind.NUMBER, needed=True),
    ),
    named_by=("month", "group"),
    counted_on=("month",),
    coverage="care",
)
