"""What services' words for a stage or a theme of a dispute seem to mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from data_access.importers.cells import normalise
from domain.codes import OUTCOMES

STAGES = ("Informal", "Stage 1", "Stage 2", "Stage 3", "Cafcass")
THEMES = (
    "Care planning",
    "Drift and delay",
    "Practice",
    "Safety",
    "Participation",
    "Placement and resources",
    "Health and education",
    "Other",
)

_NUMBERS = {
    **dict.fromkeys(("1", "one", "i", "first", "1st"), "1"),
    **dict.fromkeys(("2", "two", "ii", "second", "2nd"), "2"),
    **dict.fromkeys(("3", "three", "iii", "third", "3rd"), "3"),
    **dict.fromkeys(("4", "four", "iv", "fourth", "4th"), "4"),
    **dict.fromkeys(("5", "five", "v", "fifth", "5th"), "5"),
    **dict.fromkeys(("6", "six", "vi", "sixth", "6th"), "6"),
}
_NUMBERED = re.compile(
    r"\b(?:(?:stage|stg|st|level|lvl|formal|s) ?(?P<after>[1-6]|[iv]+|one|two|three|"
    r"four|five|six)|(?P<before>[1-6](?:st|nd|rd|th)|first|second|third|fourth|fifth|"
    r"sixth) (?:formal )?(?:stage|level))\b"
)
_APART = tuple(  # beside a numbered stage these leave the meaning in doubt
    (stage, re.compile(pattern))
    for stage, pattern in (
        ("Informal", r"\b(?:informal|(?:pre|non) ?formal|alert)\b"),
        ("Cafcass", r"\bcafcass\b"),
    )
)
_ROLES = tuple(
    (stage, re.compile(pattern))
    for stage, pattern in (
        ("Stage 1", r"\b(?:team managers?|tm)\b"),
        ("Stage 2", r"\b(?:service managers?|sm|heads? of service|hos)\b"),
        ("Stage 3", r"\b(?:directors?|ad|dcs)\b"),
    )
)
_THEMES = tuple(
    (theme, re.compile(pattern))
    for theme, pattern in (
        (
            "Care planning",
            r"\b(?:care plan(?:ning|s)?|pathway plan(?:ning|s)?|permanen(?:ce|cy)\b.*|"
            r"contact|family time|care order|discharge|reunification|life ?story)\b",
        ),
        ("Drift and delay", r"\b(?:drift\w*|delay\w*)\b"),
        (
            "Practice",
            r"\b(?:practice|sw report|social work(?:er)? (?:report|visits?)|"
            r"(?:no|late|missing|poor) (?:sw )?(?:report|visits?|minutes|paperwork|"
            r"recording|assessment)|statutory visits?|visiting|supervision|"
            r"case record\w*|change of (?:sw|social worker))\b",
        ),
        (
            "Safety",
            r"\b(?:risks?|safeguarding|safety|unsafe|exploitation|harm|missing from)\b",
        ),
        (
            "Participation",
            r"\b(?:participation|voice|advoca(?:te|cy)|wishes and feelings|"
            r"not consulted|consultation)\b",
        ),
        (
            "Placement and resources",
            r"\b(?:placements?|resources?|funding|accommodation|sufficiency|housing)\b",
        ),
        (
            "Health and education",
            r"\b(?:health|education\w*|e?pep|school|sen|ehcp?|camhs|dental|dentist|"
            r"medical|iha|rha|college|therapy)\b",
        ),
    )
)
_DRIFT_IN_PLANNING = {"Care planning", "Drift and delay"}


def propose_stage(wording: str, stages: Iterable[str]) -> str | None:
    """Return the stage of the council's list that a wording seems to mean, or None."""
    listed, words = tuple(stages), normalise(wording)
    if own := if_listed(words, listed):
        return own
    apart = {stage for stage, pattern in _APART if pattern.search(words)}
    if numbers := _numbers_in(words):
        numbered = {own for own in listed if _numbers_in(normalise(own)) == numbers}
        return _only(numbered | apart if numbered else apart & {"Cafcass"}, listed)
    roles = {stage for stage, pattern in _ROLES if pattern.search(words)}
    return _only(apart or roles, listed)


