"""Releases: a draft made, looked at and signed on the page; what moved; withdrawn."""

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from data_access.access import ledger
from data_access.access.look import Look
from data_access.casework import releases as casework
from data_access.importers.importer import SourceFile
from data_access.intake.door import LoadAsked, load
from data_access.store import database, releases
from data_access.store.loaded import ReleasePart
from data_access.store.settings import settings
from domain.about import Policy
from domain.access import NotAllowedError, Role, Viewer
from domain.errors import RefusedError
from metrics.measure import MeasureError
from reports import printed, signing
from tests.listed import in_menu_of
from tests.pages.opening import REPOSITORY, closed, go_to, plain, tables, text
from tests.small_store import CODE, FILES, YEAR
from ui.kit import data
from ui.releases import draft, one
from ui.start.entry import OWN_MACHINE

PAGE = "service/releases.py"
TO = date(2025, 3, 31)
NOW = datetime(2025, 5, 2, 9, 0, tzinfo=UTC)
LINK = 'href="overview?see=draft&amp;as=quality"'


@pytest.fixture
def engine(own_small_council):
    data.KEPT = type(data.KEPT)(data.KEPT.most)
    return database.get_engine(settings().database_url)


@pytest.fixture
def page(engine):
    return choose_policy(opened(), Policy.CLOSED)


@pytest.fixture
def ben(engine):
    return Look(engine, Viewer("ben@example.org", Role.QUALITY), CODE, TO, NOW)


def opened(role="quality"):
    return go_to(closed(role), PAGE)


def choose_policy(page, policy):
    (radio,) = page.radio
    return radio.set_value(policy.name_words).run()


def press(page, label):
    (button,) = [each for each in page.button if each.label == label]
    page = button.click().run()
    assert not page.exception
    return page


def tick(page, label):
    (box,) = [each for each in page.checkbox if each.label == label]
    box.check()
    return page


def sign(page):
    return press(tick(page, draft.GONE_THROUGH), "Sign")


def labels(page):
    return [each.label for each in page.button]


def said(page):
    found = [plain(each.value) for each in (*page.success, *page.error, *page.warning)]
    return [each for each in found if each != OWN_MACHINE]


def signed(engine):
    with Session(engine) as session:
        return releases.releases(session, CODE)


def rows(page, column="Hash"):
    return [
        line
        for table in tables(page)
        if column in table.columns
        for line in table.to_dict("records")
    ]


def sign_one(look, to=TO, policy=Policy.CLOSED):
    return casework.sign(look, signing.draft(look.engine, CODE, to, policy=policy))


def load_again(engine, folder, was="01/10/2024,PN7", now="01/10/2024,PN4"):
    name = "Reviews 2024-25.csv"
    path = folder / "changed" / name
    path.parent.mkdir()
    path.write_text(FILES[name].replace(was, now), encoding="utf-8")
    asked = LoadAsked(CODE, "a test", NOW, YEAR)
    load(engine, [SourceFile(path, name)], asked, dry_run=False)


def test_without_a_release_the_page_says_what_to_do(engine):
    assert "There is no release yet" in text(opened("manager"))


def test_a_draft_is_shown_and_nothing_is_signed_before_its_tick(page, engine):
    page = press(page, "Make a draft")
    assert "Draft to 31 March 2025" in text(page)
    page = press(page, "Sign")
    assert said(page) == [f"Nothing was signed. Tick '{draft.GONE_THROUGH}' first."]
    assert signed(engine) == ()


def test_it_is_made_once_and_signed_as_it_was_made(page, engine, monkeypatch):
    made, making = [], signing.made

    def counted(*asked):
        made.append(asked)
        return making(*asked)

    monkeypatch.setattr(signing, "made", counted)
    page = sign(press(press(page, "Make a draft"), "Make a draft"))
    assert len(made) == 1
    assert said(page) == ["Signed: the release to 31 March 2025."]
    (found,) = signed(engine)
    assert (found.signed_by, found.up_to) == ("this machine", TO)
    (line,) = rows(page)
    assert (line["Release"], line["State"], line["Small numbers"]) == (
        "1",
        "stands",
        "Closed session",
    )
    assert line["Hash"] == printed.short(found)
    assert "Sign" not in labels(page)


