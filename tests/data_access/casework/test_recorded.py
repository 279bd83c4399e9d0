"""Rows recorded by hand, as the store keeps them, on either database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from data_access.access import ledger
from data_access.access.look import Look
from data_access.access.pseudonyms import pseudonym
from data_access.access.scope import NoSuchChildError
from data_access.casework import recorded
from data_access.store import database
from data_access.store.statements import AllocationRecord, ReviewRecord, StaffRecord
from domain.access import EVERY_TEAM, NotAllowedError, Role, Viewer
from domain.errors import RefusedError
from domain.recorded import COUNTS, FOLLOW_UP, REVIEWS, SHEETS, VOICE
from tests.data_access.conftest import EITHER
from tests.data_access.councils import LA, Council

NOW = datetime(2025, 10, 2, 9, 30, tzinfo=UTC)
DISPUTE = {"child": "C1", "raised": date(2025, 5, 6), "impact": "partly"}
COUNT = {"month": date(2025, 6, 17), "what": "form_views", "number": 3}
MONTHLY = [sheet for sheet in SHEETS.values() if not sheet.about_child]


@pytest.fixture(params=EITHER)
def council(request, tmp_path):
    engine = request.getfixturevalue(f"{request.param}_engine")
    found = Council(engine, tmp_path)
    found.state(
        StaffRecord(staff_id="S1", full_name="A. Archer", role="iro", fte=1),
        *(
            AllocationRecord(
                child_id=child,
                staff_id=staff,
                role="iro",
                team=team,
                started=date(2024, 6, 3),
            )
            for child, staff, team in [("C1", "S1", "North"), ("C2", "S2", "South")]
        ),
    )
    return found


def looking(council, role=Role.MANAGER, who="ann", **sees):
    sees = {"teams": (EVERY_TEAM,), **sees}
    return Look(council.engine, Viewer(who, role, LA, **sees), LA, NOW.date(), NOW)


@pytest.fixture
def look(council):
    return looking(council)


@pytest.fixture
def other(council):
    return replace(looking(council, who="ben"), now=NOW + timedelta(hours=1))


def values(look, sheet=FOLLOW_UP):
    return [each.values for each in recorded.listed(look, sheet)]


def test_a_row_is_recorded_as_a_file_would_say_it(look, council):
    before = council.version
    kept = recorded.add(look, FOLLOW_UP, {**DISPUTE, "cafcass": False, "clinic": None})
    assert kept.values == {
        "child": "C1",
        "raised": "2025-05-06",
        "impact": "partly",
        "cafcass": False,
    }
    assert recorded.listed(look, FOLLOW_UP) == (kept,)
    assert (kept.by, kept.at, kept.from_file) == ("ann", NOW, False)
    assert council.version > before


def test_a_month_and_an_answer_in_words_are_kept_plain(council):
    look = looking(council, Role.QUALITY)
    recorded.add(look, COUNTS, COUNT)
    recorded.add(look, COUNTS, {**COUNT, "what": "LADO referrals"})
    assert values(look, COUNTS) == [
        {"month": "2025-06-01", "what": "form_views", "number": 3},
        {"month": "2025-06-01", "what": "lado_referrals", "number": 3},
    ]


@pytest.mark.parametrize(
    ("sheet", "typed", "said"),
    [
        (FOLLOW_UP, {**DISPUTE, "raised": None}, "Raised on: expected raised on."),
        (
            FOLLOW_UP,
            {**DISPUTE, "impact": "huge"},
            "Impact: expected none or partly or",
        ),
        (
            FOLLOW_UP,
            {**DISPUTE, "raised": date(2025, 10, 3)},
            "Raised on: expected a date no later than 2 October 2025, today.",
        ),
        (FOLLOW_UP, {**DISPUTE, "evidence": "x" * 2001}, "Evidence: expected up to"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_not_repeated(look, sheet, typed, said):
    with pytest.raises(RefusedError) as refused:
        recorded.add(look, sheet, typed)
    assert str(refused.value).startswith(said)
    assert str(refused.value).endswith("Nothing was kept: correct it and save again.")
    assert "huge" not in str(refused.value)
    assert values(look) == []


def test_a_row_is_recorded_once(look, other):
    recorded.add(look, FOLLOW_UP, DISPUTE)
    with pytest.raises(RefusedError) as refused:
        recorded.add(other, FOLLOW_UP, DISPUTE)
    assert str(refused.value) == (
        "This is recorded already, by ann on 2 October 2025: each child id and raised "
        "on and number once. Change that row instead. Nothing was kept."
    )


def test_of_two_who_change_a_row_the_second_is_told_and_nothing_is_lost(look, other):
    seen = recorded.add(look, FOLLOW_UP, DISPUTE)
    recorded.change(other, seen, {**DISPUTE, "impact": "fully"})
    with pytest.raises(RefusedError) as refused:
        recorded.change(look, seen, {**DISPUTE, "impact": "none"})
    assert str(refused.value).startswith(
        "ben changed or recorded this on 2 October 2025. Nothing was kept, and what you "
        "typed is still here"
    )
    with pytest.raises(RefusedError):
        recorded.remove(look, seen)
    assert [each["impact"] for each in values(look)] == ["fully"]


def test_a_row_removed_is_put_back_and_its_history_tells_all(look, other):
    first = recorded.add(look, FOLLOW_UP, DISPUTE)
    second = recorded.change(other, first, {**DISPUTE, "impact": "fully"})
    gone = recorded.remove(look, second)
    assert values(look) == []
    with pytest.raises(RefusedError):
        recorded.change(look, second, DISPUTE)
    with pytest.raises(RefusedError):
        recorded.put_back(other, second)
    recorded.put_back(other, gone)
    assert [each["impact"] for each in values(look)] == ["fully"]
    with pytest.raises(RefusedError):
        recorded.put_back(other, gone)
    told = recorded.history(look, FOLLOW_UP, first.key)
    assert [(each.by, each.removed, each.values["impact"]) for each in told] == [
        ("ben", False, "fully"),
        ("ann", True, "fully"),
        ("ben", False, "fully"),
        ("ann", False, "partly"),
    ]


def test_another_name_of_a_row_takes_the_first_away(look):
    seen = recorded.add(look, FOLLOW_UP, DISPUTE)
    recorded.change(look, seen, {**DISPUTE, "raised": date(2025, 5, 7)})
    assert [each["raised"] for each in values(look)] == ["2025-05-07"]
    recorded.add(look, FOLLOW_UP, DISPUTE)
    (one, _) = recorded.listed(look, FOLLOW_UP)
    with pytest.raises(RefusedError):
        recorded.change(look, one, {**DISPUTE, "raised": date(2025, 5, 7)})
    assert len(values(look)) == 2


def test_a_load_meanwhile_that_says_nothing_of_a_row_is_no_change_of_it(council, look):
    seen = recorded.add(look, FOLLOW_UP, DISPUTE)
    header = "CHILD | SEX | DOB | ETHNIC\n C1 | 1 | 05/05/2012 | WBRI"
    council.load_tables({"Header.csv": header}, year=2025)
    recorded.change(look, seen, {**DISPUTE, "impact": "none"})
    assert [each["impact"] for each in values(look)] == ["none"]


def test_everybody_sees_and_writes_of_their_own_children_alone(council, look):
    recorded.add(look, FOLLOW_UP, DISPUTE)
    seen = recorded.add(look, FOLLOW_UP, {**DISPUTE, "child": "C2"})
    for mine in (
        looking(council, Role.IRO, staff_id="S1"),
        looking(council, teams=("North",)),
    ):
        assert [each["child"] for each in values(mine)] == ["C1"]
        assert recorded.history(mine, FOLLOW_UP, seen.key) == ()
        with pytest.raises(NoSuchChildError):
            recorded.add(mine, FOLLOW_UP, {**DISPUTE, "child": "C2", "number": 2})
        with pytest.raises(NoSuchChildError):
            recorded.change(mine, seen, {**DISPUTE, "child": "C1", "number": 2})
        with pytest.raises(NoSuchChildError):
            recorded.remove(mine, seen)
        with pytest.raises(NoSuchChildError):
            recorded.put_back(mine, seen)
    assert len(values(look)) == 2


@pytest.mark.parametrize("role", Role)
def test_what_is_of_a_month_is_the_quality_groups(council, role):
    look = looking(council, role)
    for sheet in MONTHLY:
        if role is Role.QUALITY:
            assert recorded.listed(look, sheet) == ()
        else:
            with pytest.raises(NotAllowedError):
                recorded.listed(look, sheet)
            with pytest.raises(NotAllowedError):
                recorded.add(look, sheet, COUNT)


def test_the_ledger_has_who_wrote_of_which_child_and_no_words(look):
    words = "Nothing was done for weeks"
    recorded.add(look, FOLLOW_UP, {**DISPUTE, "evidence": words})
    (entry,) = ledger.own(look.engine, look.viewer).to_dict("records")
    assert entry["What"].startswith("wrote disputes follow-up row ")
    assert entry["Child"] == pseudonym(LA, "C1")
    assert words not in str(entry)


def test_two_quotes_of_a_month_stand_side_by_side(council):
    look = looking(council, Role.QUALITY)
    quote = {"month": date(2025, 6, 1), "kind": "quote", "words": "Ask me\nfirst"}
    recorded.add(look, VOICE, quote)
    recorded.add(look, VOICE, {**quote, "words": "Be on time"})
    assert {each["words"] for each in values(look, VOICE)} == {
        "Ask me first",
        "Be on time",
    }


def test_a_reason_typed_is_the_note_of_the_review_and_goes_with_it(council, look):
    council.state(ReviewRecord(child_id="C1", held=date(2025, 3, 3)))
    review = {"child": "C1", "held": date(2025, 3, 3), "late_reason": "Court"}
    seen = recorded.add(look, REVIEWS, review)
    assert council.rows("review_note", "held", "late_reason") == [
        (date(2025, 3, 3), "Court")
    ]
    recorded.remove(look, seen)
    assert council.rows("review_note", "held") == []


def test_what_is_refused_leaves_the_version_alone(look, council):
    before = council.version
    with pytest.raises(RefusedError):
        recorded.add(look, FOLLOW_UP, {"child": "C1"})
    with look.engine.connect() as connection:
        assert database.version(connection) == before
