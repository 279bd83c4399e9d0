"""What somebody keeps: a page without its server or a child, and numbers, few of each."""

import pytest

from domain import views
from domain.errors import RefusedError
from domain.views import LONGEST, MOST, Own, Threshold, View, address_of

MAY = ("team", "period", "to")


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("/reviews-on-time?team=North", "reviews-on-time?team=North"),
        ("https://iro.example.org/a/disputes?team=A&team=B", "disputes?team=A&team=B"),
        (" overview ", "overview"),
        ("child?child=K7&team=North", "child?team=North"),
        ("disputes?as=manager&to=March+2025#top", "disputes?to=March+2025"),
        ("//evil.example/overview", "overview"),
        ("overview?team=%22%3E%3Cscript%3E", "overview?team=%22%3E%3Cscript%3E"),
    ],
)
def test_an_address_is_kept_without_server_child_or_role(words, kept):
    assert address_of(words, MAY) == kept


@pytest.mark.parametrize(
    "words", ["", "https://iro.example.org", "javascript:alert(1)", "a b", "/Über"]
)
def test_what_is_no_page_is_refused(words):
    with pytest.raises(RefusedError, match="expected the address of a page here"):
        address_of(words, MAY)


def test_a_view_of_the_same_name_is_replaced_and_one_without_is_refused():
    own = Own().with_view("Mine", "overview", MAY).with_view("Other", "disputes", MAY)
    own = own.with_view(" Mine ", "participation", MAY)
    assert own.views == (View("Other", "disputes"), View("Mine", "participation"))
    for name in ("", "  ", "x" * (LONGEST + 1)):
        with pytest.raises(RefusedError, match="Name: found"):
            own.with_view(name, "overview", MAY)


def test_a_number_of_the_same_measure_and_side_is_replaced():
    own = Own().with_threshold(Threshold("a", above=True, number=3))
    own = own.with_threshold(Threshold("a", above=False, number=1))
    own = own.with_threshold(Threshold("a", above=True, number=4))
    assert [each.number for each in own.thresholds] == [1, 4]
    assert own.without(own.thresholds[0]).thresholds == own.thresholds[1:]


def test_no_more_are_kept_than_somebody_can_read():
    own = Own()
    for place in range(MOST):
        own = own.with_view(str(place), "overview", MAY)
        own = own.with_threshold(Threshold(str(place), above=True, number=1))
    with pytest.raises(RefusedError, match="Remove one, then keep another"):
        own.with_view("One more", "overview", MAY)
    with pytest.raises(RefusedError, match="Remove one"):
        own.with_threshold(Threshold("one more", above=True, number=1))
    assert own.with_view("0", "disputes", MAY)


@pytest.mark.parametrize(
    ("above", "value", "crossed"),
    [(True, 3.1, True), (True, 3, False), (False, 2.9, True), (False, 3, False)],
)
def test_the_number_itself_is_not_past_it(above, value, crossed):
    assert Threshold("a", above, 3).crossed_by(value) is crossed


def test_it_is_read_as_it_was_kept():
    own = Own(
        (View("Ä", "overview?team=N"),), (Threshold("a", above=True, number=1.5),)
    )
    assert views.from_text(views.as_text(own)) == own
    assert views.from_text(None) == views.from_text("") == Own()
