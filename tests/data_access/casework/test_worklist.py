"""The worklist: each rule where it finds something and where it does not, and marks."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from icalendar import Calendar
from sqlalchemy import select, text

from data_access.access import ledger
from data_access.access.look import Look
from data_access.access.pseudonyms import pseudonym
from data_access.casework import recorded, worklist
from data_access.casework.children import NoSuchChildError
from data_access.casework.worklist import MarkError, TaskLine
from data_access.casework.worklist.rules import ImpactWaiting, rules
from data_access.derive.council import save_led_from
from data_access.intake.door import derive_again
from data_access.store.loaded import WorklistMark, table
from data_access.store.settings import settings
from data_access.store.statements import (
    AllocationRecord,
    DisputeRecord,
    PlannedReviewRecord,
    RecordedRecord,
    ReviewNoteRecord,
    StaffRecord,
)
from domain.access import EVERY_TEAM, Role, Viewer
from domain.ready import STEPS
from domain.recorded import CONFERENCES, FOLLOW_UP, READY
from tests.data_access.councils import LA, a_census, a_child, a_plan

pytestmark = pytest.mark.usefixtures("secret")
NOW = datetime(2025, 4, 2, 9, 30, tzinfo=UTC)
LEAD = Viewer("lead@example.org", Role.MANAGER, LA, teams=(EVERY_TEAM,))
NORTH = Viewer("north@example.org", Role.MANAGER, LA, teams=("North",))
AN_IRO = Viewer("iro@example.org", Role.IRO, LA, staff_id="S1")
CENSUS = "CIN 2024-25.xml"
LOADED_TO = date(2025, 3, 31)
IN_CARE = {
    "2024-25/Header.csv": """
CHILD | SEX | DOB        | ETHNIC
C1    | F   | 05/05/2012 | WBRI
C2    | F   | 05/05/2012 | WBRI
""",
    "2024-25/Episodes.csv": """
CHILD | DECOM      | RNE | LS | CIN | PLACE | PLACE_PROVIDER
C1    | 03/06/2024 | S   | C2 | N1  | U6    | PR1
C2    | 03/06/2024 | S   | C2 | N1  | U6    | PR1
""",
}
HELD_LATE = "28/07/2024 PN1"
HEARD = ("28/06/2024 PN1", "20/09/2024 PN1", "10/03/2025 PN1")


def in_care(council, *reviews, other=HEARD):
    """Load two children in care, C1 with the reviews given as `day code`."""
    rows = [
        f"{child_id} | 05/05/2012 | {review[:10]} | {review[11:]}"
        for child_id, held in (("C1", reviews), ("C2", other))
        for review in held
    ]
    table = "CHILD | DOB | REVIEW | REVIEW_CODE\n" + "\n".join(rows)
    council.load_tables({**IN_CARE, "2024-25/Reviews.csv": table})
    return council


def on_plan(council, started, *reviews):
    council.load_tables(
        {CENSUS: a_census(2025, a_child("C1", a_plan(started, *reviews)))}
    )
    return council


def allocate(
    council, child_id, staff_id="S1", role="iro", started="2024-06-03", **more
):
    council.state(
        StaffRecord(staff_id=staff_id, full_name=f"Name {staff_id}", role="dual"),
        AllocationRecord(
            child_id=child_id,
            staff_id=staff_id,
            role=role,
            started=date.fromisoformat(started),
            **{"team": "North", **more},
        ),
    )


def dispute(council, raised, **more):
    council.state(
        DisputeRecord(child_id="C1", raised=date.fromisoformat(raised), **more)
    )
    return council


def week(council, as_at=LOADED_TO, viewer=LEAD, now=NOW):
    if isinstance(as_at, str):
        as_at = date.fromisoformat(as_at)
    return worklist.lines(Look(council.engine, viewer, LA, as_at, now))


def found(council, as_at, child_id="C1"):
    """Return (rule, day, days late) of a child's lines."""
    lines = week(council, as_at)
    lines = lines[lines["Child"] == child_id]
    return [(row["Key"], str(row["Due"]), row["Days"]) for _, row in lines.iterrows()]


