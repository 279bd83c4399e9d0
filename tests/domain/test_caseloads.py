from dataclasses import replace

import pytest

from domain.workload import (
    HANDBOOK,
    CaseloadRules,
    Load,
    Post,
    Spread,
    Stage,
    Weights,
    moved,
    spread,
    whole_families,
    with_more,
)

POSTS = (Post("S1", 90, 1.0), Post("S2", 30, 0.5), Post("S3", 7, 0.0))


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (49.94, "below"),
        (49.96, "within"),
        (70, "within"),
        (70.04, "within"),
        (70.06, "above"),
    ],
)
def test_a_number_lies_beside_the_band_as_it_is_shown(value, place):
    assert CaseloadRules().place(value) == place


def test_a_band_that_is_not_the_handbooks_is_called_the_councils():
    assert CaseloadRules().source == HANDBOOK
    assert CaseloadRules(low=40, high=60).source == (
        f"40 to 60 is this council's own band. {HANDBOOK}"
    )


@pytest.mark.parametrize(
    ("stage", "most"),
    [
        (Stage.PROBATION, 40),
        (Stage.FIRST_YEAR, 80),
        (Stage.LATER, 80),
        (None, None),
    ],
)
def test_the_most_wanted_is_the_stages_own_else_the_councils(stage, most):
    assert CaseloadRules(target=80, on_probation=40).most(stage) == most
    assert CaseloadRules().most(stage) is None


def test_a_weighted_load_is_the_sum_of_what_the_children_add():
    load = Load("S1", "A", 1.0, 10, 8, 3, 4, 3, 2, 1)
    weights = Weights(1.0, 0.5, 0.25, 2.0, 10.0, 3.0)
    assert load.weighted(weights) == 10 + 2 + 0.75 + 4 + 10
    assert replace(load, siblings=2).weighted(weights) == 10 + 2 + 0.75 + 4 + 10 - 6
    assert load.weighted(Weights(0, 0, 0, 0, 0, 0)) == 0


def test_a_post_is_cases_in_care_and_on_plans_for_its_time():
    assert Load("S1", "A", 0.5, 10, 8, 3).post == Post("S1", 11, 0.5)
    assert Load("S1", "A", 0.5, 10, 8, 3).post.per_post == 22
    assert Load("S1", "A", None, 10, 8, 3).post.per_post is None


def test_the_spread_leaves_out_posts_that_are_not_known():
    assert spread(POSTS) == Spread(60, 90, 80)
    assert spread(POSTS[2:]) is None
    assert spread(()) is None


def test_what_is_moved_is_taken_and_given_and_nothing_else():
    assert moved(POSTS, "S1", "S2", 20) == (
        Post("S1", 70, 1.0),
        Post("S2", 50, 0.5),
        Post("S3", 7, 0.0),
    )


@pytest.mark.parametrize(("asked", "left"), [(-1, 7), (0, 7), (7, 0), (8, 0)])
def test_nobody_gives_more_than_they_have_and_no_case_is_lost(asked, left):
    found = moved(POSTS, "S3", "S1", asked)
    assert found[2].cases == left
    assert sum(post.cases for post in found) == 127


@pytest.mark.parametrize(
    ("asked", "goes"),
    [(0, 0), (1, 0), (2, 2), (3, 2), (4, 4), (5, 5), (6, 6), (8, 7), (9, 9), (99, 11)],
)
def test_brothers_and_sisters_go_together(asked, goes):
    post = Post("S4", 11, 1.0, (2, 4, 5))
    assert whole_families(post, asked) == goes
    assert moved((post, POSTS[0]), "S4", "S1", asked)[0].cases == 11 - goes


def test_moving_to_oneself_changes_nothing():
    assert moved(POSTS, "S1", "S1", 5) == POSTS


def test_a_post_that_grows_grows_alone():
    assert with_more(POSTS, "S2", 0.5) == (POSTS[0], Post("S2", 30, 1.0), POSTS[2])
