"""The annual report: its order, its figures, and what is left for a person to write."""

import re
from dataclasses import replace
from datetime import date

import pytest

from domain.periods import Period, financial_year
from reports.documents import html, pdf, word
from reports.documents.annual import annual
from reports.documents.closing import (
    ABBREVIATIONS,
    HELD_HERE,
    IMPLICATIONS,
    UNVERIFIED,
    words_of,
)
from reports.documents.model import (
    Chart,
    Paragraph,
    Section,
    Table,
    ToWrite,
    every,
    plain,
)
from reports.documents.reading import Reading
from tests.reports.documents import reading_back as back

pytestmark = pytest.mark.xdist_group("documents")
ORDER = (
    "Purpose",
    "Background",
    "Our priorities set in 2022-23, and what we have done",
    "What the data tells us",
    "What our children, families and professionals tell us",
    "Promoting voices",
    "How effective our challenge and scrutiny is",
    "Next steps",
    "Recommendations",
    "Appendix 1: policy context, consultation, options and implications",
)
SENTENCES = (  # of the report for 2023-24 that the invented council is made to follow
    "In 2023-24, 83.9% of reviews were held on time (1,006 of 1,199).",
    "In 2022-23 it was 81.6% (983 of 1,205).",
    "In 2023-24, 89% of initial conferences were held within 15 working days",
    "In 2023-24, 99.9% of reviews of plans were held on time (701 of 702).",
    "In 2023-24, 9 plans reached the 15-month conference",
    "and 0 two years (0%)",
    "In 2023-24, 138 disputes were raised",
    "8 held both roles",
    "Of private fostering reviews that fell due in 2023-24, 100% were held in time",
    "Of private fostering visits that fell due in 2023-24, 100% were held in time",
    "Of secure accommodation reviews that fell due in 2023-24, 100% were held in time",
    "(1 of 1)",
    "Of reviews of foster carers that fell due in 2023-24, 100% were held in time",
)
ROWS = (
    ("Attended and spoke for themselves (PN1)", "178", "614", "29%"),
    ("Under 4 at the review (PN0)", "92", "614", "15%"),
    ("Attended, gave views without speech (PN3)", "68", "614", "11.1%"),
    ("Did not attend, sent no views (PN7)", "18", "614", "2.9%"),
    ("Attended, gave no views (PN4)", "6", "614", "1%"),
    ("Attended, an advocate spoke for them (PN2)", "6", "614", "1%"),
    ("Stage 1", "77"),
    ("Not recorded", "1", "0", "0", "1"),  # of 77 at stage 1 three themes have 76
    ("Care planning", "19", "7", "15", "41"),
    ("Practice", "42", "12", "3", "57"),
    ("Drift and delay", "15", "9", "4", "28"),
    ("Safety", "0", "3", "0", "3"),
    ("Safety", "3"),
    ("Plan goes on", "6", "9", "66.7%"),
    ("Legal planning", "2", "9", "22.2%"),
)


def one_space(text):
    return re.sub(r"\s+", " ", text)


@pytest.fixture(scope="module")
def texts(report):
    """The words of the report as HTML and as Word."""
    return (
        one_space(back.html(html.written(report)).text),
        one_space(back.word_text(word.written(report))),
    )


def sections(document):
    return {
        each.title: each for each in every(document.blocks) if isinstance(each, Section)
    }


def test_sections_stand_in_the_order_of_the_reports(report):
    assert report.sections[: len(ORDER)] == ORDER
    assert report.sections[-2:] == ("Abbreviations", "Notes on the figures")


def test_each_figure_of_the_years_report_is_in_html_and_word(texts):
    for text in texts:
        for sentence in SENTENCES:
            assert sentence in text


def test_each_row_of_the_years_report_is_in_a_table(report):
    rows = {
        row
        for each in every(report.blocks)
        if isinstance(each, Table)
        for row in each.rows
    }
    assert set(ROWS) <= rows


@pytest.mark.office
def test_each_figure_of_the_years_report_is_in_the_pdf(report):
    if not back.HAS_TEXT:
        pytest.skip("Needs poppler: apt install poppler-utils.")
    text = one_space(back.pdf_text(pdf.written(report)))
    for number in (
        "83.9%",
        "81.6%",
        "1,006 of 1,199",
        "89%",
        "99.9%",
        "701 of 702",
        "138",
    ):
        assert number in text
    assert "Did not attend, sent no views (PN7) 18 614 2.9%" in text


