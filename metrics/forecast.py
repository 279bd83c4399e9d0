"""What the figures of the forecast are, in words: each said in one place."""

from __future__ import annotations

from dataclasses import dataclass

from domain.rulebook import PLAN_REVIEWS_DUE, REVIEWS_DUE
from metrics.rows import Source


@dataclass(frozen=True)
class Definition:
    """A figure of the forecast in words; its arithmetic is in `domain`."""

    name: str
    definition: str
    source: Source
    caveat: str = ""


DATES = Source(
    "SSDA903, CIN census or Standard Safeguarding Dataset",
    "starts of care, initial conferences, reviews held, dates of birth",
    f"{REVIEWS_DUE.cited}; {PLAN_REVIEWS_DUE.cited}",
    law=(REVIEWS_DUE, PLAN_REVIEWS_DUE),
)
STAFF = Source("The council's staff list", "FTE, start and end")

DUE = Definition(
    name="Reviews due",
    definition=(
        "Reviews of children in care and review child protection conferences of the "
        "children who are there now, in the week of the last day on which each can be "
        "held in time. A first review is due 20 working days after care starts, the "
        "next after three months, later ones after six; a plan's first review after "
        "three months, later ones after six. Each is taken to be held on the day it is "
        "due, and that sets the date of the next."
    ),
    source=DATES,
    caveat=(
        "Children who leave care, or whose plan ends, before the day are still counted, "
        "but not past their 18th birthday. Many reviews are held some days before they "
        "are due, so the work comes earlier than this."
    ),
)
OVERDUE = Definition(
    name="Overdue now",
    definition=(
        "Reviews that were due before these weeks and have not been held. They are "
        "added to the first week, and taken to be held on its first day."
    ),
    source=DATES,
)
ESTIMATE = Definition(
    name="Estimate: children to come",
    definition=(
        "Reviews of children who are not here yet. As many are taken to come into care "
        "and onto plans each week as did on the mean of the past year, and as many of "
        "them to stay until a review is due. This is no count: it is drawn in outline, "
        "and is in no number of reviews due."
    ),
    source=DATES,
    caveat=(
        "Eight weeks in ten should lie within the interval. It is that of chance, made "
        "wider where the past year's weeks differed more than chance, as when brothers "
        "and sisters come together."
    ),
)
CAPACITY = Definition(
    name="Time for",
    definition=(
        "How many reviews there is time for in a week: reviews a full-time post holds "
        "in a full working week, times the full-time posts filled on each working day "
        "of the week. Bank holidays in England are no working days."
    ),
    source=STAFF,
    caveat=(
        "Posts are those that the staff list has now: somebody who will leave, or start, "
        "is counted so only where it says the day."
    ),
)
PANELS = Definition(
    name="Panels",
    definition=(
        "Plans that reach these months, if they have not ended by then. Panels take no "
        "part in the time there is."
    ),
    source=DATES,
    caveat="Panels are each council's own practice, not law.",
)
EARLIER = Definition(
    name="Reviews that could be held earlier",
    definition=(
        "Where an IRO or chair has more reviews due in a week than time, and has room "
        "in one of the four weeks before: the reviews due first, and the last working "
        "day of the nearest such week. Held by then, a review is not late."
    ),
    source=DATES,
    caveat=(
        "A review held earlier makes the next one due earlier too. Brothers and sisters "
        "due on one day move together, where it is known who they are."
    ),
)
BACKTEST = Definition(
    name="The same forecast a year ago",
    definition=(
        "The forecast made of what was known a year ago, beside what then fell due in "
        "its weeks: reviews held since, or owed. Every due date of those weeks is also "
        "worked out again from the days on which the reviews before were held in fact."
    ),
    source=DATES,
    caveat=(
        "A week is out where a review before was not held on the day it was due, and "
        "where a child left before a review was due."
    ),
)
