"""Two councils in one store, of one name: each can be chosen, and is itself."""

import pytest
from sqlmodel import Session

from data_access.derive.council import save_name
from data_access.store import database
from data_access.store.settings import settings
from tests.pages.opening import cards, choose, closed, go_to, start, text
from tests.small_store import CODE, load_small_council
from ui.kit import words

ALIKE = ["Twinshire (390)", f"Twinshire ({CODE})"]


@pytest.fixture
def two_of_one_name(own_small_council, tmp_path):
    engine = database.get_engine(settings().database_url)
    load_small_council(engine, tmp_path, la="390")
    with Session(engine) as session, database.writing(session):
        for la in ("390", CODE):
            save_name(session, la, "Twinshire")
            database.bump(session, la)


def test_each_of_two_councils_of_one_name_can_be_chosen(two_of_one_name):
    app = start("quality")
    box = app.selectbox(key="council")
    assert sorted(box.options) == ALIKE
    for name in ALIKE:
        assert choose(app, "council", name).selectbox(key="council").value == name
        assert not app.exception
        assert cards(app)


def test_what_is_in_the_store_is_told_of_each(two_of_one_name):
    app = go_to(closed("analyst"), "data/load_files.py")
    for name in ALIKE:
        assert f"In the store: {name}" in text(app)
    named = [each.value for each in app.text_input if each.label == "Council's name"]
    assert named == ["Twinshire", "Twinshire"]


def test_a_council_with_a_name_of_its_own_has_no_code_beside_it():
    names = {"390": "Twinshire", "391": "Oneshire", "392": "Twinshire"}
    assert words.told_apart(names) == {
        "390": "Twinshire (390)",
        "391": "Oneshire",
        "392": "Twinshire (392)",
    }
