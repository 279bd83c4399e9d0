"""The SSDA903 tables, and the lists COLLECT gives back, by their headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# The return's own heading for each one that COLLECT and councils' systems write.
ALIASES: Mapping[str, str] = {
    "CHILD_LA_CODE": "CHILD",
    "CHILD_LA_ID": "CHILD",
    "CHILDID": "CHILD",
    "CHILD_ID": "CHILD",
    "REVIEW_DATE": "REVIEW",
    "PARTICIPATION": "REVIEW_CODE",
    "LEGAL_STATUS": "LS",
    "PL": "PLACE",
    "PLACEMENT_TYPE": "PLACE",
    "D_DEC": "DEC",
    "POC_START": "DECOM",
    "D_LAST_POC": "DECOM",
    "ETHNIC_CODE": "ETHNIC",
    "PL_LOCATION": "LOCATION",
}


@dataclass(frozen=True)
class Table:
    """A table by the headings it must have; `used` when it holds figures of ours."""

    name: str
    headings: tuple[str, ...]
    used: bool = False


HEADER = Table("Header", ("CHILD", "SEX", "DOB", "ETHNIC"), used=True)
EPISODES = Table(
    "Episodes", ("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"), used=True
)
REVIEWS = Table("Reviews", ("CHILD", "REVIEW", "REVIEW_CODE"), used=True)

# Told by the first that fits: COLLECT's lists hold the headings of Header as well.
TABLES: tuple[Table, ...] = (
    REVIEWS,
    EPISODES,
    Table("UASC", ("CHILD", "DUC")),
    Table("OC2", ("CHILD", "SDQ_SCORE")),
    Table("OC3", ("CHILD", "IN_TOUCH", "ACTIV")),
    Table("AD1", ("CHILD", "DATE_INT", "DATE_MATCH")),
    Table("Should be placed for adoption", ("CHILD", "DATE_PLACED")),
    Table("Previous permanence", ("CHILD", "PREV_PERM")),
    Table("Missing", ("CHILD", "MIS_START")),
    Table("Social worker episodes", ("CHILD", "SW_ID", "SW_DECOM")),
    Table("DoLO", ("CHILD", "DOLO_START")),
    Table("COLLECT list: on 31 March", ("CHILD", "DECOM", "SEX", "LS", "PLACE", "CIN")),
    Table("COLLECT list: started care", ("CHILD", "SEX", "LS", "DECOM", "PLACE")),
    Table(
        "COLLECT list: ceased care",
        ("CHILD", "SEX", "LS", "DATE_PERIOD_OF_CARE_CEASED", "PLACE"),
    ),
    Table("COLLECT list: distance and placement", ("CHILD", "PL_DISTANCE")),
    HEADER,
)
# A table that is known by most of its headings lacks one; one that is known by few is
# some other file. Only the return's own headings count here, no aliases.
NEARLY: Mapping[Table, tuple[str, ...]] = {
    REVIEWS: ("CHILD", "DOB", "REVIEW", "REVIEW_CODE"),
    EPISODES: EPISODES.headings,
    HEADER: HEADER.headings,
}
LACKING = 3  # one heading in so many may be lacking


def columns_of(headings: Iterable[str]) -> dict[str, int]:
    """Return where each of the return's headings stands; its own name comes first."""
    found: dict[str, int] = {}
    by_alias: dict[str, int] = {}
    for position, heading in enumerate(headings):
        if heading in ALIASES:
            by_alias.setdefault(ALIASES[heading], position)
        elif heading:
            found.setdefault(heading, position)
    return by_alias | found


def table_of(headings: list[str]) -> Table | None:
    """Return the table whose headings these are, or nearly are; None for no table."""
    columns = columns_of(headings)
    for table in TABLES:
        if columns.keys() >= set(table.headings):
            return table
    for table, usual in NEARLY.items():
        lacking = set(usual) - set(headings)
        if len(lacking) <= len(usual) // LACKING:
            return table
    return None
