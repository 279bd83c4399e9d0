"""Children by name: who is given whom, and that it is written down first."""

from datetime import UTC, date, datetime
from functools import partial

import pytest
from sqlalchemy import event, text
from typer.testing import CliRunner

from data_access import __main__ as command_line
from data_access.access import ledger
from data_access.access.look import Look
from data_access.access.pseudonyms import key_file, pseudonym
from data_access.casework import children
from data_access.casework.timeline import Lane
from data_access.store.settings import settings
from domain import access
from domain.access import (
    ALLOWED,
    CHILD_LEVEL,
    EVERY_TEAM,
    NotAllowedError,
    Role,
    Screen,
    Viewer,
)
from tests.conftest import AS_AT, url_of

NOW = datetime(2025, 10, 2, 9, 30, tzinfo=UTC)
LA = "EXM"
ALL = Viewer("lead@example.org", Role.MANAGER, LA, teams=(EVERY_TEAM,))
NORTH = Viewer("north@example.org", Role.MANAGER, LA, teams=("North",))
TWO_TEAMS = Viewer("both@example.org", Role.MANAGER, LA, teams=("North", "South"))
NO_TEAM = Viewer("new@example.org", Role.MANAGER, LA)
AN_IRO = Viewer("iro@example.org", Role.IRO, LA, staff_id="S01")
NOBODY = Viewer("gone@example.org", Role.IRO, LA)
ELSEWHERE = Viewer("lead@example.com", Role.MANAGER, "TST", teams=(EVERY_TEAM,))
FETCHES = {
    Screen.CHILDREN: lambda engine, viewer: children.listed(
        Look(engine, viewer, LA, AS_AT, NOW)
    ),
    Screen.CHILD: lambda engine, viewer: children.one(
        Look(engine, viewer, LA, AS_AT, NOW), "nobody"
    ),
    "download": lambda engine, viewer: children.one_taken(
        Look(engine, viewer, LA, AS_AT, NOW), "nobody"
    ),
}


@pytest.fixture
def engine(own_whole_exampleshire):
    return own_whole_exampleshire


def ids(engine, viewer):
    return set(children.listed(Look(engine, viewer, LA, AS_AT, NOW))["Child"])


def of(engine, query, **values):
    with engine.connect() as connection:
        return {row[0] for row in connection.execute(text(query), values)}


CURRENT = (
    "SELECT DISTINCT child_id FROM allocation WHERE started <= '2025-09-30' AND "
    "(ended IS NULL OR ended > '2025-09-30') AND "
)


def test_a_manager_of_every_team_is_given_every_child_of_today(engine):
    in_care_or_on_a_plan = of(
        engine,
        "SELECT child_id FROM period_of_care WHERE NOT short_breaks AND "
        "started <= '2025-09-30' AND (ceased IS NULL OR ceased > '2025-09-30') "
        "UNION SELECT child_id FROM plan WHERE started <= '2025-09-30' "
        "AND (ended IS NULL OR ended > '2025-09-30')",
    )
    assert ids(engine, ALL) == in_care_or_on_a_plan
    assert len(in_care_or_on_a_plan) > 500


def test_a_manager_is_given_the_children_of_their_teams(engine):
    north, south = (
        of(engine, CURRENT + "team = :team", team=team) for team in ("North", "South")
    )
    everybody = ids(engine, ALL)
    assert ids(engine, NORTH) == north & everybody
    assert ids(engine, TWO_TEAMS) == (north | south) & everybody
    assert 0 < len(ids(engine, NORTH)) < len(ids(engine, TWO_TEAMS)) < len(everybody)


def test_an_iro_is_given_their_own_caseload(engine):
    own = of(engine, CURRENT + "staff_id = :staff", staff="S01")
    assert ids(engine, AN_IRO) == own & ids(engine, ALL)
    assert len(own) > 20


@pytest.mark.parametrize("viewer", [NO_TEAM, NOBODY])
def test_who_has_no_team_or_caseload_is_given_nobody(engine, viewer):
    assert ids(engine, viewer) == set()


@pytest.mark.parametrize("screen", FETCHES)
@pytest.mark.parametrize("role", sorted(set(Role) - ALLOWED[Screen.CHILDREN]))
def test_other_roles_are_refused_and_nothing_is_written(engine, role, screen):
    viewer = Viewer("x@example.org", role, LA, teams=(EVERY_TEAM,), staff_id="S01")
    with pytest.raises(NotAllowedError):
        FETCHES[screen](engine, viewer)
    assert ledger.own(engine, viewer).empty


@pytest.mark.parametrize("screen", FETCHES)
def test_another_councils_children_are_refused(engine, screen):
    with pytest.raises(NotAllowedError):
        FETCHES[screen](engine, ELSEWHERE)


def test_a_child_is_opened_by_a_code_that_says_nothing(engine):
    listed = children.listed(Look(engine, NORTH, LA, AS_AT, NOW))
    child_id, code = listed.loc[0, ["Child", "Code"]]
    found = children.one(Look(engine, NORTH, LA, AS_AT, NOW), code)
    assert (found.child_id, found.code, found.team) == (child_id, code, "North")
    assert child_id not in code
    assert found.timeline.as_at == AS_AT
    assert {each.lane for each in found.timeline.events} & {Lane.CARE, Lane.PLANS}