def test_a_quarter_that_is_signed_is_not_offered_again_under_its_policy(page, ben):
    sign_one(ben)
    page = page.run()

    def offered(page):
        (box,) = [each for each in page.selectbox if each.label == "Quarter"]
        return box.options

    assert offered(page)[0] == "To 31 December 2024"
    assert offered(choose_policy(page, Policy.COUNCILS))[0] == "To 31 March 2025"


def test_the_draft_says_how_much_is_withheld_and_leads_to_the_boards_pages(engine):
    page = press(opened(), "Make a draft")
    kept = data.draft_kept(look_of(engine))
    cells, some, withheld = signing.extent(kept)
    assert 0 < withheld < some < cells
    assert f"It has {cells:,} cells. Of the {some:,} that are not 0, {withheld:,} " in (
        text(page)
    )
    assert any(LINK in each.proto.body for each in page.get("html"))
    manager = opened("manager")
    assert "Draft to 31 March 2025" in text(manager)
    assert not {"Sign", "Make a draft", "Withdraw it"} & set(labels(manager))


def look_of(engine, role=Role.QUALITY):
    return Look(engine, Viewer("ann@example.org", role), CODE, TO, NOW)


def test_why_a_release_is_refused_is_said(page, monkeypatch):
    def refused(*asked):
        raise MeasureError("This release cannot be signed: numbers")

    monkeypatch.setattr(signing, "made", refused)
    page = press(page, "Make a draft")
    assert said(page) == ["This release cannot be signed: numbers"]
    assert "Sign" not in labels(page)


def test_of_two_who_sign_at_once_one_is_told(page, engine, ben):
    page = press(page, "Make a draft")
    casework.sign(ben, data.draft_kept(ben))
    page = sign(page)
    (told,) = said(page)
    assert told.startswith("Somebody else has signed or withdrawn a release")
    assert "Release 1 to 31 March 2025 by ben@example.org is the latest now" in told
    assert [each.signed_by for each in signed(engine)] == ["ben@example.org"]


