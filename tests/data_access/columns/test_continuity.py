"""Who was a child's IRO over the years, whom an IRO saw, what is noted of reviews."""

from datetime import date

import pytest
from sqlmodel import Session

from data_access.columns.child_groups import Continuity
from data_access.derive import council as settings
from data_access.importers.late_reasons import LateReasons
from data_access.store import database
from data_access.store.statements import (
    AllocationRecord,
    ReviewNoteRecord,
    VisitRecord,
)
from domain.codes import AVOIDABLE, CHILD_CENTRED, NOT_RECORDED, OTHER_DELAY
from domain.workload import Reallocation
from tests.data_access.columns.test_columns import shown, staff

CARE = {
    "2022-23/Header.csv": """
        CHILD | SEX | DOB        | ETHNIC
        C1    | F   | 03/04/2005 | WBRI
        C2    | F   | 03/04/2005 | WBRI
    """,
    "2022-23/Episodes.csv": """
        CHILD | DECOM      | RNE | LS | PLACE | DEC | REC
        C1    | 01/06/2022 | S   | C2 | U6    |     |
    """,
}
REVIEWS = {
    "2022-23/Reviews.csv": """
        CHILD | REVIEW     | REVIEW_CODE
        C1    | 20/06/2022 | PN1
        C1    | 12/09/2022 | PN1
        C1    | 06/03/2023 | PN1
    """,
}
TWO = staff("S1", "A Officer"), staff("S2", "B Officer")


def allocated(staff_id, started, ended=None, child_id="C1"):
    return AllocationRecord(
        child_id=child_id,
        staff_id=staff_id,
        role="iro",
        started=date.fromisoformat(started),
        ended=date.fromisoformat(ended) if ended else None,
    )


def visited(day, child_id="C1", kind="iro"):
    return VisitRecord(child_id=child_id, kind=kind, visited=date.fromisoformat(day))


def noted(held, sent=None, reason=None):
    return ReviewNoteRecord(
        child_id="C1",
        held=date.fromisoformat(held),
        record_sent=date.fromisoformat(sent) if sent else None,
        late_reason=reason,
    )


def day(words):
    return date.fromisoformat(words)


def days(council, *names):
    """Days in care by what is asked of them, those joined that touch and are alike."""
    found = []
    for start, end, *said in shown(council.columns(), "care_spans", *names):
        if found and found[-1][1:] == (start, *said):
            found[-1] = (found[-1][0], end, *said)
        else:
            found.append((start, end, *said))
    return found


def test_days_in_care_tell_whether_the_iro_is_that_of_a_year_before(council):
    council.load_tables(CARE)
    council.state(
        *TWO, allocated("S1", "2022-06-10", "2023-01-16"), allocated("S2", "2023-01-16")
    )
    names = "start", "end", "iros", "iro_same", "iro_known"
    found = days(council, *names)
    assert [row for row in found if row[4]] == [
        ("2023-06-10", "2024-01-16", "2 IROs", False, True),
        ("2024-01-16", "open", "1 IRO", True, True),
    ]
    before = [row for row in found if not row[4]]
    assert before == [
        ("2022-06-01", "2022-06-10", NOT_RECORDED, True, False),
        ("2022-06-10", "2023-01-16", "1 IRO", False, False),
        ("2023-01-16", "2023-06-10", "2 IROs", False, False),
    ]


ONE = ("S1", "2022-06-10", None)


@pytest.mark.parametrize(
    ("told", "on", "now", "before", "number"),
    [
        ([ONE], "2023-06-09", "S1", None, 1),
        ([ONE], "2023-06-10", "S1", "S1", 1),
        ([("S1", "2022-06-10", "2023-08-01")], "2023-07-31", "S1", "S1", 1),
        ([("S1", "2022-06-10", "2023-08-01")], "2023-08-01", None, "S1", 1),
        ([("S1", "2022-06-10", "2023-08-01")], "2024-07-31", None, "S1", 1),
        ([("S1", "2022-06-10", "2023-08-01")], "2024-08-01", None, None, 0),
        # The first is closed by the second, a day apart or more; a week is a gap.
        ([ONE, ("S2", "2023-08-01", None)], "2023-08-01", "S2", "S1", 2),
        (
            [("S1", "2022-06-10", "2023-07-31"), ("S2", "2023-08-01", None)],
            "2023-07-31",
            "S1",
            "S1",
            1,
        ),
        (
            [("S1", "2022-06-10", "2023-07-24"), ("S2", "2023-08-01", None)],
            "2023-07-31",
            None,
            "S1",
            1,
        ),
        # One who comes back is one person.
        (
            [ONE, ("S2", "2023-08-01", None), ("S1", "2023-11-01", None)],
            "2023-12-01",
            "S1",
            "S1",
            2,
        ),
        # Three within 12 months, of whom the first is past on the day after.
        (
            [ONE, ("S2", "2022-08-01", None), ("S3", "2023-07-01", None)],
            "2023-07-31",
            "S3",
            "S1",
            3,
        ),
        (
            [ONE, ("S2", "2022-08-01", None), ("S3", "2023-07-01", None)],
            "2023-08-01",
            "S3",
            "S2",
            2,
        ),
        ([], "2023-08-01", None, None, 0),
    ],
)
def test_continuity_is_told_by_allocations_alone(told, on, now, before, number):
    found = Continuity.of(
        [(day(start), day(end) if end else None, who) for who, start, end in told]
    )
    assert found.iro(day(on)) == now
    assert found.a_year_before(day(on)) == before
    assert found.number(day(on)) == number


