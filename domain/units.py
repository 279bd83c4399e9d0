"""What values are counted in, and which way is better."""

from __future__ import annotations

from enum import Enum


class Good(Enum):
    """Which way is better, and the words for it.

    NEUTRAL is never coloured nor called an improvement.
    """

    HIGH = "higher is better"
    LOW = "lower is better"
    NEUTRAL = "more is not better or worse by itself"


class Unit(Enum):
    """What a value is counted in, and the words for it."""

    PERCENT = "%"
    COUNT = ""
    DAYS = "days"
    WORKING_DAYS = "working days"
    PER_100 = "per 100 children"
    PER_100_STAFF = "per 100 IROs and chairs"
    PER_FTE = "per full-time post"
    PER_IRO = "per IRO"
    A_MONTH = "a month"


class Shape(Enum):
    """How a measure's values vary by chance."""

    SHARE = "a share of cases"
    COUNT = "a count of cases"
    RATE = "cases for each so many of something else"
    DAYS = "days, far more often few than many"
