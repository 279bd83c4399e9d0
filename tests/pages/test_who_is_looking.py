"""Who may look at which page: in a demonstration, on one's own machine, signed in."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from data_access.access import people
from data_access.store import database
from data_access.store.settings import settings
from domain.access import ALLOWED, Role, Viewer
from pages.router import PAGES
from tests.conftest import GROUPS
from tests.listed import given
from tests.pages.opening import TITLES, cards, closed, go_to, start, text, titles
from ui.kit import viewing
from ui.kit.viewing import How, Standing

NOW = datetime(2025, 10, 1, 9, 0, tzinfo=UTC)
ADMINISTRATOR = Viewer("ada@example.org", Role.ADMINISTRATOR)
DEMONSTRATION = (
    "This is a demonstration: every child and member of staff is invented, and nobody "
    "signs in."
)
OWN_MACHINE = (
    "This is one person's own machine: nobody signs in, and whoever sits at it sees "
    "everything that is loaded."
)
NOT_INCLUDED = (
    "Your role does not include this. Ask the dashboard's administrator if you need it "
    "for your work."
)


def signed_in(*groups, age=0, **more):
    claims = {"email": "Ann@example.org", "iat": time.time() - age, "groups": [*groups]}
    return start(**{**claims, **more})


def sidebar(app):
    return "\n".join(each.value for each in app.sidebar.markdown)


def pages_of(app):
    """Which pages somebody can open; the others are not there for them."""
    found = set()
    for file in TITLES:
        try:
            app.switch_page(file).run()
        except ValueError:
            continue
        if not app.exception and titles(app) != ["Not for your role"]:
            found.add(file)
    return found


def allowed(role):
    there = map(given(role), PAGES)
    return {each.file for each in there if role in ALLOWED[each.screen]}


def shows_nothing(app):
    return not (
        app.metric
        or app.get("plotly_chart")
        or app.get("html")
        or app.sidebar.markdown
        or app.selectbox
    )


@pytest.mark.parametrize("role", Role)
def test_in_a_demonstration_each_role_opens_its_own_pages(with_exampleshire, role):
    assert pages_of(start(role.value)) == allowed(role)


@pytest.mark.parametrize("group", GROUPS)
def test_whoever_signs_in_opens_the_pages_of_their_role(
    with_exampleshire, sign_in, group
):
    role = Role(
        GROUPS[group] if isinstance(GROUPS[group], str) else GROUPS[group]["role"]
    )
    assert pages_of(signed_in(group, employee="S1")) == allowed(role)


def test_a_demonstration_says_so_and_begins_as_the_quality_assurance_group(
    with_exampleshire,
):
    app = start()
    assert DEMONSTRATION in sidebar(app)
    assert app.selectbox(key="as-role").value == "quality"
    assert app.selectbox(key="as-role").options == [
        "Board member",
        "Quality assurance group",
        "Manager, every team",
        "IRO or chair",
        "Performance analyst",
        "Administrator",
    ]


def test_an_address_says_as_whom_a_demonstration_is_seen(with_exampleshire):
    assert start("board").selectbox(key="as-role").value == "board"
    assert start("king").selectbox(key="as-role").value == "quality"


def test_another_role_chosen_stays_on_every_page_and_in_the_address(with_exampleshire):
    app = start()
    for role in ("analyst", "board", "manager"):
        app.selectbox(key="as-role").set_value(role).run()
        assert app.query_params["as"] == role
    go_to(app, "figures/disputes.py")
    assert app.selectbox(key="as-role").value == "manager"
    assert app.query_params["as"] == "manager"
    app.selectbox(key="as-role").set_value("quality").run()
    assert "as" not in app.query_params


def test_a_demonstration_is_seen_as_any_one_of_its_iros(with_exampleshire):
    app = start("iro")
    box = app.selectbox(key="as-staff")
    assert len(box.options) > 1
    posts = people.chairs(database.get_engine(settings().database_url))
    la, number, _ = posts[1]
    box.set_value(f"{la}/{number}").run()
    assert app.query_params["as"] == f"iro:{la}/{number}"
    again = start(f"iro:{la}/{number}")
    assert again.selectbox(key="as-staff").value == f"{la}/{number}"
    assert start("iro:EXM/nobody").selectbox(key="as-staff").value == "/".join(
        posts[0][:2]
    )


def test_an_empty_store_has_no_iro_to_look_as(with_nothing):
    assert "IRO or chair" not in start("iro").selectbox(key="as-role").options


def test_a_role_that_has_not_the_page_one_is_on_is_told_so(with_exampleshire):
    app = go_to(closed("analyst"), "data/load_files.py")
    app.selectbox(key="as-role").set_value("board").run()
    assert titles(app) == ["Not for your role"]
    assert NOT_INCLUDED in text(app)


def test_one_s_own_machine_is_called_so_on_every_page(own_small_council):
    app = start()
    for file in ("figures/overview.py", "data/load_files.py", "access/people.py"):
        app.selectbox(key="as-role").set_value("administrator").run()
        if file == "data/load_files.py":
            app.selectbox(key="as-role").set_value("analyst").run()
        go_to(app, file)
        assert [each.value for each in app.warning][:1] == [OWN_MACHINE]


def test_a_council_s_own_files_are_shown_to_nobody_who_cannot_sign_in(
    own_small_council, monkeypatch
):
    monkeypatch.delenv("IRO_OWN_MACHINE")
    settings.cache_clear()
    for role in Role:
        app = start(role.value)
        assert titles(app) == ["Nothing is shown here"]
        assert [each.value for each in app.error] == [
            "The store has a council's own files, and nobody signs in here, so nothing "
            "is shown. Set up signing in; or, on one person's own machine, start the "
            "dashboard with IRO_OWN_MACHINE=true."
        ]
        assert shows_nothing(app)
        assert pages_of(app) == set()


@pytest.mark.parametrize("claims", [{}, {"email": "ann@example.org"}])
def test_nobody_sees_anything_before_signing_in(with_exampleshire, sign_in, claims):
    app = start("administrator")
    app.user = claims
    app.run()
    assert titles(app) == ["Sign in"]
    assert [each.label for each in app.button] == ["Sign in"]
    assert shows_nothing(app)
    assert pages_of(app) == set()


def test_somebody_signed_in_without_a_role_sees_nothing(with_exampleshire, sign_in):
    app = signed_in("strangers")
    assert titles(app) == ["You have no role here yet"]
    assert "You are signed in as ann@example.org." in text(app)
    assert [each.label for each in app.button] == ["Sign out"]
    assert shows_nothing(app)
    assert pages_of(app) == set()


def test_a_sign_in_that_is_too_old_sees_nothing(with_exampleshire, sign_in):
    app = signed_in("administrators", age=8 * 3600 + 1)
    assert titles(app) == ["Sign in"]
    assert [each.value for each in app.info] == [
        "You have to sign in again: a sign-in lasts 8 hours."
    ]
    assert shows_nothing(app)
    assert pages_of(app) == set()


def test_a_sign_in_grows_old_while_a_page_is_open(with_exampleshire, sign_in):
    app = signed_in("analysts", age=8 * 3600 - 1000)
    assert titles(app) == ["Overview"]
    app.user = {**app.user, "iat": time.time() - 8 * 3600 - 1}
    app.run()
    assert titles(app) == ["Sign in"]
    assert shows_nothing(app)


def test_the_sidebar_says_who_is_signed_in_and_as_what(with_exampleshire, sign_in):
    app = signed_in("analysts")
    assert "Signed in as ann@example.org" in sidebar(app)
    assert "Performance analyst" in sidebar(app)
    assert "Sign out" in [each.label for each in app.sidebar.button]


def test_signing_out_shows_nothing_more(with_exampleshire, sign_in):
    app = signed_in("analysts")
    (out,) = [each for each in app.button if each.label == "Sign out"]
    app = out.click().run()
    assert not cards(app)
    assert titles(app.run()) == ["Sign in"]


def test_of_several_roles_the_safer_comes_first_and_no_other_can_be_asked_for(
    with_exampleshire, sign_in
):
    app = signed_in("analysts", "boards")
    assert app.selectbox(key="as-role").value == "board"
    assert app.selectbox(key="as-role").options == [
        "Board member",
        "Performance analyst",
    ]
    app.selectbox(key="as-role").set_value("analyst").run()
    assert pages_of(app) == allowed(Role.ANALYST)
    app = start(
        "administrator", email="ann@example.org", iat=time.time(), groups=["boards"]
    )
    assert pages_of(app) == allowed(Role.BOARD)


def test_a_role_in_the_people_table_counts_beside_the_claims(with_nothing, sign_in):
    engine = database.get_engine(settings().database_url)
    for la in ("EXM", "999"):
        given = Viewer("ann@example.org", Role.MANAGER, la, ("North",))
        people.give(engine, ADMINISTRATOR, given, NOW)
    app = signed_in("boards")
    assert app.selectbox(key="as-role").options == [
        "Board member",
        "Manager, North, EXM",
        "Manager, North, 999",
    ]
    app.selectbox(key="as-role").set_value("manager-2").run()
    assert app.query_params["as"] == "manager-2"


def test_a_role_ended_stops_working_at_the_next_run(with_nothing, sign_in):
    engine = database.get_engine(settings().database_url)
    people.give(engine, ADMINISTRATOR, Viewer("ann@example.org", Role.ANALYST), NOW)
    app = go_to(signed_in(), "data/load_files.py")
    assert titles(app) == ["Load files"]
    number = int(people.listed(engine, ADMINISTRATOR)["id"].iloc[0])
    people.end(engine, ADMINISTRATOR, number, NOW)
    assert titles(app.run()) == ["You have no role here yet"]
    assert shows_nothing(app)


def test_roles_are_not_given_where_nobody_signs_in(with_exampleshire):
    app = go_to(closed("administrator"), "access/people.py")
    assert "Roles are given where signing in is set up." in text(app)
    assert not app.button


@contextmanager
def asked_of_the_store():
    """What the store is asked meanwhile, each question as SQL."""
    engine, asked = database.get_engine(settings().database_url), []

    def ask(_connection, _cursor, statement, *_):
        asked.append(" ".join(statement.split()))

    event.listen(engine, "before_cursor_execute", ask)
    yield asked
    event.remove(engine, "before_cursor_execute", ask)


def test_the_store_is_asked_once_a_run_who_somebody_is(with_exampleshire, sign_in):
    app = signed_in("managers")
    with asked_of_the_store() as asked:
        app.run()
        assert titles(app) == ["Overview"]
    assert len([each for each in asked if "FROM person" in each]) == 1


def test_a_demonstration_is_asked_once_a_run_whether_it_is_one(with_exampleshire):
    app = start("iro")
    with asked_of_the_store() as asked:
        app.run()
        assert titles(app) == ["Overview"]
    assert len([each for each in asked if "import.kind !=" in each]) == 1
    assert [each for each in asked if "FROM staff" in each] == []


def test_nothing_of_who_looked_outlives_the_page_however_it_ends(with_exampleshire):
    one = Standing(How.SIGN_IN, "one", roles={"board": Viewer("one", Role.BOARD)})
    for ending in (KeyError, SystemExit, GeneratorExit):
        with pytest.raises(ending), viewing.looking(one):
            assert viewing.standing() is one
            raise ending
        assert viewing.standing().how is How.DEMONSTRATION


def test_of_pages_drawn_at_once_each_is_its_own_reader_s(with_exampleshire):
    def draw(number):
        one = Standing(How.SIGN_IN, f"reader {number}")
        with viewing.looking(one):
            time.sleep(0.01 * (number % 3))
            with ThreadPoolExecutor(1) as other:
                elsewhere = other.submit(viewing.standing).result()
            return viewing.standing() is one, elsewhere.how

    with ThreadPoolExecutor(8) as readers:
        found = list(readers.map(draw, range(64)))
    assert set(found) == {(True, How.DEMONSTRATION)}


def test_a_tab_where_somebody_else_signs_in_is_never_who_was_there_before(
    with_exampleshire, sign_in
):
    app = signed_in("analysts")
    assert titles(app) == ["Overview"]
    app.user = {}
    assert shows_nothing(app.run())
    app.user = {"is_logged_in": True, "email": "b@example.org", "iat": time.time()}
    app.run()
    assert titles(app) == ["You have no role here yet"]
