"""Every fetch of what not everybody may see, by every role."""

import ast
import importlib
import inspect
import json
import pkgutil
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from sqlmodel import Session, delete, select

from data_access import columns
from data_access.access import ledger, people
from data_access.access.look import Look
from data_access.access.pseudonyms import staff_pseudonym
from data_access.casework import (
    actions,
    answers,
    children,
    coming,
    commentary,
    dispute_rules,
    events,
    exchange,
    forecast,
    impact,
    practice,
    quality,
    recorded,
    releases,
    rows_behind,
    staff_groups,
    supervision,
    targets,
    views,
    voice,
    worklist,
    workloads,
)
from data_access.derive.council import EVENTS, recorded_words, targets_of
from data_access.derive.recorded import RECORDED
from data_access.importers.exchange.importer import KIND
from data_access.intake import files, register_file
from data_access.intake.batch import FileReport
from data_access.store import database
from data_access.store import releases as store
from data_access.store.actions import add_line
from data_access.store.actions import lines_of as savings_of
from data_access.store.commentary import Report, lines_of
from data_access.store.loaded import (
    CouncilAction,
    CouncilEvent,
    CouncilRebase,
    CouncilTarget,
    RecordedRow,
)
from domain.access import (
    ALLOWED,
    CHILD_LEVEL,
    EVERY_TEAM,
    NotAllowedError,
    Role,
    Screen,
    Viewer,
    may,
    require,
)
from domain.actions import Action
from domain.disputes import DisputeRules
from domain.periods import year_to
from domain.recorded import FOLLOW_UP, OTHER_REVIEWS
from domain.views import Threshold
from metrics.cla_reviews import REVIEWS_OVERDUE
from tests import tables
from tests.conftest import AS_AT

LA = "EXM"
NOW = datetime(2025, 10, 2, 9, 30, tzinfo=UTC)
YEAR = year_to(AS_AT)
LINE = worklist.TaskLine("?", "review_overdue", AS_AT)
A_REVIEW = [rows_behind.RowsAsked("reviews", np.array([0]))]


def behind_a_figure(look, **how):
    counted = counted_now(look.engine)
    as_counted = replace(look, as_at=counted.data_to)
    return rows_behind.listed(as_counted, counted, A_REVIEW, **how)


def of_the_viewer(fetch):
    return lambda look: fetch(look.engine, look.viewer)


def counted_now(engine):
    """Columns with one review, of the store as it is now."""
    made = tables.columns(
        reviews="""
        due        | held
        2025-01-15 | 2025-01-14
        """
    )
    with database.reading(engine) as session:
        return replace(made, la=LA, version=database.version(session))


def set_a_target(look):
    asked = targets.TargetAsked(4.0, date(2024, 4, 1), "Why")
    with Session(look.engine) as session:
        kept = targets_of(session, look.la).items()
    seen = [number for number, each in kept if each.key == REVIEWS_OVERDUE.key]
    targets.set_target(look, REVIEWS_OVERDUE, asked, seen)


def of_one_kept(change, kind, *, removed, **values):
    """Ask for a change of one that is there, whoever changed others before."""

    def asked(look):
        month = date(2018, 1, 1)
        with Session(look.engine) as session:
            for line in session.scalars(select(kind).where(kind.start == month)):
                session.delete(line)
            line = kind(
                la=LA,
                measure=REVIEWS_OVERDUE.key,
                start=month,
                set_by="x",
                set_at=NOW,
                removed_at=NOW if removed else None,
                **values,
            )
            session.add(line)
            session.commit()
            number = line.id
        change(look, number)

    return asked


def limits_anew(look):
    with Session(look.engine) as session:
        for line in session.scalars(select(CouncilRebase)):
            session.delete(line)
        session.commit()
    targets.rebase(look, REVIEWS_OVERDUE, date(2024, 4, 1), "Why")


def rules_of_disputes(look):
    seen = dispute_rules.standing(look)
    dispute_rules.keep(look, (DisputeRules(name="DRN"),), seen)


def words_of_answers(look):
    impact = FOLLOW_UP.by_key["impact"]
    with Session(look.engine) as session:
        seen = recorded_words(session, look.la).of(FOLLOW_UP, impact)
    answers.keep(look, FOLLOW_UP, impact, {"none": "nothing"}, seen)


