"""Do children find a home that lasts, near their own, and how do they leave care?"""

from __future__ import annotations

from domain.access import Screen
from metrics import before_reviews, lasting_homes, liberty, permanence
from ui.comparison import comparison
from ui.kit import cards, charts, filters, frame, offered, questions, trends

viewer = frame.opened(
    Screen.FIGURES,
    "Permanence is a home that lasts: with parents or family, with a special guardian, "
    "with adopters, or with carers who stay. Until then a child should move as little, "
    "and live as near, as can be.",
)
columns, chosen = frame.filtered(viewer)
FIRST = (
    lasting_homes.PLAN_FOR_A_LASTING_HOME,
    permanence.CHILDREN_WITH_THREE_OR_MORE_PLACEMENTS,
    permanence.CHILDREN_IN_LONG_TERM_STABILITY,
    permanence.CHILDREN_PLACED_OUT_OF_AREA,
    permanence.CHILDREN_PLACED_FAR_AWAY,
    permanence.CHILDREN_AT_HOME_FOR_12_MONTHS,
    permanence.ACCOMMODATED_OVER_6_MONTHS,
    permanence.CHILDREN_IN_CARE_AND_ON_PLANS,
    permanence.DAYS_TO_ADOPTION,
    lasting_homes.SIBLINGS_PLACED_TOGETHER,
    lasting_homes.PLANS_FOR_ADOPTION_REVERSED,
    permanence.EXITS_WITHOUT_A_REASON,
)
cards.rows(FIRST, columns, chosen)
charts.more_figures(
    (
        permanence.DAYS_TO_PLACEMENT_ORDER,
        permanence.DAYS_TO_PLACEMENT_FOR_ADOPTION,
        permanence.DAYS_TO_SPECIAL_GUARDIANSHIP,
        lasting_homes.DAYS_FROM_DECISION_TO_MATCH,
        before_reviews.REVIEWS_IN_PERSON_FAR_AWAY,
        *(liberty.METRICS if columns.covered.get(liberty.LIBERTY) else ()),
    ),
    columns,
    chosen,
)
charts.by_group(permanence.EXITS_BY_REASON, "exit_reason", columns, chosen)
trends.trend(permanence.CHILDREN_WITH_THREE_OR_MORE_PLACEMENTS, columns, chosen)
trends.trend(permanence.CHILDREN_PLACED_OUT_OF_AREA, columns, chosen)
by = filters.compared(permanence.CHILDREN_PLACED_OUT_OF_AREA, columns)
charts.by_group(permanence.CHILDREN_PLACED_OUT_OF_AREA, by, columns, chosen)
moved = permanence.CHILDREN_WITH_THREE_OR_MORE_PLACEMENTS
offered.by_group(moved, by, columns, chosen)
offered.by_group(permanence.FAR_AWAY_BY_REGION, "region", columns, chosen)
offered.by_group(
    lasting_homes.PLANS_FOR_ADOPTION_REVERSED, "reversed_reason", columns, chosen
)
comparison.by_team(moved, columns, chosen)
comparison.by_groups(moved, columns, chosen)
questions.might_ask(FIRST)
