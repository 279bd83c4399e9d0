"""What is recorded as columns: what stands, whose it is, and what it is about."""

from dataclasses import replace
from datetime import date

import numpy as np
from sqlmodel import Session

from data_access.access.look import Look
from data_access.casework import rows_behind
from data_access.casework.rows_behind import RowsAsked
from data_access.columns import read_columns
from data_access.derive import council as settings
from data_access.importers.register.recorded import RecordedWords
from data_access.store.statements import (
    AllocationRecord,
    ChildRecord,
    ConferenceRecord,
    DisputeRecord,
    EpisodeRecord,
    PlanRecord,
    PlanReviewRecord,
    RecordedRecord,
    ReviewRecord,
    StaffRecord,
)
from domain.access import EVERYTHING, Role, Sight, Viewer
from domain.periods import Period
from domain.recorded import FOLLOW_UP, SHEETS
from domain.tables import UNKNOWN, day_number
from tests.data_access.councils import LA, NOW

RAISED, HELD, ENQUIRY = date(2025, 5, 6), date(2025, 3, 3), date(2025, 1, 6)
CONFERRED, AGAIN = date(2025, 1, 20), date(2025, 4, 7)
KNOWN = (
    ChildRecord(child_id="C1", born=date(2012, 5, 5), sex="M", ethnicity="WBRI"),
    EpisodeRecord(child_id="C1", decom=date(2024, 6, 3), rne="S", legal_status="C1"),
    ReviewRecord(child_id="C1", held=HELD),
    ConferenceRecord(child_id="C1", s47_started=ENQUIRY, held=CONFERRED),
    PlanRecord(child_id="C1", started=CONFERRED),
    PlanReviewRecord(child_id="C1", plan_started=CONFERRED, held=AGAIN),
    DisputeRecord(child_id="C1", raised=RAISED),
    DisputeRecord(child_id="C1", raised=RAISED, ordinal=2),
    StaffRecord(staff_id="S1", full_name="A. Archer", role="iro", fte=1),
    StaffRecord(staff_id="S2", full_name="B. Baker", role="iro", fte=1),
    AllocationRecord(
        child_id="C1", staff_id="S1", role="iro", team="North", started=date(2024, 6, 3)
    ),
)


def row(sheet, **values):
    declared = SHEETS[sheet]
    child = values.get("child", "")
    return RecordedRecord(
        child_id=child, sheet=sheet, row=declared.key_of(values), values=values
    )


def read(council, *rows, sheet, seen=EVERYTHING):
    council.state(*KNOWN, *rows)
    columns = read_columns(council.engine, LA, seen)
    return columns, columns.of(SHEETS[sheet].rows_name)


def said(columns, rows, group):
    return [columns.labels[group][place] for place in rows.groups[group]]


def test_a_row_of_a_review_carries_the_childs_groups_and_the_place_of_the_review(
    council,
):
    columns, rows = read(
        council,
        row("reviews", child="C1", held=f"{HELD}", mode="video", seen_before=True),
        row("reviews", child="C1", held="2025-03-04", views_asked=False),
        row("reviews", child="C9", held="2025-03-04", kind="midway"),
        sheet="reviews",
    )
    assert said(columns, rows, "team") == ["North", "North", "Not recorded"]
    assert said(columns, rows, "iro")[0] == "A. Archer"
    assert said(columns, rows, "reviews_mode")[0] == "Video"
    assert rows.day.tolist()[0] == day_number(HELD)
    held = columns.reviews.held.tolist()
    assert [held[place] if place >= 0 else None for place in rows.of.tolist()] == [
        day_number(HELD),
        None,
        None,
    ]
    assert rows.values["seen_before"].tolist() == [1, UNKNOWN, UNKNOWN]
    assert rows.values["views_asked"].tolist() == [UNKNOWN, 0, UNKNOWN]
    assert rows.said("views_asked").tolist() == [False, True, False]
    assert not rows.day.flags.writeable
    assert not rows.values["mode"].flags.writeable


def test_who_chaired_is_told_as_the_childs_own_iro_or_not(council):
    _, rows = read(
        council,
        row("reviews", child="C1", held="2025-03-01", chair="S1"),
        row("reviews", child="C1", held="2025-03-02", chair="S2"),
        row("reviews", child="C1", held="2025-03-03", chair="S9"),
        row("reviews", child="C1", held="2025-03-04"),
        sheet="reviews",
    )
    assert rows.values["chair"].tolist() == [1, 0, 0, UNKNOWN]