def test_of_two_at_the_very_same_time_one_signs(engine, ben):
    found = signing.draft(engine, CODE, TO, policy=Policy.CLOSED)
    told, at_once = [], threading.Barrier(2)

    def one_of_them():
        at_once.wait()
        try:
            told.append(casework.sign(ben, found).number)
        except RefusedError as refusal:
            told.append(str(refusal))

    both = [threading.Thread(target=one_of_them) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert len(signed(engine)) == 1
    assert sum(isinstance(each, int) for each in told) == 1
    assert sum("Nothing was signed" in str(each) for each in told) == 1


def test_rows_that_changed_since_the_draft_are_told(page, engine, tmp_path):
    page = press(page, "Make a draft")
    load_again(engine, tmp_path)
    page = sign(page)
    assert said(page) == [
        "Rows of this council changed while the release was made. Nothing was signed: "
        "sign again."
    ]
    assert signed(engine) == ()
    assert data.draft_kept(look_of(engine)) is None


KILLED = """
import os, signal
from {module} import {name} as there
there.{what} = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
from tests.pages.test_releases import choose_policy, opened, press, sign
from domain.about import Policy
sign(press(choose_policy(opened(), Policy.CLOSED), "Make a draft"))
"""
AT = [  # which it is killed: all rows are written; the ledger's line is too, or not
    ("data_access.store", "releases", "release"),
    ("data_access.access", "ledger", "wrote"),
]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("at", AT, ids=lambda at: at[1])
def test_a_server_killed_while_it_signs_has_signed_nothing(engine, page, at):
    module, name, what = at
    killed = subprocess.run(
        [sys.executable, "-c", KILLED.format(module=module, name=name, what=what)],
        check=False,
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    assert killed.returncode == -signal.SIGKILL
    assert signed(engine) == ()
    with Session(engine) as session:
        assert session.scalars(select(ReleasePart)).all() == []
    sign(press(page, "Make a draft"))
    assert len(signed(engine)) == 1


def test_another_draft_than_the_one_looked_at_is_not_signed(page, engine, ben):
    page = press(page, "Make a draft")
    data.draft(ben, date(2024, 12, 31), Policy.CLOSED, lambda _: None)
    page = sign(page)
    assert said(page) == [draft.ANOTHER]
    assert signed(engine) == ()


def test_a_draft_that_is_not_kept_any_more_is_told(page, engine):
    page = press(page, "Make a draft")
    data.KEPT = type(data.KEPT)(data.KEPT.most)
    page = sign(page)
    assert said(page) == [draft.GONE]
    assert signed(engine) == ()


def test_what_moved_is_listed_with_the_load(page, engine, ben, tmp_path):
    sign_one(ben)
    page = press(page.run(), "What moved since")
    assert said(page) == [one.NOTHING_MOVED]
    load_again(engine, tmp_path)
    page = page.run()
    (line,) = [
        each
        for each in rows(page, "Because of")
        if each["Figure"].startswith("Children aged 4 and over wh")
    ]
    assert list(line.values())[1:] == [
        "Whole service",
        "2024-25",
        "6 of 7",
        "7 of 7",
        "2",
        "Reviews 2024-25.csv, loaded on 2025-05-02",
    ]


def test_it_is_withdrawn_with_a_reason_and_a_tick(page, engine, ben):
    sign_one(ben)
    page = press(page.run(), "Withdraw it")
    assert said(page) == [f"Nothing was withdrawn. Tick '{one.SURE}' first."]
    page = press(tick(page, one.SURE), "Withdraw it")
    assert said(page) == ["Found no reason. Say why the release is withdrawn."]
    (why,) = [each for each in page.text_input if each.label == "Reason"]
    why.set_value("a wrong file")
    page = press(tick(page, one.SURE), "Withdraw it")
    assert said(page) == ["Release 1 to 31 March 2025 is withdrawn."]
    (line,) = rows(page)
    assert line["State"].startswith("withdrawn by this machine on ")
    assert line["State"].endswith(": a wrong file")
    assert one.WITHDRAWN in text(page)
    assert "Withdraw it" not in labels(page)


def test_the_ledger_has_who_signed_and_who_withdrew(engine, ben):
    sign_one(ben)
    casework.withdraw(ben, 1, "a wrong file")
    entries = ledger.own(engine, ben.viewer)
    assert set(entries["Screen"]) == {"signing of releases"}
    assert sorted(entries["What"]) == [
        "wrote release 1 to 31 March 2025",
        "wrote withdrawal of release 1 to 31 March 2025",
    ]


def test_its_file_is_that_of_the_shell(engine, ben):
    found = sign_one(ben)
    assert printed.as_csv(*data.board_cells(ben, 1)) == printed.as_csv(
        *signing.board_cells(engine, CODE, 1)
    )
    first, *_ = printed.as_csv(*data.board_cells(ben, 1)).splitlines()
    assert first == f"# {printed.line(found)}. {Policy.CLOSED.words}"


def test_a_closed_session_leads_to_no_boards_page(page, ben):
    sign_one(ben)
    page = page.run()
    assert one.CLOSED in text(page)
    assert not any("see=" in each.proto.body for each in page.get("html"))


@pytest.mark.parametrize(
    "fetch",
    [
        data.draft_kept,
        lambda look: data.moved(look, 1),
        lambda look: data.board_cells(look, 1),
    ],
)
def test_what_is_read_of_releases_is_for_three_roles(engine, ben, fetch):
    sign_one(ben)
    given = set()
    for role in Role:
        try:
            fetch(look_of(engine, role))
        except NotAllowedError:
            continue
        given.add(role)
    assert given == {Role.QUALITY, Role.MANAGER, Role.ANALYST}


def test_a_draft_is_made_by_the_group_alone(engine):
    for role in set(Role) - {Role.QUALITY}:
        with pytest.raises(NotAllowedError):
            data.draft(look_of(engine, role), TO, Policy.CLOSED, lambda _: None)


def test_it_is_in_the_menu_of_those_who_read_releases():
    has = [role for role in Role if "Releases" in in_menu_of(role)]
    assert has == [Role.QUALITY, Role.MANAGER, Role.ANALYST]


def test_the_bar_goes_on_in_words():
    told = []
    tell = draft.along(lambda share, words: told.append((share, words)))
    for block in ("reviews", "plan_reviews age_band", "attack", "what it says"):
        tell(block)
    shares, words = zip(*told, strict=True)
    assert list(shares) == sorted(shares)
    assert words == (
        "Checking reviews",
        "Checking plan reviews by age band",
        "Trying to work out what is withheld",
        "Writing what the figures say",
    )
