"""What is kept of a commentary as it is typed."""

import pytest

from domain.commentary import LONGEST, Comment, Written, tidy
from domain.errors import RefusedError


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  One \r\n\r\n two\t ", "One\n\n two"),
        ("a\x00b", "a b"),
        (" \n ", ""),
        ("a" * LONGEST, "a" * LONGEST),
    ],
)
def test_lines_are_kept_and_signs_that_do_not_print_are_not(typed, kept):
    assert tidy(typed) == kept


def test_one_letter_more_is_refused():
    with pytest.raises(RefusedError, match="up to 2,000"):
        tidy("a" * (LONGEST + 1))


def test_who_begins_now_begins_from_what_stands():
    assert Written().base == 0
    assert Written(Comment(7, "a", "", "ann", None)).base == 7
