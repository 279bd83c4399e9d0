"""Before a court is asked: was the wider family, and how long did it take?"""

from __future__ import annotations

from domain.about import About
from domain.pre_proceedings import PreProceedings
from domain.tables import UNKNOWN, Bools
from metrics.kernel import InPeriod
from metrics.kinds import Median, Proportion
from metrics.measure import Good, Metric, Unit
from metrics.rows import CENSUS, PRE_PROCEEDINGS, Source

BEGAN = InPeriod(lambda rows: rows.start)
NEW = "The census has them from 2026-27 on. It tells nothing of before."
WHAT = (
    "Pre-proceedings are what a council does before it asks a court about a child; they "
    "are counted once for each child."
)

PRE_PROCEEDINGS_OFFERING_FAMILY_GROUP = Proportion(
    key="pre_proceedings_offering_family_group",
    name="Family group meeting offered in pre-proceedings",
    definition=(
        "Pre-proceedings that began in the period in which a family group "
        "decision-making meeting was offered in the letter before proceedings. "
        f"{WHAT} Where no letter is sent yet, nobody knows."
    ),
    numerator="in which such a meeting was offered",
    denominator="pre-proceedings that began in the period, of which it is recorded",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    rows=PRE_PROCEEDINGS,
    about=About.CHILDREN,
    divided=False,
    of_a_year=True,
    released=False,
    counted_words="pre-proceedings in which a meeting was offered",
    rest_words="pre-proceedings in which no meeting was offered",
    aside_words="pre-proceedings of which it is not recorded whether one was offered",
    caveat=NEW,
    why="The wider family may keep a child safe, if it is asked.",
    ask=("Why was no meeting offered, and to whom?",),
    shadow="family_group_meetings_held",
    when=BEGAN,
    unknown=lambda rows: ~rows.offered_known,
    passes=lambda rows: rows.offered,
)

FAMILY_GROUP_MEETINGS_HELD = Proportion(
    key="family_group_meetings_held",
    name="Family group meetings held, of those offered",
    definition=(
        "Pre-proceedings that began in the period in which a family group "
        "decision-making meeting was offered, and took place. "
        f"{WHAT} A family may say no."
    ),
    numerator="in which the meeting took place",
    denominator=(
        "pre-proceedings that began in the period with a meeting offered, of which it "
        "is recorded whether it took place"
    ),
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    rows=PRE_PROCEEDINGS,
    about=About.CHILDREN,
    divided=False,
    of_a_year=True,
    released=False,
    counted_words="pre-proceedings in which the meeting took place",
    rest_words="pre-proceedings in which the meeting did not take place",
    aside_words="pre-proceedings of which it is not recorded whether the meeting took place",
    caveat=NEW,
    why="A meeting that is offered and never held has helped nobody.",
    ask=("What kept families from meeting?",),
    shadow="pre_proceedings_offering_family_group",
    when=BEGAN,
    population=lambda rows: rows.offered,
    unknown=lambda rows: ~rows.met_known,
    passes=lambda rows: rows.met,
)


def _both_days(rows: PreProceedings) -> Bools:
    """Return those with a letter and, on that day or later, a decision."""
    told: Bools = (rows.letter != UNKNOWN) & (rows.decided >= rows.letter)
    return told


DAYS_FROM_LETTER_TO_DECISION = Median(
    key="days_from_letter_to_decision",
    name="Days from the letter before proceedings to the decision",
    short="Days from letter to decision",
    definition=(
        "The middle number of days from the letter before proceedings to the decision "
        "to ask a court or to step down, among pre-proceedings decided in the period. "
        f"{WHAT} Those without a letter, or with one sent after the decision, are left "
        "out."
    ),
    numerator="pre-proceedings decided in the period, with a letter before",
    unit=Unit.DAYS,
    good=Good.LOW,
    source=Source(CENSUS, "PreProceedingsandFGDM (LBPSentDate, StepDecisionDate)"),
    rows=PRE_PROCEEDINGS,
    about=About.CHILDREN,
    divided=False,
    of_a_year=True,
    released=False,
    caveat=NEW,
    why="A day of waiting is long in the life of a small child.",
    ask=("At which step do families wait longest?",),
    shadow="pre_proceedings_offering_family_group",
    when=InPeriod(lambda rows: rows.decided),
    population=_both_days,
    measured=lambda rows: rows.decided - rows.letter,
)

METRICS: tuple[Metric, ...] = (
    PRE_PROCEEDINGS_OFFERING_FAMILY_GROUP,
    FAMILY_GROUP_MEETINGS_HELD,
    DAYS_FROM_LETTER_TO_DECISION,
)