# Rules


@pytest.mark.parametrize(
    ("as_at", "rules"),
    [
        ("2024-09-29", []),  # 29 days before 28 October
        ("2024-09-30", [("review_28", "2024-10-28", -28)]),
        ("2024-10-13", [("review_28", "2024-10-28", -15)]),
        ("2024-10-14", [("review_14", "2024-10-28", -14)]),
        ("2024-10-28", [("review_14", "2024-10-28", 0)]),
        ("2024-10-29", [("review_overdue", "2024-10-28", 1)]),
        ("2025-03-31", [("review_overdue", "2024-10-28", 154)]),
    ],
)
def test_a_review_draws_near_and_is_then_overdue(council, as_at, rules):
    in_care(council, HELD_LATE)
    assert found(council, as_at) == rules


@pytest.mark.parametrize(
    ("as_at", "rules"),
    [
        ("2024-08-12", []),  # 29 days before 10 September
        ("2024-08-13", [("plan_review_28", "2024-09-10", -28)]),
        ("2024-08-27", [("plan_review_14", "2024-09-10", -14)]),
        ("2024-09-10", [("plan_review_14", "2024-09-10", 0)]),
        ("2024-09-11", [("plan_review_overdue", "2024-09-10", 1)]),
    ],
)
def test_a_plan_review_draws_near_and_is_then_overdue(council, as_at, rules):
    assert found(on_plan(council, "2024-06-10"), as_at) == rules


def test_a_review_that_was_held_is_not_on_the_list(council):
    in_care(council, *HEARD)
    assert found(council, LOADED_TO) == []


@pytest.mark.parametrize(
    ("code", "as_at", "rules"),
    [
        ("", "2025-03-31", [("participation_not_recorded", "2025-04-07", -7)]),
        ("", "2025-03-09", []),
        ("PN7", "2025-03-31", []),
    ],
)
def test_a_review_without_a_participation_code_asks_for_it(council, code, as_at, rules):
    in_care(council, *HEARD[:2], f"10/03/2025 {code}")
    lines = [line for line in found(council, as_at) if not line[0].startswith("review")]
    assert lines == rules


def test_a_code_missing_for_more_than_a_year_is_not_asked_for(council):
    in_care(council, "28/06/2024 ", *HEARD[1:])
    keys = "participation_not_recorded"
    assert keys in [line[0] for line in found(council, "2025-06-28")]
    assert keys not in [line[0] for line in found(council, "2025-06-29")]


def sent(council, child_id, held, sent):
    council.state(
        ReviewNoteRecord(
            child_id=child_id,
            held=date.fromisoformat(held),
            record_sent=date.fromisoformat(sent),
        )
    )
    return council


@pytest.mark.parametrize(
    ("as_at", "lines"),
    [
        ("2024-07-26", []),  # working day 20 of a review held on 28 June
        ("2024-07-27", [("record_waiting", "2024-07-26", 1)]),
        ("2025-06-28", [("record_waiting", "2024-07-26", 337)]),
        ("2025-06-29", []),  # held more than a year ago
    ],
)
def test_a_record_not_sent_by_working_day_20_is_found(council, as_at, lines):
    in_care(council, *HEARD)
    sent(council, "C2", "2024-06-28", "2024-07-10")
    sent(council, "C1", "2024-09-20", "2024-10-01")
    sent(council, "C1", "2025-03-10", "2025-03-12")
    assert [it for it in found(council, as_at) if it[0] == "record_waiting"] == lines


def test_records_are_asked_for_since_the_first_that_was_sent(council):
    in_care(council, *HEARD)
    waiting = "record_waiting", "2024-10-18", 1
    assert waiting not in found(council, "2024-10-19")
    sent(council, "C2", "2024-09-20", "2024-10-01")
    assert [it for it in found(council, "2024-10-19") if it[0] == "record_waiting"] == [
        waiting
    ]


