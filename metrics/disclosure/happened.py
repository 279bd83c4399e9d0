"""Shares to whom something happened by several times: which give nobody away."""

from __future__ import annotations

from collections.abc import Sequence


def tellable(
    cases: int, happened: Sequence[int], watched: Sequence[int], small: int
) -> list[bool]:
    """Return by which times the share may be told to who is given no small numbers.

    `happened` is to how many of the `cases` it happened by each time, in order;
    `watched` how many are followed up to it. All of these, the others of the cases, and
    the steps between one time that is told and the next, are above `small`. A step of 0
    is not told either: that nobody came back says something of each child.
    """
    found, before = [], 0
    for number, left in zip(happened, watched, strict=True):
        parts = number - before, number, cases - number, left
        told = all(part > small for part in parts)
        found.append(told)
        before = number if told else before
    return found
