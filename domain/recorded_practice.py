"""What a service records by month of nobody by name: counts, voice and practice."""

from __future__ import annotations

from domain.recorded_staff import MONTH
from domain.sheets import CellKind, Column, Sheet

COUNTS = Sheet(
    "counts",
    "Counts",
    "how many of something there were in a month; 0 where there was none.",
    (
        MONTH,
        Column(
            "what",
            "What",
            CellKind.ANSWER,
            needed=True,
            answers=(
                ("advocacy_referrals", "advocacy referrals"),
                ("advocacy_taken_up", "advocacy taken up"),
                ("visitors_matched", "independent visitors matched"),
                ("visitors_waiting", "waiting for an independent visitor"),
                ("feedback_children", "feedback from children"),
                ("feedback_families", "feedback from families"),
                ("feedback_professionals", "feedback from professionals"),
                ("form_views", "views of the feedback form"),
                ("lado_referrals", "LADO referrals"),
                ("serious_incidents", "serious incidents notified"),
                ("miles_travelled", "miles travelled by IROs"),
                ("hours_travelled", "hours IROs spent travelling"),
                ("carers_resigned", "foster carers who resigned"),
                ("carers_unable", "foster carers unable to care because of health"),
                ("taught_at_home", "children in care taught at home"),
            ),
        ),
        Column("number", "Number", CellKind.NUMBER, needed=True),
    ),
    named_by=("month", "what"),
    counted_on=("month",),
    coverage="care",
)
VOICE = Sheet(
    "voice",
    "Voice",
    "what children and families said, and what was done. No names, and nothing that "
    "tells who it was. A quote is shown only with consent.",
    (
        MONTH,
        Column(
            "kind",
            "Kind",
            CellKind.ANSWER,
            needed=True,
            answers=(("quote", "quote"), ("you_said", "you said, we did")),
        ),
        Column("words", "Words", CellKind.WORDS, needed=True),
        Column("theme", "Theme", CellKind.ANSWER, others=True),
        Column(
            "whose",
            "From whom",
            CellKind.ANSWER,
            answers=(
                ("child", "child"),
                ("family", "family"),
                ("carer", "carer"),
                ("professional", "professional"),
            ),
        ),
        Column("consent", "Consent", CellKind.YES_NO, "to show it"),
    ),
    named_by=("month", "kind", "words"),
    counted_on=("month",),
    coverage="care",
)
THEMES = (  # each is its own code, so what was typed before it was offered stays it
    "Child's voice",
    "Care planning",
    "Permanence",
    "Safety",
    "Reports before the review",
    "Visits to the child",
    "Records written to the child",
    "Genograms and chronologies",
    "Core groups and care team meetings",
    "IRO's views in the legal panel",
    "Child told who their IRO is",
    "Letter to a child who wants no visit",
    "Lifelong links and life story",
    "Brothers, sisters and family time",
    "Supervision of social workers",
)
PRACTICE = Sheet(
    "practice",
    "Practice",
    "audits and other looks at practice: one row for each theme and grade of a month. "
    "Of training, appraisal and supervision, the sample is the staff who were due it, "
    "and those meeting the standard had it in time.",
    (
        MONTH,
        Column(
            "kind",
            "Kind",
            CellKind.ANSWER,
            needed=True,
            answers=(
                ("audit", "audit"),
                ("dip_sample", "dip sample"),
                ("form", "quality and compliance form"),
                ("alert", "good-practice alert"),
                ("training", "training"),
                ("appraisal", "appraisal"),
                ("supervision", "supervision"),
                ("learning_review", "learning review"),
            ),
        ),
        Column(
            "theme",
            "Theme",
            CellKind.ANSWER,
            answers=tuple((theme, theme) for theme in THEMES),
            others=True,
        ),
        Column(
            "grade",
            "Grade",
            CellKind.ANSWER,
            answers=(
                ("outstanding", "outstanding"),
                ("good", "good"),
                ("improve", "requires improvement"),
                ("inadequate", "inadequate"),
            ),
            others=True,
        ),
        Column("sample", "Sample size", CellKind.NUMBER),
        Column("meeting", "Meeting the standard", CellKind.NUMBER),
        Column("words", "Words", CellKind.WORDS, "what was learnt, without names"),
    ),
    named_by=("month", "kind", "theme", "grade"),
    counted_on=("month",),
    coverage="care",
    at_most=(("meeting", "sample"),),
)