def test_a_record_sent_later_than_the_day_asked_about_was_not_sent_yet(council):
    in_care(council, *HEARD)
    sent(council, "C2", "2024-06-28", "2024-07-10")
    sent(council, "C1", "2024-06-28", "2024-08-01")
    keys = [
        [it[0] for it in found(council, f"2024-0{day}")] for day in ("7-31", "8-01")
    ]
    assert keys == [["record_waiting"], []]


@pytest.mark.parametrize(
    ("planned", "action"),
    [
        (None, "Check that the review has a date."),
        ("2024-10-28", "It is planned for 28 October 2024."),
        (
            "2024-10-29",
            "Bring it forward: it is planned for 29 October 2024, which is late.",
        ),
    ],
)
def test_a_review_due_soon_says_when_it_is_planned(council, planned, action):
    in_care(council, HELD_LATE)
    for kind, day in (("review", planned), ("plan_review", "2024-10-01")):
        if day:
            council.state(
                PlannedReviewRecord(
                    child_id="C1", kind=kind, planned_for=date.fromisoformat(day)
                )
            )
    assert list(week(council, "2024-10-14").query("Child == 'C1'")["What to do"]) == [
        action
    ]


def conference(council, held, sent="", child="C1"):
    said = {"child": child, "held": held} | ({"record_sent": sent} if sent else {})
    council.state(
        RecordedRecord(
            child_id=child,
            sheet=CONFERENCES.key,
            row=CONFERENCES.key_of(said),
            values=said,
        )
    )


@pytest.mark.parametrize(
    ("as_at", "lines"),
    [
        ("2024-07-26", []),  # working day 20 of a conference held on 28 June
        ("2024-07-27", [("conference_record_waiting", "2024-07-26", 1)]),
        ("2025-03-30", [("conference_record_waiting", "2024-07-26", 247)]),
    ],
)
def test_a_record_of_a_conference_not_sent_by_working_day_20_is_found(
    council, as_at, lines
):
    on_plan(council, "2024-04-01")
    conference(council, "2024-06-28")
    keys = "conference_record_waiting"
    assert keys not in [it[0] for it in found(council, as_at)]  # none is kept yet
    conference(council, "2024-06-20", "2024-07-01")
    conference(council, "2024-06-18")  # before the first that was kept
    conference(council, "2024-06-21", child="C9")  # not on a plan
    assert [it for it in found(council, as_at) if it[0] == keys] == lines


def test_a_record_of_a_conference_sent_later_than_the_day_was_not_sent_yet(council):
    on_plan(council, "2024-04-01")
    conference(council, "2024-06-20", "2024-07-01")
    conference(council, "2024-06-28", "2024-08-01")
    keys = [
        [it[0] for it in found(council, f"2024-0{day}")] for day in ("7-31", "8-01")
    ]
    assert ["conference_record_waiting" in each for each in keys] == [True, False]


READY_FOR = {"child": "C2", "due": "2024-12-01"}


def recorded_ready(council, **values):
    said = {**READY_FOR, **values}
    council.state(
        RecordedRecord(
            child_id=said["child"],
            sheet=READY.key,
            row=READY.key_of(said),
            values=said,
        )
    )


def not_ready(council, as_at):
    lines = week(council, as_at).query("Child == 'C1' and Key == 'not_ready'")
    return [(str(row["Due"]), row["What to do"]) for _, row in lines.iterrows()]


@pytest.mark.parametrize(
    ("as_at", "there"),
    [
        ("2024-10-13", False),
        ("2024-10-14", True),  # ten working days before 28 October
        ("2024-10-28", True),
        ("2024-10-29", False),
    ],
)
def test_a_review_that_is_not_ready_is_a_line_ten_working_days_ahead(
    council, as_at, there
):
    in_care(council, HELD_LATE)
    recorded_ready(council)
    assert bool(not_ready(council, as_at)) is there


def test_what_is_not_ready_is_named_until_all_is(council):
    in_care(council, HELD_LATE)
    done = dict.fromkeys(STEPS, "2024-10-10")
    of = {"child": "C1", "due": "2024-10-28"}
    recorded_ready(council, **of, **{**done, "seen": "2024-10-16"})
    (line,) = not_ready(council, "2024-10-15")
    assert line == ("2024-10-28", "Get it ready: child not seen.")
    assert not_ready(council, "2024-10-16") == []