def test_a_child_of_another_team_cannot_be_opened_by_its_code(engine):
    theirs = sorted(ids(engine, ALL) - ids(engine, NORTH))[0]
    with pytest.raises(children.NoSuchChildError):
        children.one(Look(engine, NORTH, LA, AS_AT, NOW), pseudonym(LA, theirs))
    assert "list of children" in set(ledger.own(engine, NORTH)["Screen"])
    assert "one child" not in set(ledger.own(engine, NORTH)["Screen"])


def test_what_leaves_the_screen_has_codes_and_no_ids(engine):
    listed = children.listed(Look(engine, NORTH, LA, AS_AT, NOW))
    left = children.listed(Look(engine, NORTH, LA, AS_AT, NOW), taken=True)
    assert "Child" not in left.columns
    assert list(left["Code"]) == list(listed["Code"])
    assert not set(listed["Child"]) & set(left.astype(str).to_numpy().ravel())


def test_a_childs_timeline_leaves_the_screen_whole_under_the_code(engine):
    listed = children.listed(Look(engine, NORTH, LA, AS_AT, NOW))
    for child_id, code in listed[["Child", "Code"]].head(20).to_numpy():
        shown = children.one(Look(engine, NORTH, LA, AS_AT, NOW), code).timeline
        left = children.one_taken(Look(engine, NORTH, LA, AS_AT, NOW), code)
        assert list(left.columns) == ["Code", "Day", "What", "On time?", "Detail"]
        assert set(left["Code"]) == {code}
        assert list(left["Day"]) == [each.day for each in shown.events]
        assert child_id not in left.to_csv()


def test_what_is_due_next_is_what_the_list_of_children_says(engine):
    listed = children.listed(Look(engine, ALL, LA, AS_AT, NOW))
    some = listed[listed["Days overdue"].notna() | listed["On a plan since"].notna()]
    for _, row in some.iloc[::12].iterrows():
        found = children.one(Look(engine, ALL, LA, AS_AT, NOW), row["Code"]).timeline
        due = {each.what: each.day for each in found.due}
        assert due.get("Review") == row["Next review due"]
        assert due.get("Plan review") == row["Next plan review due"]


def test_days_overdue_are_counted_to_the_last_day_loaded(engine):
    listed = children.listed(Look(engine, ALL, LA, AS_AT, NOW))
    late = listed[listed["Days overdue"].notna()]
    assert 0 < len(late) < 60
    for _, row in late.iterrows():
        assert (AS_AT - row["Next review due"]).days == row["Days overdue"]
    not_late = listed[listed["Days overdue"].isna()]["Next review due"].dropna()
    assert all(due >= AS_AT for due in not_late)


# The ledger


def test_each_opening_is_written_with_who_when_and_what(engine):
    listed = children.listed(Look(engine, NORTH, LA, AS_AT, NOW))
    code = listed["Code"][0]
    children.listed(Look(engine, NORTH, LA, AS_AT, NOW), taken=True)
    children.one(Look(engine, NORTH, LA, AS_AT, NOW), code)
    taken = children.one_taken(Look(engine, NORTH, LA, AS_AT, NOW), code)
    assert ledger.own(engine, NORTH).drop(columns="When").to_numpy().tolist() == [
        [
            *("north@example.org", "manager", LA, "one child", "downloaded"),
            *(code, len(taken)),
        ],
        ["north@example.org", "manager", LA, "one child", "opened", code, 1],
        [
            *("north@example.org", "manager", LA, "list of children", "downloaded"),
            *("", len(listed)),
        ],
        [
            *("north@example.org", "manager", LA, "list of children", "opened"),
            *("", len(listed)),
        ],
    ]
    assert ledger.own(engine, NORTH)["When"][0].to_pydatetime() == NOW


@pytest.mark.parametrize(
    "fetch",
    [
        children.listed,
        partial(children.listed, taken=True),
        lambda look: children.one(look, pseudonym(LA, sorted(MINE)[0])),
        lambda look: children.one_taken(look, pseudonym(LA, sorted(MINE)[0])),
    ],
)
def test_nothing_is_given_when_the_ledger_cannot_be_written(engine, fetch):
    MINE.update(ids(engine, NORTH))
    with engine.begin() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER full BEFORE INSERT ON ledger_entry "
                "BEGIN SELECT RAISE(ABORT, 'no room'); END"
            )
        )
    with pytest.raises(ledger.LedgerError) as refusal:
        fetch(Look(engine, NORTH, LA, AS_AT, NOW))
    assert not any(child_id in str(refusal.value) for child_id in MINE)


MINE = set()