def test_each_figure_leads_to_a_note_with_numerator_denominator_and_source(report):
    (note,) = (each for each in report.notes if each.of.key == "reviews_held_on_time")
    assert note.quoted[0] == (
        "2023-24: 1,006 held on or before the due date, of 1,199 reviews held in the "
        "period whose due date is known"
    )
    assert any(each.startswith("2022-23: 983 ") for each in note.quoted)
    assert note.of.source.startswith("Yearly return on children in care (SSDA903)")
    assert note.of.version
    for figure in report.figures:
        assert figure.of is not None
        assert figure.quoted in report.notes[_place(report, figure)].quoted


def _place(report, figure):
    return [note.of.key for note in report.notes].index(figure.of.key)


def test_what_is_not_in_the_release_is_said_and_never_nothing(report, shire):
    measures = {
        key: measure
        for key, measure in shire.released.measures.items()
        if "dispute" not in key and "foster" not in key and "secure" not in key
    }
    without = annual(Reading(replace(shire.released, measures=measures), shire.period))
    found = sections(without)["Private fostering and secure accommodation"]
    assert all(isinstance(each, ToWrite) for each in found.blocks)
    assert "not in this release" in found.blocks[0].words
    challenge = sections(without)["How effective our challenge and scrutiny is"]
    words = [each.words for each in challenge.blocks if isinstance(each, ToWrite)]
    assert "Disputes raised: not in this release." in words
    assert "Disputes resolved within 20 working days: not in this release." in words


def test_what_the_service_recorded_none_of_is_left_to_write(report):
    late = sections(report)["Initial child protection conferences"].blocks
    assert late[-1].words == (
        "Why conferences were late, and how the child was kept safe meanwhile."
    )
    difference = sections(report)["What came of disputes"].blocks
    assert all(isinstance(each, ToWrite) for each in difference)
    assert "none is recorded for 2023-24" in difference[0].words


def test_advocacy_and_visitors_are_told_as_they_were_counted_by_month(shire):
    words = "\n".join(words_of(annual(shire)))
    assert (
        "Referrals to advocacy in 2023-24: 39. Children given an advocate: 31." in words
    )
    assert "Children matched with an independent visitor in 2023-24: 6." in words


def test_what_is_recorded_of_late_work_and_of_challenge_is_told(latest):
    found = sections(annual(latest))
    words = "\n".join(words_of(annual(latest)))
    assert "Of the late reviews whose reason is noted, " in words
    assert "Of the conferences that were late, " in words
    assert "made a difference for the child" in words
    titles = {
        each.title
        for name in (
            "Reviews of children in our care",
            "Initial child protection conferences",
            "Long plans",
            "What came of disputes",
        )
        for each in found[name].blocks
        if isinstance(each, Chart)
    }
    assert titles >= {
        "Late reviews, by kind of delay",
        "Late conferences, by reason",
        "Conferences at 15 months, by outcome",
        "Disputes resolved, by what came of them for the child",
    }


def test_what_is_left_or_drafted_has_a_slot_of_its_own(report, latest):
    for document in (report, annual(latest)):
        slots = [
            each.slot
            for each in every(document.blocks)
            if isinstance(each, ToWrite) or (isinstance(each, Paragraph) and each.slot)
        ]
        assert all(slots)
        assert len(slots) == len(set(slots))


def test_what_is_still_to_write_is_listed(report):
    listed = sections(report)["Still to write"].blocks[0].rows
    waiting = [each.words for each in every(report.blocks) if isinstance(each, ToWrite)]
    assert sorted(words for _, words in listed) == sorted(waiting)
    assert listed[0] == (
        "The team and its work",
        "Who joined and left, training, and business support.",
    )
    assert report.lines[-1] == (
        f"A draft: {len(waiting)} parts are still to be written, listed at the end."
    )


def test_thirteen_lines_of_implications_are_left_to_write(report):
    found = sections(report)["Implications of the recommended option"].blocks
    assert len(found) == len(IMPLICATIONS) == 13
    assert [each.title for each in found][:2] == [
        "1. Financial implications",
        "2. Human resources implications",
    ]
    assert [each.blocks[0].words for each in found][:2] == [
        "Financial implications, or that there are none.",
        "Human resources implications, or that there are none. Posts and caseloads are "
        "under Background.",
    ]
    assert {*HELD_HERE} <= {*IMPLICATIONS}