def test_where_the_council_records_nothing_of_it_no_review_is_not_ready(council):
    in_care(council, HELD_LATE)
    assert not_ready(council, "2024-10-15") == []


def test_the_days_for_a_record_are_the_installations(council, monkeypatch):
    monkeypatch.setenv("IRO_REVIEW_RECORD_DAYS", "15")
    settings.cache_clear()
    in_care(council, *HEARD[:2], "10/03/2025 ")
    assert found(council, LOADED_TO) == [
        ("participation_not_recorded", "2025-03-31", 0)
    ]


@pytest.mark.parametrize(
    ("codes", "is_found"),
    [
        (("PN1", "PN4", "PN7"), True),
        (("PN7", "PN7", "PN1"), False),
        (("PN7", "PN1", "PN7"), False),
        (("PN0", "PN0", "PN4"), False),
        (("PN1", "PN7", ""), False),
    ],
)
def test_a_child_not_heard_at_the_last_two_reviews_is_found(council, codes, is_found):
    days = ("28/06/2024", "20/09/2024", "10/03/2025")
    in_care(council, *(f"{day} {code}" for day, code in zip(days, codes, strict=True)))
    line = ("not_heard_twice", "2025-09-10", -163)
    assert (line in found(council, LOADED_TO)) == is_found


def test_a_child_reviewed_once_is_not_yet_unheard_at_two(council):
    in_care(council, "28/06/2024 PN7")
    assert "not_heard_twice" not in [line[0] for line in found(council, "2024-07-01")]


def test_where_no_next_review_is_known_a_child_unheard_is_due_from_the_last(council):
    two_years_ago = {
        name.replace("2024-25", "2022-23"): content.replace("2024", "2022")
        for name, content in IN_CARE.items()
    }
    reviews = """
CHILD | DOB        | REVIEW     | REVIEW_CODE
C1    | 05/05/2012 | 20/09/2022 | PN4
C1    | 05/05/2012 | 03/03/2023 | PN4
"""
    now = {
        name: content.replace("03/06/2024", "03/06/2022")
        for name, content in IN_CARE.items()
    }
    after = "CHILD | DOB | REVIEW | REVIEW_CODE\nC2 | 05/05/2012 | 03/02/2025 | PN1"
    council.load_tables({**two_years_ago, "2022-23/Reviews.csv": reviews})
    council.load_tables({**now, "2024-25/Reviews.csv": after})
    assert found(council, LOADED_TO) == [("not_heard_twice", "2023-03-31", 731)]


@pytest.mark.parametrize(
    ("started", "as_at", "day"),
    [
        ("2024-06-10", "2025-02-10", "2025-03-10"),  # 9 months, in 28 days
        ("2024-06-10", "2025-04-07", "2025-03-10"),  # 28 days ago
        ("2024-03-20", "2025-03-01", "2025-03-20"),  # 12 months
        ("2023-12-20", "2025-03-01", "2025-03-20"),  # 15 months
        ("2023-06-20", "2025-03-01", "2025-03-20"),  # 21 months
        ("2023-09-20", "2025-03-01", None),  # 18 months
        ("2024-06-10", "2025-02-09", None),
        ("2024-06-10", "2025-04-08", None),
    ],
)
def test_a_plan_is_looked_at_at_9_12_15_and_21_months(council, started, as_at, day):
    on_plan(council, started)
    days = [line[1] for line in found(council, as_at) if line[0] == "long_plan"]
    assert days == ([day] if day else [])


@pytest.mark.parametrize(
    ("as_at", "line"),
    [
        ("2025-03-20", None),  # working day 14 of one raised on 28 February
        ("2025-03-21", ("dispute_waiting", "2025-03-28", -7)),
        ("2025-03-31", ("dispute_waiting", "2025-03-28", 3)),
    ],
)
def test_a_dispute_is_found_from_its_working_day_15(council, as_at, line):
    dispute(in_care(council, *HEARD), "2025-02-28")
    assert found(council, as_at) == ([line] if line else [])


