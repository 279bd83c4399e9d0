"""Who the staff are, beside the children: for those alone who may see it."""

import re

import pytest
from sqlalchemy import delete

from data_access.derive.recorded import RECORDED
from domain.access import Role
from domain.recorded_staff import POSTS, STAFF_GROUPS
from tests.conftest import copied
from tests.pages.opening import open_page, tables, text
from ui.caseloads import groups

PAGE = "figures/workforce.py"
MAY = {Role.MANAGER, Role.QUALITY}


def of_staff(page):
    return [each for each in tables(page) if "Children in our care" in each.columns]


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.BOARD])
def test_only_managers_and_the_group_see_groups_of_staff(with_exampleshire, role):
    page = open_page(PAGE, role.value)
    assert not page.exception
    assert bool(of_staff(page)) is (role in MAY)
    assert (groups.FEW in text(page)) is (role in MAY)


def test_each_group_is_n_of_n_of_staff_and_of_children(with_exampleshire):
    (found,) = of_staff(open_page(PAGE))
    assert list(found["Group"]) == [
        said for said, _ in (*groups.SEX.values(), *groups.ETHNIC.values())
    ]
    for column in ("Staff", "Children in our care"):
        numbers = found[column].str.extract(r"^([\d,]+) of ([\d,]+) \(").astype(str)
        counted = numbers.map(lambda each: int(re.sub(",", "", each)))
        for part in (counted[: len(groups.SEX)], counted[len(groups.SEX) :]):
            assert part[0].sum() == part[1].iloc[0] > 0
            assert part[1].nunique() == 1


def test_posts_vacant_are_of_those_agreed(with_exampleshire):
    page = open_page(PAGE)
    assert "Posts vacant" in text(page)
    assert "full-time posts agreed, each counted once a month" in text(page)


def test_where_nothing_is_recorded_it_says_where_to(use_store, fewer_file, tmp_path):
    place = tmp_path / "iro.db"
    with copied(fewer_file, place) as engine, engine.begin() as connection:
        sheets = RECORDED.c.sheet.in_((POSTS.key, STAFF_GROUPS.key))
        connection.execute(delete(RECORDED).where(sheets))
    use_store(place)
    page = open_page(PAGE)
    assert not page.exception
    assert groups.NONE_YET in text(page)
    assert "Posts vacant" not in text(page)