AN_EVENT = events.EventAsked(date(2019, 1, 1), "A new form")
ABOUT = commentary.About(REVIEWS_OVERDUE.key, date(2019, 1, 1))
REPORT = Report(1, date(2019, 3, 31), "2018-19")
OF_ANOTHER = FileReport("theirs.json", KIND, import_id=1)
A_NUMBER = Threshold(REVIEWS_OVERDUE.key, above=True, number=3)


def log_an_event(look):
    clear_events(look)
    events.log(look, AN_EVENT)


def an_event(look, removed_at=None):
    """The number of an event that is there, whoever changed others before."""
    clear_events(look)
    with Session(look.engine) as session:
        line = CouncilEvent(
            la=LA,
            day=AN_EVENT.day,
            words=AN_EVENT.words,
            set_by="x",
            set_at=NOW,
            removed_by="x" if removed_at else None,
            removed_at=removed_at,
        )
        session.add(line)
        session.commit()
        return line.id


def clear_events(look):
    with Session(look.engine) as session:
        session.execute(delete(CouncilEvent).where(EVENTS.c.day == AN_EVENT.day))
        session.commit()


def save_a_commentary(look):
    with Session(look.engine) as session:
        lines = lines_of(session, LA, ABOUT.month, (ABOUT.key,))
    base = lines[0].number if lines else 0
    commentary.save(look, ABOUT, "Why", base)


def a_draft(look, up_to=date(2019, 3, 31)):
    """A release without a figure, of the rows and releases as they are now."""
    with database.reading(look.engine) as session:
        every = store.releases(session, LA)
        version = database.version_of(session, LA)
    seen = frozenset(each.number for each in every if each.stands)
    return store.Unsigned(LA, up_to, "councils", version, seen, {}, ())


def sign_a_release(look):
    draft = a_draft(look, AS_AT)
    for number in draft.seen:
        with Session(look.engine) as session:
            store.withdraw(session, LA, number, who="x", why="x", now=NOW)
            session.commit()
    releases.sign(look, a_draft(look, AS_AT))


def withdraw_a_release(look):
    sign_a_release(replace(look, viewer=viewer_of(Role.QUALITY)))
    number = max(a_draft(look).seen)
    releases.withdraw(look, number, "Why")


A_REVIEW_OF_ANOTHER_KIND = {"person": "?", "kind": "pre_birth", "held": "2025-09-01"}


def of_one_recorded(change, *, removed=False):
    """Ask for a change of a row that stands, or was removed, whoever did so before."""

    def asked(look):
        sheet, values = OTHER_REVIEWS, A_REVIEW_OF_ANOTHER_KIND
        key = sheet.key_of(values)
        with Session(look.engine) as session:
            session.execute(delete(RecordedRow).where(RECORDED.c.key == key))
            if change is not recorded.add:
                line = RecordedRow(
                    la=LA,
                    sheet=sheet.key,
                    key=key,
                    child_id="?",
                    content=json.dumps(values),
                    removed=removed,
                    by="x",
                    at=NOW,
                )
                session.add(line)
            session.commit()
        if change is recorded.add:
            return change(look, sheet, values)
        seen = recorded.Saying(sheet, key, values, "x", NOW, removed)
        return change(look, seen, *([values] if change is recorded.change else []))

    return asked


AN_ACTION = actions.ActionAsked(AS_AT, "Open diaries", "Manager", AS_AT)


def decide_anew(look):
    with Session(look.engine) as session:
        session.execute(delete(CouncilAction))
        session.commit()
    return actions.decide(look, AN_ACTION) > 0  # a number is a database's own


def latest_saving(look):
    """The number of an action's latest saving, whoever changed it before."""
    with Session(look.engine) as session:
        if not savings_of(session, LA, 1):
            add_line(session, LA, Action(1, AS_AT, "Open", "Manager", AS_AT), NOW)
            session.commit()
        return savings_of(session, LA, 1)[0].saving


