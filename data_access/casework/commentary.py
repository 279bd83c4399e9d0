"""What people write: of a measure in a month for the meeting, of a part of a report.

Each saving is a line of its own, and the latest stands. What somebody types is kept as
their draft, in the store, so that a lost connection loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from data_access.access.look import Look
from data_access.derive import council
from data_access.store.commentary import (
    OF_REPORTS,
    Report,
    ReportPart,
    drafts_of,
    in_other_reports,
    in_report,
    lines_of,
    standing_of,
)
from data_access.store.loaded import CommentaryDraft, CommentaryLine
from domain.access import Screen
from domain.commentary import Comment, OvertakenError, Written, tidy
from domain.errors import RefusedError
from domain.periods import say_day

LONGEST_DRAFT = 10_000  # letters


@dataclass(frozen=True)
class About:
    """What is written of: a measure by its key, in the month of this first day.

    Or a part of a report, as `store.commentary.Report` names it, of a release to
    this day.
    """

    key: str
    month: date

    @property
    def screen(self) -> Screen:
        """Where it is written."""
        of_a_report = self.key.startswith(OF_REPORTS)
        return Screen.WRITING if of_a_report else Screen.MEETING


def of_report(part: ReportPart) -> About:
    """Return a part of a report as what is written of."""
    return About(part.key, part.to)


def written_in_report(look: Look, of: Report) -> Mapping[str, Comment]:
    """Return what stands in a report, by the slot of each part."""
    return look.given(Screen.REPORTS, lambda session: in_report(session, look.la, of))


def written_in_others(look: Look, of: Report) -> Mapping[str, Comment]:
    """Return what was last saved of the year in reports of other releases, by slot."""
    return look.given(
        Screen.WRITING, lambda session: in_other_reports(session, look.la, of)
    )


def of_month(look: Look, month: date) -> Mapping[str, Comment]:
    """Return what stands of each measure in a month, by the measure's key."""
    return look.given(
        Screen.MEETING, lambda session: standing_of(session, look.la, month)
    )


def of_measure(look: Look, about: About) -> Written:
    """Return all that is written of a measure in a month, and who is writing now."""
    return look.given(about.screen, lambda session: _written(session, look, about))


def keep_draft(look: Look, about: About, text: str, base: int) -> None:
    """Keep what somebody has typed, begun from the saving of number `base`."""
    with look.writing(about.screen) as session:
        session.merge(
            CommentaryDraft(
                **_place(look, about),
                who=look.viewer.who,
                text=text[:LONGEST_DRAFT],
                base=base,
                typed_at=look.now,
            )
        )


def drop_draft(look: Look, about: About) -> None:
    """Drop what somebody has typed, as they ask to."""
    with look.writing(about.screen) as session:
        _drop(session, look, about)


def save(look: Look, about: About, text: str, base: int) -> None:
    """Save what is written of a measure in a month, begun from the saving `base`.

    Raises:
        OvertakenError: somebody else saved meanwhile; it says who, and has their text.
        RefusedError: it is too long, or nothing is written and nothing stands.
    """
    with look.writing(about.screen) as session:
        kept = tidy(text)
        there = _written(session, look, about)
        if there.base != base and there.standing is not None:
            raise OvertakenError(_overtaken(there.standing), there.standing)
        if not kept and not (there.standing and there.standing.text):
            raise RefusedError("Commentary: nothing is written. Write it, then save.")
        session.add(
            CommentaryLine(
                **_place(look, about),
                text=kept,
                author=look.viewer.who,
                written_at=look.now,
            )
        )
        _drop(session, look, about)
        look.wrote(session, about.screen, f"{about.key}, {about.month:%B %Y}")


def agenda(look: Look) -> tuple[str, ...]:
    """Return the keys of the measures that the council looks at; none: the usual."""
    return look.given(Screen.MEETING, lambda session: council.agenda(session, look.la))


def choose_agenda(look: Look, keys: tuple[str, ...]) -> None:
    """Have the council look at these measures from now on; none: the usual."""
    with look.writing(Screen.AGENDA) as session:
        council.save_agenda(session, look.la, keys)
        look.wrote(session, Screen.AGENDA, "measures")


def _written(session: Session, look: Look, about: About) -> Written:
    lines = lines_of(session, look.la, about.month, (about.key,))
    drafts = drafts_of(session, look.la, about.month, about.key)
    who = look.viewer.who
    return Written(
        standing=lines[0] if lines else None,
        earlier=tuple(lines[1:]),
        draft=next((each for each in drafts if each.author == who), None),
        others=tuple(each for each in drafts if each.author != who),
    )


def _drop(session: Session, look: Look, about: About) -> None:
    key = (look.la, about.key, about.month, look.viewer.who)
    if (draft := session.get(CommentaryDraft, key)) is not None:
        session.delete(draft)


def _place(look: Look, about: About) -> dict[str, Any]:
    return {"la": look.la, "measure": about.key, "month": about.month}


def _overtaken(newer: Comment) -> str:
    return (
        f"Nothing is saved yet: {newer.author} saved on "
        f"{say_day(newer.written_at.date())} at {newer.written_at:%H:%M}, after you "
        "began. What they wrote is shown below, and what you typed is still here. Bring "
        "the two together and save again; what they wrote is kept among the earlier "
        "savings."
    )