def test_the_own_iro_is_that_of_the_day_held_and_not_known_without_an_allocation(
    council,
):
    later = AllocationRecord(
        child_id="C1", staff_id="S2", role="iro", started=date(2025, 3, 1)
    )
    secure = {"kind": "secure", "reviewer": "S1"}
    _, rows = read(
        council,
        later,
        row(
            "other_reviews", person="C1", due="2025-02-28", held="2025-03-03", **secure
        ),
        row(
            "other_reviews", person="C1", due="2025-03-03", held="2025-02-28", **secure
        ),
        row("other_reviews", person="C1", held="2024-06-02", **secure),
        row("other_reviews", person="C9", held="2025-03-03", **secure),
        sheet="other_reviews",
    )
    found = dict(
        zip(rows.values["held"].tolist(), rows.values["reviewer"].tolist(), strict=True)
    )
    assert rows.size == len(secure) + 2
    assert found[day_number(date(2025, 2, 28))] == 1
    assert found[day_number(date(2024, 6, 2))] == UNKNOWN
    last = day_number(date(2025, 3, 3))
    both = zip(
        rows.values["held"].tolist(), rows.values["reviewer"].tolist(), strict=True
    )
    assert sorted(own for held, own in both if held == last) == [UNKNOWN, 0]


def test_a_conference_is_found_by_its_enquiry_or_its_day(council):
    _, rows = read(
        council,
        row("conferences", child="C1", enquiry=f"{ENQUIRY}", invited=8),
        row("conferences", child="C1", held=f"{CONFERRED}", invited=7),
        row("conferences", child="C1", held=f"{AGAIN}"),
        sheet="conferences",
    )
    found = list(
        zip(
            rows.values["invited"].tolist(),
            rows.of.tolist(),
            rows.plan_review.tolist(),
            strict=True,
        )
    )
    assert found == [(8, 0, UNKNOWN), (7, 0, UNKNOWN), (UNKNOWN, UNKNOWN, 0)]


def test_a_dispute_has_the_impact_of_its_own_follow_up(council):
    columns, rows = read(
        council,
        row("follow_up", child="C1", raised=f"{RAISED}", number=2, impact="fully"),
        sheet="follow_up",
    )
    impact = said(columns, columns.disputes, "follow_up_impact")
    assert impact == ["Not recorded", "Fully"]
    assert rows.of.tolist() == [1]
    fully = FOLLOW_UP.place_of("impact", "fully")
    assert rows.values["impact"].tolist() == [fully]
    assert columns.labels["follow_up_impact"][fully] == "Fully"


def test_answers_have_a_councils_words_and_stay_in_their_places(council):
    words = RecordedWords(answers={"follow_up_impact": {"fully": "It made a change"}})
    with Session(council.engine) as session:
        settings.save_recorded_words(session, LA, words)
        session.commit()
    columns, rows = read(
        council,
        row("follow_up", child="C1", raised=f"{RAISED}", impact="fully"),
        sheet="follow_up",
    )
    assert said(columns, rows, "follow_up_impact") == ["It made a change"]
    assert rows.values["impact"].tolist() == [FOLLOW_UP.place_of("impact", "fully")]


def test_own_words_that_make_two_answers_one_are_passed_over():
    words = RecordedWords(answers={"follow_up_impact": {"fully": "Partly"}})
    impact = FOLLOW_UP.by_key["impact"]
    assert words.of(FOLLOW_UP, impact) == dict(impact.answers)


def test_counts_voice_and_practice_are_of_a_month_and_of_no_child(council):
    columns, rows = read(
        council,
        row("counts", month="2025-05-01", what="form_views", number=3),
        row("practice", month="2025-05-01", kind="audit", theme="Own", sample=4),
        sheet="counts",
    )
    assert rows.day.tolist() == [day_number(date(2025, 5, 1))]
    assert rows.values["number"].tolist() == [3]
    assert set(rows.groups) == {"counts_what"}
    practice = columns.of("recorded_practice")
    assert said(columns, practice, "practice_theme") == ["Own"]
    assert practice.values["words"].tolist() == [UNKNOWN]


def test_who_may_tell_no_iro_apart_is_given_none(council):
    _, rows = read(
        council,
        row("reviews", child="C1", held=f"{HELD}"),
        sheet="reviews",
        seen=Sight(),
    )
    assert "iro" not in rows.groups
    assert rows.size == 1


def test_behind_a_figure_a_row_tells_what_was_recorded_in_the_councils_words(council):
    columns, rows = read(
        council,
        row("follow_up", child="C1", raised=f"{RAISED}", impact="fully", cafcass=True),
        row("follow_up", child="C2", raised=f"{RAISED}", impact="none"),
        sheet="follow_up",
        seen=Sight(names=("S1",)),
    )
    viewer = Viewer("x", Role.IRO, LA, staff_id="S1")
    look = Look(council.engine, viewer, LA, columns.data_to or RAISED, NOW)
    columns = replace(columns, covered={"care": (Period(RAISED, look.as_at),)})
    asked = [RowsAsked("recorded_follow_up", np.arange(rows.size))]
    found = rows_behind.listed(look, columns, asked)
    (line,) = found.lines.to_dict("records")
    assert found.counted == 2
    told = line["Child"], line["Raised on"], line["Impact"], line["Cafcass used"]
    assert told == ("C1", RAISED, "Fully", "yes")
    assert (line["Evidence"], line["IRO or chair"]) == ("", "A. Archer")
