"""The kinds of rows that measures count: where they come from, and what bounds them.

A measure names its rows, and says only what of it differs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain import rulebook
from domain.periods import Period
from domain.recorded import SHEETS
from domain.rulebook import Rule
from domain.sheets import Sheet


@dataclass(frozen=True)
class Source:
    """Where a figure's rows come from, and where its definition does.

    `fields` are named as the collection does, for whoever checks a figure against its
    file; captions leave them out. `law` are the rules of the rulebook it leans on, said unless `rule` says it.
    """

    collection: str
    fields: str
    rule: str = ""
    law: tuple[Rule, ...] = ()

    @property
    def cited(self) -> str:
        """The rule in words: its own, or those of the rulebook."""
        return self.rule or "; ".join(each.words for each in self.law)

    @property
    def plain(self) -> str:
        """One line for a caption."""
        return f"{self.collection}. {self.cited}" if self.cited else self.collection

    @property
    def words(self) -> str:
        """The same with the fields, for whoever looks them up."""
        line = f"{self.collection}: {self.fields}"
        return f"{line}. {self.cited}" if self.cited else line


def sourced(
    sources: Iterable[Source], days: Period, *, with_fields: bool = False
) -> str:
    """Return sources in one sentence, then the editions in force in a period."""
    all_of = tuple(dict.fromkeys(sources))
    lines = "; ".join(
        dict.fromkeys(each.words if with_fields else each.plain for each in all_of)
    )
    law = tuple(rule for each in all_of for rule in each.law)
    return f"{lines}. {rulebook.on(law, days)}".rstrip()


@dataclass(frozen=True, kw_only=True)
class RowKind:
    """One kind of rows, by its `name` in domain.tables.Columns.

    `coverage` names the files that must speak for a day before its rows say anything of
    it; `grain` says what one row is. Staff are no children: they `counts_children` not.
    Rows are not `whole` where there may be cases of which none tells: a review was held,
    and nothing more was recorded of it.
    """

    name: str
    coverage: str
    source: Source
    grain: str
    counts_children: bool = True
    whole: bool = True


ONCE_EACH = (
    "A meeting about brothers and sisters is counted once for each child: neither a "
    "census nor an Annex A says which children share one, and the meeting's id of an "
    "extract is not read."
)
CARE_RETURN = "Yearly return on children in care (SSDA903)"
EXTRACT = "The Standard Safeguarding Dataset"
CENSUS = "Yearly children in need (CIN) census"
PLANS_SOURCE = Source(CENSUS, "ChildProtectionPlans (CPPstartDate, CPPendDate)")

REVIEWS = RowKind(
    name="reviews",
    coverage="reviews",
    source=Source(
        CARE_RETURN,
        "Reviews (REVIEW), Episodes (DECOM, RNE, DEC, REC)",
        law=(rulebook.REVIEWS_DUE,),
    ),
    grain="reviews; one child may have several",
)
CARE_SPANS = RowKind(
    name="care_spans",
    coverage="care",
    source=Source(CARE_RETURN, "Episodes (DECOM, DEC, REC)"),
    grain="children, each once",
)
CARE_PERIODS = RowKind(
    name="care_periods",
    coverage="care",
    source=Source(CARE_RETURN, "Episodes (DECOM, RNE, LS, PLACE, DEC, REC)"),
    grain="children, once for each time in care",
)
CONFERENCES = RowKind(
    name="conferences",
    coverage="plans",
    source=Source(
        CENSUS,
        "Section47 (S47ActualStartDate, DateOfInitialCPC)",
        law=(rulebook.CONFERENCE_DUE,),
    ),
    grain="conferences, counted once for each child",
)
PLANS = RowKind(
    name="plans",
    coverage="plans",
    source=PLANS_SOURCE,
    grain="plans, one for each child",
)
PLAN_SPANS = RowKind(
    name="plan_spans",
    coverage="plans",
    source=PLANS_SOURCE,
    grain="plans, one for each child",
)
PLAN_REVIEWS = RowKind(
    name="plan_reviews",
    coverage="plans",
    source=Source(
        CENSUS,
        "ChildProtectionPlans (CPPstartDate, CPPreviewDate)",
        law=(rulebook.PLAN_REVIEWS_DUE,),
    ),
    grain="review conferences, counted once for each child",
)
MISSING = RowKind(
    name="missing",
    coverage="missing",
    source=Source(CARE_RETURN, "Missing (MISSING, MIS_START)"),
    grain="times that a child was missing; one child may have several",
)
ADOPTION_PLANS = RowKind(
    name="adoption_plans",
    coverage="adoption",
    source=Source(
        EXTRACT,
        "ssd_permanence (perm_adm_decision_date, perm_matched_date, "
        "perm_placed_for_adoption_date, perm_decision_reversed_date)",
    ),
    grain="decisions that a child should be placed for adoption, one for each child",
)
PRE_PROCEEDINGS = RowKind(
    name="pre_proceedings",
    coverage="pre_proceedings",
    source=Source(
        CENSUS, "PreProceedingsandFGDM (PPStartDate, FGDMMeetingOffer, FGDMMeetingFac)"
    ),
    grain="pre-proceedings, one for each child",
)
DISPUTES = RowKind(
    name="disputes",
    coverage="disputes",
    source=Source("The council's dispute log", "child, date raised, stage, theme"),
    grain="disputes, each once however many stages it climbs",
)
DISPUTE_STAGES = RowKind(
    name="dispute_stages",
    coverage="disputes",
    source=Source(
        "The council's dispute log", "stage, date entered, date of the answer"
    ),
    grain="stages that disputes entered, each once",
)
STAFF = RowKind(  # their list speaks for no days of its own
    name="staff",
    coverage="care",
    source=Source(
        "The council's staff list", "roles, full-time equivalent, agency, start and end"
    ),
    grain="people, full-time or not",
    counts_children=False,
)


BESIDE_RETURNS = frozenset({"reviews", "conferences", "follow_up"})
"""The sheets of what returns and logs tell too, and may tell more of."""


def _recorded(sheet: Sheet) -> RowKind:
    return RowKind(
        name=sheet.rows_name,
        coverage=sheet.coverage,
        source=Source(
            "What the service recorded",
            f"the sheet {sheet.name} of its register, and what was typed",
        ),
        grain=f"rows of the sheet {sheet.name}, one for each {sheet.thing}",
        counts_children=sheet.about_child,
        whole=sheet.key not in BESIDE_RETURNS,
    )


RECORDED = {key: _recorded(sheet) for key, sheet in SHEETS.items()}
"""The rows of each sheet of what the service records, by the sheet's key."""