def test_what_to_do_about_a_dispute_says_how_long_it_has_been(council):
    dispute(in_care(council, *HEARD), "2025-02-28")
    said = [week(council, day)["What to do"][0] for day in ("2025-03-21", LOADED_TO)]
    assert said == [
        "Get an answer, or go to the next stage: it is working day 15 of 20.",
        "Get an answer, or go to the next stage: 20 working days are over.",
    ]


def test_a_dispute_that_is_resolved_waits_for_nobody(council):
    dispute(in_care(council, *HEARD), "2025-02-03", resolved=date(2025, 3, 10))
    assert found(council, LOADED_TO) == []
    assert found(council, "2025-03-07") == [("dispute_waiting", "2025-03-03", 4)]


@pytest.mark.parametrize(
    ("as_at", "line"),
    [
        ("2025-03-10", None),  # working day 20 after it was resolved
        ("2025-03-11", ("impact_waiting", "2025-03-10", 1)),
        ("2026-02-07", ("impact_waiting", "2025-03-10", 334)),
        ("2026-02-11", None),  # resolved more than a year ago
    ],
)
def test_a_dispute_resolved_waits_for_its_impact(council, as_at, line):
    dispute(in_care(council, *HEARD), "2025-01-13", resolved=date(2025, 2, 10))
    rule = ImpactWaiting.key
    lines = [each for each in found(council, as_at) if each[0] == rule]
    assert lines == ([line] if line else [])


@pytest.mark.parametrize(("impact", "lines"), [("too_early", 0), (None, 1)])
def test_a_dispute_waits_no_longer_once_its_impact_is_recorded(council, impact, lines):
    dispute(in_care(council, *HEARD), "2025-01-13", resolved=date(2025, 2, 10))
    row = {"child": "C1", "raised": date(2025, 1, 13), "impact": impact}
    recorded.add(
        Look(council.engine, LEAD, LA, LOADED_TO, NOW),
        FOLLOW_UP,
        {**row, "clinic": date(2025, 4, 30)},
    )
    rows = [each for each in found(council, LOADED_TO) if each[0] == ImpactWaiting.key]
    assert len(rows) == lines


def test_two_disputes_raised_for_a_child_on_one_day_are_one_line(council):
    dispute(in_care(council, *HEARD), "2025-02-28")
    dispute(council, "2025-02-28", ordinal=2)
    assert len(found(council, LOADED_TO)) == 1


@pytest.mark.parametrize(
    ("as_at", "line"),
    [
        ("2024-06-10", None),  # working day 5 of care that started on 3 June
        ("2024-06-11", ("no_iro", "2024-06-10", 1)),
    ],
)
def test_a_child_in_care_has_an_iro_within_5_working_days(council, as_at, line):
    in_care(council, *HEARD)
    allocate(council, "C2")
    assert found(council, as_at) == ([line] if line else [])
    assert found(council, as_at, "C2") == []


def test_a_child_whose_iro_left_is_without_one_from_that_day(council):
    in_care(council, *HEARD)
    allocate(council, "C1", ended=date(2025, 3, 20))
    allocate(council, "C2", staff_id="S2")
    assert found(council, "2025-03-27") == []
    assert found(council, "2025-03-28") == [("no_iro", "2025-03-27", 1)]


def test_a_child_on_a_plan_has_a_chair_within_5_working_days(council):
    on_plan(in_care(council, *HEARD), "2024-06-10")
    allocate(council, "C1")
    allocate(council, "C2", role="cp_chair")
    assert ("no_chair", "2024-06-17", 1) in found(council, "2024-06-18")
    assert "no_chair" not in [line[0] for line in found(council, "2024-06-17")]
    (said,) = set(week(council, "2024-06-18").query("Key == 'no_chair'")["What to do"])
    assert said == "Give the child a chair."


