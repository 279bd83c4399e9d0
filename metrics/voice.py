"""What the service counts of a month: feedback, advocacy, independent visitors."""

from __future__ import annotations

from domain.recorded import COUNTS
from domain.tables import Bools, Recorded
from metrics.kinds import Rate
from metrics.measure import CountedPart, Good, Metric, Unit
from metrics.recorded import IN_PERIOD, answer_is, source_of
from metrics.rows import RECORDED

ROWS = RECORDED[COUNTS.key]
NO_MONTH = "A month with no number recorded is in neither, so it is not taken for none."
WHY = "What children and families say changes nothing unless somebody hears it."
WHY_ADVOCATES = (
    "Some things are easier said by somebody who is only there for the child."
)
WHY_VISITORS = "A child who has nobody of their own can have a grown-up friend."


def _counted(code: str) -> CountedPart:
    def said(rows: Recorded) -> Bools:
        return answer_is(COUNTS, "what", code)(rows) & rows.said("number")

    return CountedPart(ROWS, IN_PERIOD, said, lambda rows: rows.values["number"])


def _monthly(code: str, *, of: str, why: str, ask: str, shadow: str, key: str) -> Rate:
    number = _counted(code)
    return Rate(
        key=key,
        name=f"{of[0].upper()}{of[1:]}",
        definition=(
            f"The mean of the numbers that the service recorded for the months of the "
            f"period: {of}. {NO_MONTH}"
        ),
        numerator=of,
        denominator="months with a number recorded",
        grain="numbers of a month",
        unit=Unit.A_MONTH,
        good=Good.NEUTRAL,
        source=source_of(COUNTS, "month", "what", "number"),
        rows=ROWS,
        divided=False,
        of_a_year=True,
        why=why,
        ask=(ask,),
        shadow=shadow,
        top=(number,),
        bottom=CountedPart(ROWS, IN_PERIOD, number.population),
    )


FEEDBACK_FROM_CHILDREN = _monthly(
    "feedback_children",
    key="feedback_from_children",
    of="feedback from children",
    why=WHY,
    ask="Which children never tell us anything?",
    shadow="feedback_from_families",
)
FEEDBACK_FROM_FAMILIES = _monthly(
    "feedback_families",
    key="feedback_from_families",
    of="feedback from families",
    why=WHY,
    ask="What did we do about what families said?",
    shadow="feedback_from_children",
)
FEEDBACK_FROM_PROFESSIONALS = _monthly(
    "feedback_professionals",
    key="feedback_from_professionals",
    of="feedback from professionals",
    why=WHY,
    ask="Who never answers?",
    shadow="feedback_from_children",
)
ADVOCACY_REFERRALS = _monthly(
    "advocacy_referrals",
    key="advocacy_referrals",
    of="referrals to advocacy",
    why=WHY_ADVOCATES,
    ask="Which children are never referred?",
    shadow="advocacy_taken_up",
)
ADVOCACY_TAKEN_UP = _monthly(
    "advocacy_taken_up",
    key="advocacy_taken_up",
    of="children given an advocate",
    why=WHY_ADVOCATES,
    ask="Why do some children not want one?",
    shadow="advocacy_referrals",
)
VISITORS_MATCHED = _monthly(
    "visitors_matched",
    key="visitors_matched",
    of="independent visitors matched",
    why=WHY_VISITORS,
    ask="How long do matches last?",
    shadow="visitors_waiting",
)
VISITORS_WAITING = _monthly(
    "visitors_waiting",
    key="visitors_waiting",
    of="children waiting for an independent visitor",
    why=WHY_VISITORS,
    ask="Who has waited longest?",
    shadow="visitors_matched",
)

METRICS: tuple[Metric, ...] = (
    FEEDBACK_FROM_CHILDREN,
    FEEDBACK_FROM_FAMILIES,
    FEEDBACK_FROM_PROFESSIONALS,
    ADVOCACY_REFERRALS,
    ADVOCACY_TAKEN_UP,
    VISITORS_MATCHED,
    VISITORS_WAITING,
)