def propose_theme(wording: str, themes: Iterable[str]) -> str | None:
    """Return the theme of the council's list that a wording seems to mean, or None."""
    listed, words = tuple(themes), normalise(wording)
    if own := if_listed(words, listed):
        return own
    meant = {theme for theme, pattern in _THEMES if pattern.search(words)}
    if meant == _DRIFT_IN_PLANNING:
        meant = {"Drift and delay"}
    return _only(meant, listed)


_OUTCOMES = tuple(  # in order: the first that is found
    (outcome, re.compile(pattern))
    for outcome, pattern in (
        ("Withdrawn", r"\b(?:withdrawn|retracted|raised in error)\b"),
        ("Partly changed", r"\b(?:part(?:ly|ial|ially)?|in part|some changes?)\b"),
        ("Not changed", r"\b(?:no|not|none|unchanged|refused|rejected|declined)\b"),
        (
            "Changed",
            r"\b(?:changed|amended|agreed|upheld|accepted|completed|held|made|booked|"
            r"appointed|brought up to date|widened|rewritten|reviewed|met)\b",
        ),
    )
)


def propose_outcome(wording: str) -> str | None:
    """Return what came of a dispute as a wording seems to say, or None."""
    words = normalise(wording)
    return if_listed(words, OUTCOMES[1:]) or next(
        (outcome for outcome, pattern in _OUTCOMES if pattern.search(words)), None
    )


def _numbers_in(words: str) -> set[str]:
    """Return the numbers of the stages that the words name."""
    named = (found["after"] or found["before"] for found in _NUMBERED.finditer(words))
    return {_NUMBERS[name] for name in named if name in _NUMBERS}


def if_listed(words: str | None, listed: tuple[str, ...]) -> str | None:
    """Return the list's own spelling of the words; None where it lacks them."""
    wanted = normalise(words or "")
    return next((own for own in listed if wanted and normalise(own) == wanted), None)


def _only(meant: set[str], listed: tuple[str, ...]) -> str | None:
    """Return the one thing meant; None where nothing or more than one thing is."""
    return if_listed(meant.pop(), listed) if len(meant) == 1 else None


# The headings that services give the columns of their disputes logs.


FIELDS: Mapping[str, str] = {
    "reference": "Reference",
    "child_id": "Child ID",
    "initials": "Child's initials",
    "born": "Date of birth",
    "iro_name": "IRO or chair",
    "team": "Team",
    "raised": "Date raised",
    "stage": "Stage",
    "entered": "Date the stage was entered",
    "theme": "Theme",
    "response_due": "Response due",
    "responded": "Date of response",
    "outcome": "Outcome",
    "resolved": "Date resolved",
    "notes": "Notes",
}

_CASE = (
    r"(?:(?:iro |cp |formal )?(?:drp|drn|dispute(?: resolution)?|dr|issue|alert|"
    r"escalation|concern|challenge|case|practice alert|starred recommendation|it))"
)
_ID = r"(?:id|no|number|ref|reference|identifier)"
_SYSTEM = (
    r"(?:child(?:s)?|mosaic|lcs|liquid ?logic|client|ics|eclipse|care ?first|"
    r"care ?director|azeus|person|service user|framework ?i|paris|system|yp|"
    r"young persons?|record|case)"
)
_DONE = r"(?:resolved|closed|concluded|completed|ended)"