A_TARGET = {"kind": CouncilTarget, "value": 4.0, "source": "Why"}
A_REBASE = {"kind": CouncilRebase, "reason": "Why"}
FETCHES = {  # each with the screen it is for, and how it is asked
    children.listed: (Screen.CHILDREN, children.listed),
    children.one: (Screen.CHILD, lambda look: children.one(look, "?")),
    children.one_taken: (Screen.CHILD, lambda look: children.one_taken(look, "?")),
    rows_behind.listed: (Screen.BEHIND, behind_a_figure),
    worklist.lines: (Screen.WORKLIST, worklist.lines),
    worklist.marked: (Screen.WORKLIST, worklist.marked),
    worklist.calendar: (Screen.WORKLIST, worklist.calendar),
    worklist.put_aside: (
        Screen.WORKLIST,
        lambda look: worklist.put_aside(look, LINE, date(2025, 10, 9), "Why"),
    ),
    worklist.done: (Screen.WORKLIST, lambda look: worklist.done(look, LINE, "Why")),
    worklist.take_back: (
        Screen.WORKLIST,
        lambda look: worklist.take_back(look, LINE),
    ),
    supervision.one: (
        Screen.SUPERVISION,
        lambda look: supervision.one(look, staff_pseudonym(LA, "S01"), YEAR),
    ),
    supervision.part_taken: (
        Screen.SUPERVISION,
        lambda look: supervision.part_taken(
            look, staff_pseudonym(LA, "S01"), YEAR, supervision.SupervisionPart.LATE
        ),
    ),
    ledger.own: (Screen.OWN_LEDGER, of_the_viewer(ledger.own)),
    ledger.everybodys: (Screen.LEDGER, of_the_viewer(ledger.everybodys)),
    files.imports: (Screen.FILES, files.imports),
    files.left_out_count: (Screen.FILES, files.left_out_count),
    files.left_out: (Screen.LEFT_OUT, files.left_out),
    files.left_out_taken: (
        Screen.LEFT_OUT,
        lambda look: files.left_out_taken(look, pd.DataFrame({"Found": ["31/02"]})),
    ),
    workloads.by_name: (Screen.CASELOADS_BY_NAME, workloads.by_name),
    quality.summary: (Screen.DATA_QUALITY, quality.summary),
    quality.listed: (Screen.QUALITY_FINDINGS, quality.listed),
    forecast.expected: (Screen.FORECAST, forecast.expected),
    forecast.earlier: (Screen.EARLIER_REVIEWS, forecast.earlier),
    register_file.filled: (Screen.REGISTER, register_file.filled),
    targets.standing: (Screen.TARGETS, targets.standing),
    dispute_rules.standing: (Screen.TARGETS, dispute_rules.standing),
    dispute_rules.keep: (Screen.TARGETS, rules_of_disputes),
    answers.keep: (Screen.TARGETS, words_of_answers),
    targets.set_target: (Screen.TARGETS, set_a_target),
    targets.remove_target: (
        Screen.TARGETS,
        of_one_kept(targets.remove_target, removed=False, **A_TARGET),
    ),
    targets.put_back_target: (
        Screen.TARGETS,
        of_one_kept(targets.put_back_target, removed=True, **A_TARGET),
    ),
    targets.rebase: (Screen.TARGETS, limits_anew),
    targets.remove_rebase: (
        Screen.TARGETS,
        of_one_kept(targets.remove_rebase, removed=False, **A_REBASE),
    ),
    targets.put_back_rebase: (
        Screen.TARGETS,
        of_one_kept(targets.put_back_rebase, removed=True, **A_REBASE),
    ),
    events.logged: (Screen.EVENTS, events.logged),
    events.log: (Screen.EVENTS, log_an_event),
    events.change: (
        Screen.EVENTS,
        lambda look: events.change(look, an_event(look), AN_EVENT),
    ),
    events.remove: (
        Screen.EVENTS,
        lambda look: events.remove(look, an_event(look)),
    ),
    events.put_back: (
        Screen.EVENTS,
        lambda look: events.put_back(look, an_event(look, removed_at=NOW)),
    ),
    commentary.of_month: (
        Screen.MEETING,
        lambda look: commentary.of_month(look, ABOUT.month),
    ),
    commentary.written_in_report: (
        Screen.REPORTS,
        lambda look: commentary.written_in_report(look, REPORT),
    ),
    commentary.written_in_others: (
        Screen.WRITING,
        lambda look: commentary.written_in_others(look, REPORT),
    ),
    views.of: (Screen.OWN_VIEWS, views.of),
    views.keep_view: (
        Screen.OWN_VIEWS,
        lambda look: views.keep_view(look, "Mine", "overview", ()),
    ),
    views.keep_threshold: (
        Screen.OWN_VIEWS,
        lambda look: views.keep_threshold(look, A_NUMBER),
    ),
    views.drop: (Screen.OWN_VIEWS, lambda look: views.drop(look, A_NUMBER)),
    commentary.of_measure: (
        Screen.MEETING,
        lambda look: commentary.of_measure(look, ABOUT),
    ),
    commentary.keep_draft: (
        Screen.MEETING,
        lambda look: commentary.keep_draft(look, ABOUT, "Why", 0),
    ),
    commentary.drop_draft: (
        Screen.MEETING,
        lambda look: commentary.drop_draft(look, ABOUT),
    ),
    commentary.save: (Screen.MEETING, save_a_commentary),
    commentary.agenda: (Screen.MEETING, commentary.agenda),
    commentary.choose_agenda: (
        Screen.AGENDA,
        lambda look: commentary.choose_agenda(look, ()),
    ),
    releases.listed: (Screen.RELEASES, releases.listed),
    releases.overtaken: (
        Screen.RELEASES,
        lambda look: releases.overtaken(look, a_draft(look)),
    ),
    exchange.made: (
        Screen.RELEASES,
        lambda look: exchange.made(look, SimpleNamespace(number=1, up_to=AS_AT)),
    ),
    exchange.read: (Screen.FILES, lambda look: exchange.read(look, [OF_ANOTHER])),
    exchange.trusted: (Screen.FILES, exchange.trusted),
    exchange.trust: (
        Screen.FILES,
        lambda look: exchange.trust(look, "390", "0123 " * 8),
    ),
    exchange.distrust: (Screen.FILES, lambda look: exchange.distrust(look, "390")),
    releases.sign: (Screen.SIGNING, sign_a_release),
    releases.withdraw: (Screen.SIGNING, withdraw_a_release),
    recorded.listed: (
        Screen.RECORDED,
        lambda look: recorded.listed(look, OTHER_REVIEWS),
    ),
    coming.coming: (Screen.RECORDED, coming.coming),
    impact.waiting: (Screen.RECORDED, impact.waiting),
    voice.heard: (Screen.FIGURES, voice.heard),
    practice.learnt: (Screen.FIGURES, practice.learnt),
    staff_groups.of_staff: (Screen.STAFF_GROUPS, staff_groups.of_staff),
    recorded.history: (
        Screen.RECORDED,
        lambda look: recorded.history(look, OTHER_REVIEWS, "?|pre_birth"),
    ),
    **{
        each: (Screen.RECORDED, of_one_recorded(each))
        for each in (recorded.add, recorded.change, recorded.remove)
    },
    recorded.put_back: (
        Screen.RECORDED,
        of_one_recorded(recorded.put_back, removed=True),
    ),
    actions.decided: (Screen.ACTIONS, actions.decided),
    actions.history: (Screen.ACTIONS, lambda look: actions.history(look, 1)),
    actions.decide: (Screen.DECIDING, decide_anew),
    actions.change: (
        Screen.DECIDING,
        lambda look: actions.change(look, latest_saving(look), AN_ACTION) > 0,
    ),
    actions.undo: (
        Screen.DECIDING,
        lambda look: actions.undo(look, latest_saving(look)),
    ),
    people.listed: (Screen.PEOPLE, of_the_viewer(people.listed)),
}
OF_NO_COUNCIL = {ledger.own, ledger.everybodys, people.listed}
WAYS = [  # opened, and taken where it can be
    (fetch, how)
    for fetch in FETCHES
    for how in ({}, {"taken": True})
    if how.keys() <= inspect.signature(fetch).parameters.keys()
]
OF_A_COUNCIL = [(fetch, how) for fetch, how in WAYS if fetch not in OF_NO_COUNCIL]
TAKEN = [fetch for fetch, how in WAYS if how]