def test_once_lead_practitioners_chair_plans_are_theirs_and_nobody_else_s(council):
    """The service gives no child a chair then, and who chaired before holds nothing."""
    on_plan(council, "2024-06-10")
    allocate(council, "C1", role="cp_chair")
    allocate(council, "C9", role="cp_chair")
    overdue = "plan_review_overdue"
    before, since = date(2024, 9, 30), date(2024, 10, 1)
    derive_again(council.engine, LA, lambda s: save_led_from(s, LA, since))

    def lines(day, viewer=LEAD):
        found = week(council, day, viewer)
        return [tuple(row) for row in found[["Key", "IRO or chair"]].to_numpy()]

    assert lines(before) == lines(before, AN_IRO) == [(overdue, "Name S1")]
    assert lines(since) == [(overdue, "")]
    assert lines(since, AN_IRO) == []
    assert lines(since, NORTH) == [(overdue, "")]  # whose team is as it was
    council.state(
        StaffRecord(staff_id="L1", full_name="A. Lead", role="lcpp"),
        AllocationRecord(
            child_id="C1", staff_id="L1", role="cp_chair", started=date(2024, 9, 1)
        ),
    )
    assert lines(since) == [(overdue, "A. Lead")]


def test_no_child_lacks_a_chair_once_lead_practitioners_chair(council):
    on_plan(council, "2024-06-10")
    allocate(council, "C9", role="cp_chair")
    derive_again(council.engine, LA, lambda s: save_led_from(s, LA, date(2024, 7, 1)))
    assert ("no_chair", "2024-06-17", 13) in found(council, "2024-06-30")
    assert "no_chair" not in [line[0] for line in found(council, "2024-07-01")]


def test_without_a_register_nobody_is_said_to_lack_an_iro(council):
    assert found(in_care(council, *HEARD), LOADED_TO) == []


def test_every_rule_has_a_key_and_words_of_its_own():
    keys = [rule.key for rule in rules()]
    assert len(set(keys)) == len(keys) == len({rule.words for rule in rules()})


# Who sees what


@pytest.fixture
def overdue(council):
    """C1 of North and S1, C2 of South and S2, each with a review overdue."""
    in_care(council, HELD_LATE, other=[HELD_LATE])
    allocate(council, "C1")
    allocate(council, "C2", staff_id="S2", team="South")
    return council


def test_each_is_given_the_lines_of_their_own_children(overdue):
    given = {
        viewer.who: list(week(overdue, viewer=viewer)["Child"])
        for viewer in (LEAD, NORTH, AN_IRO)
    }
    assert given == {LEAD.who: ["C1", "C2"], NORTH.who: ["C1"], AN_IRO.who: ["C1"]}


def test_a_line_says_whose_the_child_is_and_what_to_do(overdue):
    assert week(overdue, viewer=NORTH).to_numpy().tolist() == [
        [
            *("Review overdue", "review_overdue", "C1", pseudonym(LA, "C1"), "North"),
            *("Name S1", date(2024, 10, 28), 154),
            "Hold the review, and record why it is late.",
        ]
    ]


def test_what_leaves_the_screen_has_codes_and_no_ids(overdue):
    left = worklist.lines(Look(overdue.engine, LEAD, LA, LOADED_TO, NOW), taken=True)
    assert list(left.columns) == [
        *("Rule", "Code", "Team", "IRO or chair", "Due", "Days", "What to do")
    ]
    assert set(left["Code"]) == {pseudonym(LA, "C1"), pseudonym(LA, "C2")}
    assert not {"C1", "C2"} & set(left.astype(str).to_numpy().ravel())


FETCHES = [
    worklist.lines,
    partial(worklist.lines, taken=True),
    worklist.marked,
    worklist.calendar,
]


def test_each_fetch_is_written_down(overdue):
    for fetch in FETCHES:
        fetch(Look(overdue.engine, NORTH, LA, LOADED_TO, NOW))
    entries = ledger.own(overdue.engine, NORTH)[["Screen", "What", "Rows"]]
    assert entries.to_numpy().tolist() == [
        ["worklist", "downloaded", 0],
        ["worklist", "opened", 0],
        ["worklist", "downloaded", 1],
        ["worklist", "opened", 1],
    ]