# In order: for each field the surest wording first, matched on the whole heading.
_PATTERNS = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("child_id", rf"{_SYSTEM} (?:unique )?{_ID}(?: {_ID})?"),
        ("child_id", rf"(?:la child|unique child) {_ID}|mosaic|lcs|liquid ?logic"),
        ("reference", rf"(?:{_CASE}|log|unique)? ?(?:ref|reference)(?: {_ID})?"),
        ("reference", rf"(?:drp|drn|dispute|alert|escalation|log) {_ID}"),
        ("initials", r"(?:childs?|yp|young persons?|clients?)? ?initials?"),
        ("initials", r"initials of (?:the )?(?:child|young person)"),
        ("initials", r"child|young person|child (?:or )?young person|yp"),
        ("initials", r"(?:childs?|yp|young persons?|clients?)? ?names?"),
        ("initials", r"name of (?:the )?(?:child|young person)"),
        ("born", r"(?:childs? )?(?:dob|d o b|date of birth|birth date|born)"),
        ("raised", rf"date (?:the )?(?:{_CASE} )?(?:was )?raised(?: on)?"),
        ("raised", rf"(?:{_CASE} )?raised(?: on| date)?|raised date"),
        ("raised", rf"date (?:of )?(?:the )?{_CASE}"),
        ("raised", rf"{_CASE} date|date (?:{_CASE} )?(?:sent|issued|logged|opened)"),
        ("raised", rf"date (?:{_CASE} )?(?:started|initiated|escalated|identified)"),
        ("raised", rf"(?:{_CASE} )?start date|date"),
        ("entered", r"date (?:this )?stage (?:was )?(?:entered|started|reached)"),
        ("entered", r"date entered(?: (?:this )?stage)?|stage date|date of stage"),
        ("entered", r"stage (?:entered|started)(?: on| date)?|date stage"),
        ("entered", r"date moved(?: to (?:this )?stage)?"),
        ("entered", r"date (?:of )?(?:the )?escalat(?:ed|ion)"),
        ("stage", rf"(?:current |{_CASE} )?stage(?: of (?:the )?{_CASE})?"),
        ("stage", r"(?:informal (?:or )?formal|formal (?:or )?informal)(?: stage)?"),
        ("stage", rf"(?:{_CASE} )?(?:level|stage level|stage raised|stage reached)"),
        ("stage", rf"level of (?:the )?{_CASE}|escalated to|stage or level"),
        ("theme", r"(?:main |primary )?themes?|(?:issue|reason|concern) (?:or )?theme"),
        ("theme", rf"reasons?(?: for (?:the )?{_CASE})?|{_CASE} (?:reason|theme)"),
        ("theme", rf"(?:{_CASE} )?category(?: of (?:the )?{_CASE})?"),
        ("theme", rf"(?:main |primary )?issues?|(?:nature|type) of (?:the )?{_CASE}"),
        ("theme", r"area of concern|concern|subject|reason (?:it was )?raised"),
        ("response_due", r"(?:date )?(?:response|reply) (?:is )?(?:due|required)"),
        ("response_due", r"(?:response|reply) (?:due |required )?(?:by|date due)"),
        ("response_due", r"(?:response|reply) (?:due|required) (?:date|by date)"),
        ("response_due", r"(?:response |reply )?(?:deadline|due date)"),
        ("response_due", r"date (?:response|reply)? ?due(?: by)?|due(?: by| on)?"),
        ("response_due", r"target date|timescale for (?:response|reply)"),
        ("responded", r"date (?:of )?(?:the )?(?:response|reply)(?: received)?"),
        ("responded", r"(?:response|reply) (?:date|received|received date)"),
        ("responded", r"date (?:responded|replied)|responded(?: on)?|replied"),
        ("outcome", rf"(?:{_CASE} )?outcome(?: of (?:the )?{_CASE})?"),
        ("outcome", rf"resolution|result|status|{_CASE} (?:status|resolved)"),
        ("outcome", r"resolved(?: y n| yes no| yes or no)?"),
        ("resolved", rf"date (?:{_CASE} )?(?:was )?{_DONE}|{_DONE} (?:date|on)"),
        ("resolved", rf"date of (?:{_CASE} )?(?:resolution|closure|outcome)"),
        ("resolved", r"(?:resolution|closure|completion|outcome|end) date"),
        ("resolved", rf"{_DONE}"),
        ("iro_name", r"iro(?: name)?|name of (?:the )?iro|allocated iro"),
        (
            "iro_name",
            r"(?:independent )?reviewing officer|iro (?:or |and )?(?:cp )?chair",
        ),
        (
            "iro_name",
            r"(?:cp |conference )?chair(?: name)?|(?:raised by|raising) ?(?:iro)?",
        ),
        ("team", r"(?:social work |sw |allocated |childs? )?team(?: name)?"),
        ("team", r"(?:team )?service(?: area)?|locality|team (?:or )?team manager"),
        ("team", r"team manager"),
        ("notes", r"notes?|comments?|details|description|summary|updates?"),
        ("notes", r"(?:further|any other) (?:information|details|comments)"),
    )
)


def propose_columns(
    headings: Iterable[str], taken: Collection[str] = ()
) -> dict[str, str]:
    """Return the field that each heading, as typed, seems to hold; a field only once.

    Headings that fit nothing are not in the answer, nor are fields already `taken`.
    """
    known = {heading: normalise(heading) for heading in headings}
    proposed: dict[str, str] = {}
    for field, pattern in _PATTERNS:
        if field in taken or field in proposed.values():
            continue
        for heading, words in known.items():
            if heading not in proposed and pattern.fullmatch(words):
                proposed[heading] = field
                break
    return proposed