def said(way):
    if isinstance(way, dict):
        return "taken" if way else "opened"
    return f"{way.__module__.removeprefix('data_access.')}.{way.__name__}"


def modules_of(*rooms):
    for room in rooms:
        found = importlib.import_module(f"data_access.{room}")
        for each in pkgutil.walk_packages(found.__path__, f"{found.__name__}."):
            yield importlib.import_module(each.name)


def fetches_of(module):
    """Yield what a module offers to whoever has a look, and no session yet."""
    for name, each in inspect.getmembers(module, inspect.isfunction):
        if each.__module__ == module.__name__ and not name.startswith("_"):
            kinds = set(inspect.get_annotations(each, eval_str=True).values())
            if Look in kinds and Session not in kinds:
                yield each


def viewer_of(role, la=None):
    return Viewer("x@example.org", role, la, teams=(EVERY_TEAM,), staff_id="S01")


@pytest.fixture
def engine(own_exampleshire):
    return own_exampleshire


def given_to(fetch, how, engine, viewer):
    """Return what a fetch gives; of a child that is not there, nothing."""
    try:
        return FETCHES[fetch][1](Look(engine, viewer, LA, AS_AT, NOW), **how)
    except children.NoSuchChildError:
        return None


def is_given(fetch, how, engine, viewer):
    try:
        given_to(fetch, how, engine, viewer)
    except NotAllowedError:
        return False
    return True