@pytest.mark.parametrize("fetch", FETCHES)
def test_nothing_is_given_when_the_ledger_cannot_be_written(overdue, fetch):
    if overdue.engine.dialect.name != "sqlite":
        return
    with overdue.engine.begin() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER full BEFORE INSERT ON ledger_entry "
                "BEGIN SELECT RAISE(ABORT, 'no room'); END"
            )
        )
    with pytest.raises(ledger.LedgerError):
        fetch(Look(overdue.engine, NORTH, LA, LOADED_TO, NOW))


# Marks


def line_of(child_id="C1", rule="review_overdue", due="2024-10-28"):
    return TaskLine(pseudonym(LA, child_id), rule, date.fromisoformat(due))


def aside(council, until="2025-04-09", viewer=NORTH, reason="Carer is ill", **line):
    until = date.fromisoformat(until)
    worklist.put_aside(
        Look(council.engine, viewer, LA, LOADED_TO, NOW), line_of(**line), until, reason
    )


def is_done(council, viewer=NORTH, reason="Held yesterday", **line):
    worklist.done(
        Look(council.engine, viewer, LA, LOADED_TO, NOW), line_of(**line), reason
    )


def kept(council):
    with council.engine.connect() as connection:
        return list(connection.execute(select(table(WorklistMark))))


def test_a_line_put_aside_is_hidden_until_its_day_and_then_comes_back(overdue):
    aside(overdue, "2025-04-09")
    days = (NOW, NOW + timedelta(days=6), NOW + timedelta(days=7))
    assert [list(week(overdue, now=day)["Child"]) for day in days] == [
        *(["C2"], ["C2"]),
        ["C1", "C2"],
    ]


def test_a_line_that_is_done_stays_hidden(overdue):
    is_done(overdue)
    assert list(week(overdue, now=NOW + timedelta(days=900))["Child"]) == ["C2"]


def test_with_another_day_due_it_is_another_line(overdue):
    is_done(overdue)
    overdue.load_tables(
        {
            "2024-25/Reviews.csv": """
CHILD | DOB        | REVIEW     | REVIEW_CODE
C1    | 05/05/2012 | 02/09/2024 | PN1
"""
        }
    )
    assert found(overdue, LOADED_TO) == [("review_overdue", "2025-03-02", 29)]


def test_a_line_put_aside_stays_so_when_its_day_draws_nearer(council):
    in_care(council, HELD_LATE)
    aside(council, viewer=LEAD, rule="review_28", due="2024-10-28")
    assert found(council, "2024-10-13") == found(council, "2024-10-14") == []
    assert [line[0] for line in found(council, "2024-10-29")] == ["review_overdue"]


def test_what_is_put_aside_or_done_is_listed_with_the_reason(overdue):
    aside(overdue, reason="  Carer\n is ill ")
    is_done(overdue, viewer=LEAD, child_id="C2")
    listed = worklist.marked(Look(overdue.engine, LEAD, LA, LOADED_TO, NOW))
    assert listed[
        ["Child", "Key", "Put aside until", "Why", "By"]
    ].to_numpy().tolist() == [
        ["C1", "review_overdue", date(2025, 4, 9), "Carer is ill", NORTH.who],
        ["C2", "review_overdue", None, "Held yesterday", LEAD.who],
    ]
    mine = worklist.marked(Look(overdue.engine, AN_IRO, LA, LOADED_TO, NOW))
    assert list(mine["Child"]) == ["C1"]


def test_a_mark_taken_back_shows_the_line_and_is_kept(overdue):
    aside(overdue)
    worklist.take_back(Look(overdue.engine, AN_IRO, LA, LOADED_TO, NOW), line_of())
    assert list(week(overdue)["Child"]) == ["C1", "C2"]
    assert [(mark.reason, mark.ended_at) for mark in kept(overdue)] == [
        ("Carer is ill", NOW)
    ]


def test_a_later_mark_takes_the_place_of_the_one_before(overdue):
    aside(overdue)
    is_done(overdue)
    assert [(mark.done, mark.ended_at) for mark in kept(overdue)] == [
        (False, NOW),
        (True, None),
    ]


