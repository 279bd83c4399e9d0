"""Who comes to the IRO service, who stays and who leaves."""

from __future__ import annotations

from domain.about import About
from domain.recorded_staff import POSTS
from domain.tables import Bools, Recorded
from metrics.caseloads import PEOPLE, THERE
from metrics.kernel import AtEnd, InPeriod
from metrics.kinds import Count, MeanOfTwo, Rate, ShareOfSums, Split
from metrics.measure import CountedPart, Good, Metric, Unit
from metrics.recorded import IN_PERIOD, source_of
from metrics.rows import RECORDED, STAFF

IN_POST = "IROs and chairs in post on the last day of the period"
WHO = "IROs and chairs who hold cases; managers and others are left out."
AS_LISTED = "Only those are seen whom the council's staff list names, with their days."
WHY = "Children keep their IRO only where IROs stay."
ASK = (
    "Why did people leave, and what would have kept them?",
    "Who held the children of those who left, and for how long?",
)
LEFT_IN_12_MONTHS = CountedPart(
    STAFF, AtEnd(lambda rows: rows.left, lambda rows: rows.left_until)
)
MEAN_IN_POST = MeanOfTwo(
    STAFF,
    THERE,
    before=AtEnd(lambda rows: rows.start_later, lambda rows: rows.end_later),
)

STAFF_JOINED = Count(
    key="staff_joined",
    name="IROs and chairs who joined",
    definition=f"People whose first day in post lies in the period. {WHO}",
    numerator="IROs and chairs who joined in the period",
    unit=Unit.COUNT,
    good=Good.NEUTRAL,
    rows=STAFF,
    about=About.STAFF,
    why=WHY,
    ask=("Does each new IRO have a lower caseload at first?",),
    shadow="staff_left",
    caveat=AS_LISTED,
    when=InPeriod(lambda rows: rows.joined),
)

STAFF_LEFT = Count(
    key="staff_left",
    name="IROs and chairs who left",
    definition=f"People whose last day in post lies in the period. {WHO}",
    numerator="IROs and chairs who left in the period",
    unit=Unit.COUNT,
    good=Good.NEUTRAL,
    rows=STAFF,
    about=About.STAFF,
    why=WHY,
    ask=ASK,
    shadow="staff_joined",
    caveat=AS_LISTED,
    when=InPeriod(lambda rows: rows.left),
)

STAFF_TURNOVER = Rate(
    key="staff_turnover",
    short="Turnover in 12 months",
    name="Turnover of IROs and chairs in 12 months",
    definition=(
        "People who left in the 12 months to the end of the period, for each 100 in "
        "post on average. The average is the mean of those in post that day and 12 "
        f"months before, full-time or not. {WHO}"
    ),
    numerator="IROs and chairs who left in the 12 months to the last day of the period",
    denominator="IROs and chairs in post, the mean of that day and 12 months before",
    grain="people who left for each 100 in post",
    unit=Unit.PER_100_STAFF,
    good=Good.NEUTRAL,
    rows=STAFF,
    about=About.STAFF,
    why=WHY,
    ask=ASK,
    shadow="same_iro_as_a_year_before",
    caveat=AS_LISTED,
    top=(LEFT_IN_12_MONTHS,),
    bottom=MEAN_IN_POST,
    scale=100.0,
)

STAFF_BY_LENGTH_OF_SERVICE = Split(
    key="staff_by_length_of_service",
    name="IROs and chairs by length of service",
    definition=(
        "IROs and chairs in post at the end of the period, by how long they had been in "
        f"post by then. {WHO}"
    ),
    numerator="in post this long",
    denominator=IN_POST,
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    rows=STAFF,
    about=About.STAFF,
    natural="service_band",
    why=WHY,
    when=PEOPLE.when,
)

BY_ROLE = POSTS.group_of(POSTS.by_key["role"])


def _of_posts(
    column: str, *, key: str, name: str, what: str, counted: str, ask: str
) -> ShareOfSums:
    def not_both(rows: Recorded) -> Bools:
        return ~(rows.said("agreed") & rows.said(column))

    return ShareOfSums(
        key=key,
        name=name,
        definition=(
            f"Full-time posts {what}, of the posts agreed, in the months of the period. "
            "Those of each month and role are added up, so one post is twelve in a year. "
            "A role and month without both numbers is not known, and in neither."
        ),
        numerator=counted,
        denominator="full-time posts agreed, each counted once a month",
        grain="full-time posts, added up over the months recorded",
        unit=Unit.PERCENT,
        good=Good.NEUTRAL,
        source=source_of(POSTS, "month", "role", "agreed", column),
        rows=RECORDED[POSTS.key],
        about=About.STAFF,
        divided=False,
        of_a_year=True,
        counted_words=f"full-time posts {counted}",
        aside_words="rows without the posts agreed, or without how many of them",
        why=WHY,
        ask=(ask,),
        shadow="caseload_per_fte",
        when=IN_PERIOD,
        counted=lambda rows: rows.values[column],
        out_of=lambda rows: rows.values["agreed"],
        unknown=not_both,
        per=0.01,
    )


POSTS_VACANT = _of_posts(
    "vacant",
    key="posts_vacant",
    name="Posts vacant",
    what="that nobody held",
    counted="vacant",
    ask="Who held the children of a vacant post?",
)
POSTS_OF_AGENCIES = _of_posts(
    "agency",
    key="posts_of_agencies",
    name="Posts held by agency staff",
    what="held by people from an agency",
    counted="held by people from an agency",
    ask="How long do people from agencies stay?",
)
POSTS_AWAY = _of_posts(
    "away",
    key="posts_away",
    name="Posts whose holder was away",
    what="whose holder was sick or on long leave",
    counted="whose holder was sick or on long leave",
    ask="Who saw these children meanwhile?",
)

METRICS: tuple[Metric, ...] = (
    STAFF_JOINED,
    STAFF_LEFT,
    STAFF_TURNOVER,
    STAFF_BY_LENGTH_OF_SERVICE,
    POSTS_VACANT,
    POSTS_OF_AGENCIES,
    POSTS_AWAY,
)
