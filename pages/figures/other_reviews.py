"""Are the reviews that no return tells of held in time, and by whom?"""

from __future__ import annotations

from domain.access import Screen
from metrics import other_reviews
from ui.comparison import others
from ui.kit import cards, charts, frame, questions, trends

viewer = frame.opened(
    Screen.FIGURES,
    "Private fostering, secure accommodation, foster carers, children not yet born: no "
    "return to government tells of these reviews, so the service records them.",
)
columns, chosen = frame.filtered(viewer)
FIRST = (
    other_reviews.PRIVATE_FOSTERING_VISITS_IN_TIME,
    other_reviews.PRIVATE_FOSTERING_REVIEWS_IN_TIME,
    other_reviews.FOSTER_CARER_REVIEWS_IN_TIME,
    other_reviews.SECURE_REVIEWS_BY_ANOTHER_IRO,
)
cards.rows(FIRST, columns, chosen)
charts.more_figures(
    (other_reviews.SECURE_REVIEWS_IN_TIME, other_reviews.PRE_BIRTH_REVIEWS_IN_TIME),
    columns,
    chosen,
)
trends.trend(other_reviews.FOSTER_CARER_REVIEWS_IN_TIME, columns, chosen)
charts.by_group(
    other_reviews.OTHER_REVIEWS_HELD, other_reviews.BY_KIND, columns, chosen
)
charts.by_group(
    other_reviews.MEETINGS_BETWEEN_REVIEWS, other_reviews.BETWEEN, columns, chosen
)
others.other_councils((other_reviews.MEETINGS_BETWEEN_REVIEWS,), columns, chosen)
questions.might_ask(FIRST)