@pytest.mark.parametrize("until", ["2025-04-02", "2025-04-01", "2025-07-02"])
def test_a_line_comes_back_after_today_and_within_90_days(overdue, until):
    with pytest.raises(MarkError) as refusal:
        aside(overdue, until)
    assert str(refusal.value) == (
        "Choose a day after today, within 90 days, on which the line is to come back."
    )
    assert kept(overdue) == []


@pytest.mark.parametrize("until", ["2025-04-03", "2025-07-01"])
def test_the_first_and_the_last_day_may_be_chosen(overdue, until):
    aside(overdue, until)
    assert [mark.until.isoformat() for mark in kept(overdue)] == [until]


@pytest.mark.parametrize("mark", [aside, is_done])
@pytest.mark.parametrize("reason", ["", " \n ", "x" * 201])
def test_a_mark_has_a_reason(overdue, mark, reason):
    with pytest.raises(MarkError) as refusal:
        mark(overdue, reason=reason)
    assert str(refusal.value) == "Say why, in up to 200 letters."
    assert kept(overdue) == []


def test_a_line_of_no_rule_is_refused(overdue):
    with pytest.raises(MarkError) as refusal:
        aside(overdue, rule="anything")
    assert str(refusal.value) == (
        "There is no such line on the worklist. Open the page again."
    )


@pytest.mark.parametrize("viewer", [NORTH, AN_IRO])
def test_nobody_marks_a_child_whom_they_may_not_see(overdue, viewer):
    is_done(overdue, viewer=LEAD, child_id="C2")
    line = line_of("C2")
    for attempt in (
        lambda: aside(overdue, viewer=viewer, child_id="C2"),
        lambda: is_done(overdue, viewer=viewer, child_id="C2"),
        lambda: worklist.take_back(
            Look(overdue.engine, viewer, LA, LOADED_TO, NOW), line
        ),
    ):
        with pytest.raises(NoSuchChildError):
            attempt()
    assert [(mark.by, mark.ended_at) for mark in kept(overdue)] == [(LEAD.who, None)]


# The calendar


def test_the_calendar_holds_the_reviews_to_come_by_code(council):
    in_care(council, "28/06/2024 PN1")
    on_plan(council, "2024-06-10")
    allocate(council, "C1")
    made = worklist.calendar(Look(council.engine, NORTH, LA, date(2024, 9, 1), NOW))
    calendar = Calendar.from_ical(made)
    code = pseudonym(LA, "C1")
    assert [
        (str(event["summary"]), event.decoded("dtstart"), event.decoded("dtend"))
        for event in calendar.walk("VEVENT")
    ] == [
        (f"Plan review due: {code}", date(2024, 9, 10), date(2024, 9, 11)),
        (f"Review due: {code}", date(2024, 9, 28), date(2024, 9, 29)),
    ]
    assert (calendar["version"], calendar["prodid"]) == (
        "2.0",
        "-//IRO quality assurance//Worklist//EN",
    )
    assert not calendar.errors
    assert b"\r\n" in made
    assert all(len(row) <= 75 for row in made.split(b"\r\n"))


def test_a_review_keeps_its_name_from_one_calendar_to_the_next(council):
    in_care(council, "28/06/2024 PN1", other=HEARD[:1])
    day = date(2024, 9, 1)
    names = [
        [
            str(event["uid"])
            for event in Calendar.from_ical(
                worklist.calendar(Look(council.engine, LEAD, LA, day, now))
            ).walk("VEVENT")
        ]
        for now in (NOW, NOW + timedelta(days=1))
    ]
    assert names[0] == names[1]
    assert len(set(names[0])) == 2


def test_neither_id_nor_name_nor_an_overdue_review_is_in_the_calendar(overdue):
    made = worklist.calendar(Look(overdue.engine, LEAD, LA, date(2024, 10, 28), NOW))
    assert len(Calendar.from_ical(made).walk("VEVENT")) == 2
    assert not [word for word in (b"C1", b"C2", b"Name", b"North") if word in made]
    later = worklist.calendar(Look(overdue.engine, LEAD, LA, LOADED_TO, NOW))
    assert Calendar.from_ical(later).walk("VEVENT") == []