def test_the_last_three_reviews_are_of_one_iro_where_allocations_say_so(council):
    council.load_tables({**CARE, **REVIEWS})
    council.state(*TWO, allocated("S1", "2022-06-10"))
    names = "held", "third", "iro_same", "iro_known"
    first = ("2022-06-20", False, True, True), ("2022-09-12", False, True, True)
    assert shown(council.columns(), "reviews", *names)[:3] == [
        *first,
        ("2023-03-06", True, True, True),
    ]
    council.state(allocated("S2", "2023-03-06"))
    third = shown(council.columns(), "reviews", *names)[2]
    assert third == ("2023-03-06", True, False, True)


def test_a_review_before_the_first_allocation_has_no_known_iro(council):
    council.load_tables({**CARE, **REVIEWS})
    council.state(*TWO, allocated("S1", "2022-06-21"))
    names = "third", "iro_same", "iro_known"
    assert shown(council.columns(), "reviews", *names)[2] == (True, False, False)


def test_a_child_is_seen_for_six_months_after_a_visit_by_an_iro(council):
    council.load_tables(CARE)
    council.state(
        visited("2022-08-31"),
        visited("2023-01-10"),
        visited("2022-12-01", kind="social_worker"),
        visited("2023-09-12", child_id="C2"),
    )
    names = "start", "end", "seen", "seen_known"
    assert days(council, *names) == [
        ("2022-06-01", "2022-08-31", False, False),
        ("2022-08-31", "2023-02-28", True, False),
        ("2023-02-28", "2023-07-10", True, True),
        ("2023-07-10", "2023-10-01", False, True),
        ("2023-10-01", "open", False, False),
    ]


def test_without_a_visit_by_an_iro_nobody_knows_who_was_seen(council):
    council.load_tables(CARE)
    council.state(visited("2022-08-31", kind="social_worker"))
    names = "start", "end", "seen_known"
    assert days(council, *names) == [("2022-06-01", "open", False)]


def test_reviews_are_read_with_the_day_their_record_was_sent(council):
    council.load_tables({**CARE, **REVIEWS})
    council.state(noted("2022-06-20", "2022-07-18"), noted("2022-09-12"))
    assert shown(council.columns(), "reviews", "sent", "send_by")[:3] == [
        ("2022-07-18", "2022-07-18"),
        ("unknown", "2022-10-11"),
        ("unknown", "2023-04-03"),
    ]


def test_why_a_review_was_late_is_a_reason_of_the_list_and_a_kind_of_delay(council):
    council.load_tables({**CARE, **REVIEWS})
    council.state(
        noted("2022-06-20", reason="SW report not received"),
        noted("2022-09-12", reason="Jo was at the zoo"),
    )
    assert shown(council.columns(), "reviews", "late_reason", "late_kind")[:3] == [
        ("Social worker's report was late", AVOIDABLE),
        ("Another reason", OTHER_DELAY),
        (NOT_RECORDED, NOT_RECORDED),
    ]
    with Session(council.engine) as session, database.writing(session):
        kinds = {"Jo was at the zoo": CHILD_CENTRED}
        settings.save_late_reasons(session, council.la, LateReasons(kinds=kinds))
    assert shown(council.columns(), "reviews", "late_reason", "late_kind")[:2] == [
        ("Another reason", OTHER_DELAY),
        ("Jo was at the zoo", CHILD_CENTRED),
    ]


def moved(council, children):
    for number in range(children):
        of = f"K{number}"
        council.state(
            allocated("S1", "2022-06-10", child_id=of),
            allocated(f"S{2 + number % 2}", "2023-01-16", child_id=of),
        )


def test_many_children_moved_on_one_day_are_one_event(council):
    moved(council, 6)
    with Session(council.engine) as session, database.writing(session):
        settings.save_reallocation(session, council.la, Reallocation(6))
    (event,) = council.columns().reallocations
    assert event.said == "16 January 2023: 6 children changed IRO"
    for rule in (Reallocation(7), Reallocation(6, to_one=True), Reallocation()):
        with Session(council.engine) as session, database.writing(session):
            settings.save_reallocation(session, council.la, rule)
        assert council.columns().reallocations == ()


def test_staff_have_a_row_for_each_band_of_their_service(council):
    council.state(
        staff("S1", "A Officer", started=day("2021-04-12"), ended=day("2023-06-01")),
        staff("S2", "B Officer"),
    )
    names = "iro", "start", "end", "service_band", "joined", "left", "left_until"
    assert shown(council.columns(), "staff", *names) == [
        (
            *("A Officer", "2021-04-12", "2022-04-12", "Under 1 year", "2021-04-12"),
            *("open", "open"),
        ),
        (
            *("A Officer", "2022-04-12", "2023-04-12", "1 year, under 2", "unknown"),
            *("open", "open"),
        ),
        (
            *("A Officer", "2023-04-12", "2023-06-01", "2 years, under 5", "unknown"),
            *("2023-06-01", "2024-06-01"),
        ),
        ("B Officer", "1970-01-01", "open", NOT_RECORDED, "unknown", "open", "open"),
    ]