def test_each_sees_their_own_entries_and_an_administrator_all(engine):
    children.listed(Look(engine, NORTH, LA, AS_AT, NOW))
    children.listed(Look(engine, AN_IRO, LA, AS_AT, NOW))
    administrator = Viewer("admin@example.org", Role.ADMINISTRATOR, LA)
    assert set(ledger.own(engine, NORTH)["Who"]) == {"north@example.org"}
    assert ledger.own(engine, administrator).empty
    assert set(ledger.everybodys(engine, administrator)["Who"]) == {
        "north@example.org",
        "iro@example.org",
    }
    elsewhere = Viewer("admin@example.com", Role.ADMINISTRATOR, "TST")
    assert ledger.everybodys(engine, elsewhere).empty


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_no_other_role_sees_everybodys_entries(engine, role):
    with pytest.raises(NotAllowedError):
        ledger.everybodys(engine, Viewer("x@example.org", role, LA))


def test_the_app_only_ever_adds_to_the_ledger(engine):
    said = []
    event.listen(
        engine,
        "before_cursor_execute",
        lambda *given: said.append(given[2]),
    )
    children.listed(Look(engine, NORTH, LA, AS_AT, NOW))
    ledger.own(engine, NORTH)
    about = [words for words in said if "ledger_entry" in words]
    assert {words.split()[0] for words in about} == {"INSERT", "SELECT"}


def test_entries_are_dropped_once_they_are_older_than_they_are_kept(engine):
    for day in (1, 2, 3):
        at = datetime(2025, 10, day, tzinfo=UTC)
        children.listed(Look(engine, NORTH, LA, AS_AT, at))
    assert ledger.drop_before(engine, datetime(2025, 10, 3, tzinfo=UTC)) == 2
    assert len(ledger.own(engine, NORTH)) == 1


def test_a_command_drops_what_is_older_than_it_is_kept(engine, monkeypatch):
    children.listed(Look(engine, NORTH, LA, AS_AT, datetime(2020, 1, 1, tzinfo=UTC)))
    children.listed(Look(engine, NORTH, LA, AS_AT, datetime.now(UTC)))
    monkeypatch.setenv("IRO_LEDGER_MONTHS", "12")
    settings.cache_clear()
    done = CliRunner().invoke(
        command_line.app, ["tidy-ledger", "--database", str(engine.url)]
    )
    assert done.exit_code == 0
    assert done.stdout.startswith("1 entries from before ")
    assert len(ledger.own(engine, NORTH)) == 1


def test_an_account_that_may_not_drop_entries_is_told_in_words(engine):
    with engine.begin() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER kept BEFORE DELETE ON ledger_entry "
                "BEGIN SELECT RAISE(ABORT, 'kept'); END"
            )
        )
    children.listed(Look(engine, NORTH, LA, AS_AT, datetime(2020, 1, 1, tzinfo=UTC)))
    done = CliRunner().invoke(
        command_line.app, ["tidy-ledger", "--database", str(engine.url)]
    )
    assert done.exit_code == 1
    assert "Use the account that owns the tables." in done.output
    assert len(ledger.own(engine, NORTH)) == 1


def test_only_screens_with_children_on_them_are_written(engine):
    with pytest.raises(ValueError, match="no screen with children"):
        ledger.write(engine, NORTH, LA, Screen.FIGURES, NOW)


# Codes


def test_a_code_is_the_same_again_and_another_with_another_key(engine, monkeypatch):
    first = pseudonym(LA, "C1")
    assert pseudonym(LA, "C1") == first
    assert pseudonym("TST", "C1") != first
    assert len(first) == 16
    assert first.isalnum()
    monkeypatch.setenv("IRO_PSEUDONYM_SECRET", "another")
    settings.cache_clear()
    assert pseudonym(LA, "C1") != first


def test_the_key_lies_beside_the_store_for_its_owner_only(engine):
    pseudonym(LA, "C1")
    assert key_file().stat().st_mode & 0o777 == 0o600
    assert len(key_file().read_bytes()) == 64
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert key_file().read_text() not in "".join(raw.iterdump())


def test_a_key_that_cannot_be_kept_is_refused_in_words(engine, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DATABASE_URL", url_of(tmp_path / "file" / "iro.db"))
    settings.cache_clear()
    with pytest.raises(access.DashboardError, match="IRO_PSEUDONYM_SECRET"):
        pseudonym(LA, "C1")


# Who may see which screen


def test_nobody_sees_anything():
    assert not any(access.may(None, screen) for screen in Screen)


def test_every_screen_with_children_is_closed_to_the_board_and_the_group():
    for screen in CHILD_LEVEL:
        assert not {Role.BOARD, Role.QUALITY, Role.ADMINISTRATOR} & ALLOWED[screen]


def test_every_screen_has_a_rule():
    assert set(ALLOWED) == set(Screen)


def test_somebody_of_every_council_may_see_each_and_of_one_only_that():
    everywhere = Viewer("a", Role.QUALITY)
    here = Viewer("a", Role.QUALITY, LA)
    assert access.may(everywhere, Screen.FIGURES, LA)
    assert access.may(here, Screen.FIGURES, LA)
    assert not access.may(here, Screen.FIGURES, "TST")
    assert date(2025, 9, 30) == AS_AT
