"""What is compared on a reader's click: back on a plan, groups of children, teams."""

import pytest

from tests.pages.opening import choose, open_all, open_page, read_table, text
from ui.comparison.comparison import GROUPS_LABEL, TEAMS_LABEL
from ui.recorded.pair import WARNING
from ui.returns.returns import LABEL

PROTECTION = "figures/child_protection.py"
COMPARED = {
    "figures/reviews_on_time.py": (WARNING, TEAMS_LABEL, GROUPS_LABEL),
    "figures/participation.py": (TEAMS_LABEL, GROUPS_LABEL),
    "figures/disputes.py": (GROUPS_LABEL,),
}


def offers(page):
    return {each.label: each for each in page.expander if each.label.endswith("?")}


def table(offer):
    (found,) = [
        each.proto.body for each in offer.get("html") if "<table" in each.proto.body
    ]
    return read_table(found)


@pytest.mark.parametrize("file", [PROTECTION, *COMPARED])
def test_nothing_is_counted_before_it_is_opened(with_exampleshire, file):
    for offer in offers(open_page(file)).values():
        assert not offer.header
        assert not offer.get("plotly_chart")


@pytest.mark.parametrize("file", COMPARED)
def test_groups_and_teams_are_beside_the_others(with_exampleshire, file):
    assert tuple(offers(open_page(file))) == COMPARED[file]


def test_groups_say_what_is_not_compared_and_claim_nothing_of_few(with_exampleshire):
    page = open_all(open_page("figures/reviews_on_time.py"))
    found = table(offers(page)[GROUPS_LABEL])
    few = found[found["What it says"] == "too few to say"]
    assert 0 < len(few) < len(found)
    assert set(few["Share"]) == set(few["Counted"]) == set(few["95% interval"]) == {""}
    assert "disabled children, and unaccompanied asylum-seeking" in text(page)


def test_a_grouping_that_is_filtered_by_is_not_compared(with_exampleshire):
    page = open_page("figures/reviews_on_time.py")
    page = open_all(choose(page, "age_band", "10 to 15"))
    groups = table(offers(page)[GROUPS_LABEL])["Group"]
    kinds = {each.split(":")[0] for each in groups}
    assert kinds == {
        *("Sex", "Ethnic group", "Disability"),
        "Whether unaccompanied",
    }


def test_every_team_is_compared_whichever_is_chosen(with_exampleshire):
    page = open_page("figures/reviews_on_time.py")
    every = table(offers(open_all(page))[TEAMS_LABEL])
    page = open_all(choose(page, "team", "South"))
    chosen = offers(page)[TEAMS_LABEL]
    assert table(chosen).equals(every)
    assert "Not filtered by team: all are compared." in text(page)


def test_back_on_a_plan_is_drawn_with_every_group_of_plans(with_exampleshire):
    offer = offers(open_all(open_page(PROTECTION)))[LABEL]
    assert len(offer.get("plotly_chart")) == 1
    found = table(offer)
    whole, *parts = found.to_dict("records")
    assert whole["Plans that ended"] == "All"
    for kind in ("Ended in", "Category", "Time on the plan"):
        of_kind = [x for x in parts if x["Plans that ended"].startswith(f"{kind}: ")]
        for counted in ("Followed", "Back on a plan", "Left out"):
            numbers = [int(each[counted].replace(",", "")) for each in of_kind]
            assert sum(numbers) == int(whole[counted].replace(",", ""))


def test_back_on_a_plan_is_as_it_was_seen_on_the_last_day_chosen(with_exampleshire):
    page = choose(open_page(PROTECTION), "period", "Financial year")
    page = open_all(choose(page, "year", "2023-24"))
    heading = offers(page)[LABEL].header[0].value
    assert heading.endswith("of plans that ended from 1 April 2021 to 31 March 2024")