def test_the_handbooks_list_is_marked_as_unverified(report):
    first, table = sections(report)["What the handbook asks this report to hold"].blocks
    assert first.runs == (UNVERIFIED,)
    assert {row[-1] for row in table.rows} == {"Not checked"}


def test_priorities_stand_under_the_year_in_which_they_were_set(shire):
    actions = (
        {"what": "Fewer late reviews", "decided": "2023-02-01", "state": "done"},
        {"what": "A new form", "decided": "2023-06-01", "state": "open"},
        {"what": "Older", "decided": "2021-06-01", "state": "done"},
    )
    found = sections(
        annual(Reading(replace(shire.released, actions=actions), shire.period))
    )
    before, now = found["Our priorities set in 2022-23, and what we have done"].blocks
    assert (before.caption, before.rows[0][0]) == (
        "Decided in 2022-23",
        "Fewer late reviews",
    )
    assert (now.caption, now.rows[0][0]) == ("Decided in 2023-24", "A new form")
    waiting = found["Next steps"].blocks[0]
    assert [row[0] for row in waiting.rows] == ["A new form"]


def test_commentary_and_events_of_the_year_stand_in_it_and_no_others(shire):
    key = "reviews_held_on_time"
    released = replace(
        shire.released,
        commentary=(
            {"measure": key, "month": "2023-06", "text": "Two IROs were away."},
            {"measure": key, "month": "2022-06", "text": "A year before."},
        ),
        events=(
            {"day": "2023-09-01", "words": "A new form came in", "keys": []},
            {"day": "2024-09-01", "words": "Later", "keys": []},
        ),
    )
    text = "\n".join(words_of(annual(Reading(released, shire.period))))
    assert "June 2023: Two IROs were away." in text
    assert "1 September 2023: A new form came in" in text
    assert "A year before." not in text and "Later" not in text


def test_a_verdict_is_told_only_where_it_is_of_the_year(shire):
    text = "\n".join(words_of(annual(shire)))
    assert "The difference is no more than chance gives." in text
    earlier = annual(Reading(shire.released, financial_year(2023)))
    text = "\n".join(words_of(earlier))
    assert "The difference is no more than chance gives." not in text
    assert "target" not in text.lower().split("notes on the figures")[0]


def test_what_moved_is_at_the_end_line_by_line(shire):
    document = annual(shire, ("Reviews held on time, 2023-24: figures would differ.",))
    words = sections(document)["What moved since the figures were signed"].blocks
    assert words[-1].items == (
        ("Reviews held on time, 2023-24: figures would differ.",),
    )
    nothing = sections(annual(shire, ()))["What moved since the figures were signed"]
    assert nothing.blocks[0].runs[0].startswith("Nothing")


def test_every_abbreviation_is_in_full_somewhere(report):
    text = " ".join(words_of(report))
    names = {"A4", "HTML", "PDF", "ID"}
    fields = re.compile(r"\b[A-Z][A-Za-z]*[A-Z]\w*\b|\b[A-Z_]{2,}\b")
    sources = " ".join(note.of.source for note in report.notes)
    spoken = (
        set(re.findall(r"\b[A-Z]{2,}\b", text)) - set(fields.findall(sources)) - names
    )
    assert spoken - set(ABBREVIATIONS) == set()
    assert sections(report)["Abbreviations"].blocks[0].rows


def test_the_parts_of_a_divided_year_are_each_told(shire):
    key = "plan_reviews_held_on_time"
    measure = shire.released.measures[key]
    first = Period(date(2023, 4, 1), date(2023, 8, 31))
    then = Period(date(2023, 9, 1), date(2024, 3, 31))
    whole = next(each for each in measure.cells if each.period == shire.period)
    cells = {k: c for k, c in measure.cells.items() if k != whole}
    for part in (first, then):
        of = replace(whole, period=part)
        cells[of] = replace(measure.cells[whole], key=of)
    measures = shire.released.measures | {key: replace(measure, cells=cells)}
    read = Reading(replace(shire.released, measures=measures), shire.period)
    found = sections(annual(read))["Reviews of child protection plans"].blocks
    said = [plain(each.runs) for each in found if hasattr(each, "runs")]
    assert said[0].startswith("In April 2023 to August 2023, 99.9% of reviews of plans")
    assert said[1].startswith("In September 2023 to March 2024, 99.9% of reviews of")