def test_every_fetch_is_tried_here():
    found = {
        each
        for module in modules_of("access", "intake", "casework")
        for each in fetches_of(module)
    }
    assert found == set(FETCHES) - OF_NO_COUNCIL


@pytest.mark.parametrize(
    "module", list(modules_of("casework")), ids=lambda each: each.__name__
)
def test_what_readers_are_given_is_read_through_a_look(module):
    """Sessions come from `Look.given` and `Look.writing`, which ask."""
    tree = ast.parse(inspect.getsource(module))
    used = {each.attr for each in ast.walk(tree) if isinstance(each, ast.Attribute)}
    assert not used & {"engine", "reading", "get_engine", "connect", "begin"}
    called = {
        ast.unparse(each.func) for each in ast.walk(tree) if isinstance(each, ast.Call)
    }
    assert "Session" not in called


@pytest.mark.parametrize(("fetch", "how"), WAYS, ids=said)
def test_a_fetch_gives_to_the_roles_of_its_screen_and_no_other(engine, fetch, how):
    screen, _ = FETCHES[fetch]
    those = {role for role in Role if is_given(fetch, how, engine, viewer_of(role))}
    assert those == ALLOWED[screen]


@pytest.mark.parametrize(("fetch", "how"), OF_A_COUNCIL, ids=said)
def test_a_fetch_gives_nobody_another_council(engine, fetch, how):
    others = [viewer_of(role, "TST") for role in Role]
    assert not any(is_given(fetch, how, engine, other) for other in others)


@pytest.mark.parametrize("fetch", TAKEN, ids=said)
def test_what_is_taken_is_written_so_and_has_no_id_of_the_council(engine, fetch):
    screen, _ = FETCHES[fetch]
    viewer = viewer_of(sorted(ALLOWED[screen])[0])
    taken = given_to(fetch, {"taken": True}, engine, viewer)
    lines = getattr(taken, "lines", taken)
    assert "Child" not in lines.columns
    (entry,) = ledger.own(engine, viewer).to_dict("records")
    assert (entry["What"], entry["Rows"]) == ("downloaded", len(lines))


@pytest.mark.parametrize("role", Role)
def test_councils_are_those_of_the_viewer(engine, role):
    codes = [
        [code for code, _, _ in columns.councils(engine, viewer_of(role, la))]
        for la in (None, LA, "TST")
    ]
    assert codes == [[LA], [LA], []]


def test_whatever_has_children_in_it_is_written_down(engine):
    seen, wrote = set(), set()
    for fetch, how in WAYS:
        for role in ALLOWED[FETCHES[fetch][0]]:
            is_given(fetch, how, engine, viewer_of(role))
    for role in Role:
        entries = ledger.own(engine, viewer_of(role))
        written = entries["What"].str.startswith("wrote ")
        seen |= set(entries["Screen"][~written])
        wrote |= set(entries["Screen"][written])
    assert seen == {screen.value for screen in CHILD_LEVEL - {Screen.CHILD}}
    assert wrote == {
        Screen.SIGNING,
        Screen.FILES,  # files of other councils, keys that are trusted
        Screen.RELEASES,  # files for other councils
        Screen.TARGETS,  # rules of disputes, words of answers
        Screen.EVENTS,
        Screen.MEETING,
        Screen.AGENDA,
        Screen.RECORDED,
        Screen.DECIDING,
    }


def test_nobody_is_not_let_in():
    with pytest.raises(NotAllowedError) as refusal:
        require(None, Screen.ABOUT)
    assert "Ask the dashboard's administrator" in str(refusal.value)
    assert not may(None, Screen.ABOUT)


@pytest.mark.parametrize("role", Role)
def test_words_of_a_report_are_written_by_whoever_may_write_them(engine, role):
    about = commentary.of_report(REPORT.part("quotes"))
    look = Look(engine, Viewer("somebody", role, LA), LA, AS_AT, NOW)
    for use in (
        lambda: commentary.of_measure(look, about),
        lambda: commentary.keep_draft(look, about, "Words", 0),
        lambda: commentary.drop_draft(look, about),
    ):
        if role in ALLOWED[Screen.WRITING]:
            use()
        else:
            with pytest.raises(NotAllowedError):
                use()
