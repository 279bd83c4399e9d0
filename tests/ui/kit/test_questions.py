"""What a page says a reader might ask, and of which figure."""

from metrics.caseloads import CASELOAD_IN_CARE_PER_FTE, CASELOAD_PER_FTE
from metrics.cla_reviews import REVIEWS_HELD_ON_TIME
from tests.pages.opening import open_page, text
from ui.kit import questions


def test_a_measures_questions_have_its_name_why_and_what_to_read_beside():
    name, asked, beside = questions.told(REVIEWS_HELD_ON_TIME, REVIEWS_HELD_ON_TIME.why)
    assert name == f"**Reviews held on time.** {REVIEWS_HELD_ON_TIME.why}"
    assert asked.splitlines() == [f"- {each}" for each in REVIEWS_HELD_ON_TIME.ask]
    assert beside == "Read it beside: Children aged 4 and over who took part."


def test_what_near_twins_ask_is_written_once(with_exampleshire):
    assert CASELOAD_PER_FTE.ask == CASELOAD_IN_CARE_PER_FTE.ask
    said = text(open_page("figures/caseloads.py"))
    assert questions.HEADING in said
    assert all(said.count(f"- {each}") == 1 for each in CASELOAD_PER_FTE.ask)
