"""Which release is read, which of its periods and by which grouping: a reader chooses.

What is chosen is in the address. Nothing else is asked of the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import streamlit as st

from data_access.store.releases import Signed
from domain.access import Screen, Viewer, may
from domain.errors import RefusedError
from domain.periods import Period, quarters_between, say_day, years_between
from domain.tables import DIMENSIONS
from metrics.release.told import ToldCell
from reports import printed as files
from reports.released import Released, ReleasedMeasure
from ui.kit import data, filters, frame, keeping, printed, seen, state, words

NONE_YET = (
    "There is nothing to read yet. A board reads a release: figures to the end of a "
    "quarter, which the quality assurance group checks and signs before the board meets."
)
NO_DRAFT = "There is no draft now. Make one on Releases, and open its pages from there."
AS_A_BOARD = "As a board will see it"
INVENTED = ": every child, member of staff and figure here is invented"


@dataclass(frozen=True)
class Reading:
    """What is read: a release, one of its periods, and one grouping, empty for none.

    `earlier` opens the last release that stands and is to a day before another.
    """

    release: Released
    period: Period
    by: str
    earlier: Callable[[str], Released | None]

    @property
    def is_latest(self) -> bool:
        """Whether the period is the headline's."""
        return self.period == self.release.latest

    def measures(self, keys: Iterable[str]) -> list[ReleasedMeasure]:
        """Return those of some measures of which the release tells a case.

        Of what a service does not record there is nothing to read.
        """
        found = self.release.measures
        there = [found[key] for key in keys if key in found]
        return [each for each in there if each.has_cases]

    def told(self, measure: ReleasedMeasure) -> ToldCell | None:
        """Return a measure's cell of the period; of one that is read as two, the later."""
        parts = measure.parts(self.period)
        return measure.told(parts[-1]) if parts else None

    @property
    def first_line(self) -> str:
        """What stands first in a file: which release, and under which policy."""
        release = self.release
        if release.signed is None:
            return f"# {signed(release)} {release.policy.words}"
        return files.first_line(release.signed)


def read(viewer: Viewer, keys: Sequence[str], grouped: Sequence[str] = ()) -> Reading:
    """Draw the choices of a page of some measures; return what is chosen.

    `grouped` are those that can be compared by a grouping.

    Stops the page, with words for it, where there is nothing to read.
    """
    la = filters.council_shown(viewer)
    if la is None:
        frame.nothing_yet(viewer)
        st.stop()
    release = _seen(viewer, la) if seen.asked() and _may(viewer) else None
    release = release or _chosen(viewer, la)
    with st.sidebar:
        period = _period(release, keys)
        by = _grouping(release, grouped)
    printed.offer()
    keeping.offer()
    _who_signed(release, period)
    return Reading(release, period, by, _earlier(viewer, la))


def _may(viewer: Viewer) -> bool:
    return may(viewer, Screen.RELEASES)


def _seen(viewer: Viewer, la: str) -> Released:
    """Return the release that the address says to see, or the draft."""
    try:
        found = _asked(viewer, la)
    except RefusedError as refusal:
        st.error(words.plain(str(refusal)))
        found = None
    _say_as_a_board()
    if found is None:
        st.stop()
    return found


def _asked(viewer: Viewer, la: str) -> Released | None:
    if seen.is_draft():
        found = data.draft_released(data.look(viewer, la, datetime.now(UTC).date()))
        if found is None:
            st.info(NO_DRAFT)
        return found
    number = seen.asked()
    if not number.isdecimal():
        raise RefusedError(
            f"see: found '{number}', expected a release's number or '{seen.DRAFT}'."
        )
    return data.released(viewer, la, int(number))


def _say_as_a_board() -> None:
    st.info(f"{AS_A_BOARD}.")
    if st.sidebar.button("Back to live figures", width="stretch"):
        seen.leave()
        st.rerun()


def _chosen(viewer: Viewer, la: str) -> Released:
    """Return the release that is chosen, at first that of the latest day."""
    found = data.releases(viewer, la)
    if not found:
        st.info(NONE_YET)
        st.stop()
    names = {_name(each, found): each for each in found}
    with st.sidebar:
        signed = names[select("Release", seen.RELEASE, list(names))]
    return data.opened(viewer, signed)


def _name(signed: Signed, among: Sequence[Signed]) -> str:
    alike = [each for each in among if each.up_to == signed.up_to]
    number = "" if len(alike) == 1 else f", release {signed.number}"
    return f"To {say_day(signed.up_to)}{number}"


def _earlier(viewer: Viewer, la: str) -> Callable[[str], Released | None]:
    """Return what opens the last release to a day before another; None where none is."""
    standing = cache(lambda: data.releases(viewer, la))

    def earlier(day: str) -> Released | None:
        found = [each for each in standing() if each.up_to.isoformat() < day]
        return data.opened(viewer, found[0]) if found else None

    return earlier


def select(label: str, key: str, options: list[str]) -> str:
    """Draw a list whose choice is in the address; return what is chosen."""
    state.at_hand(key, options)
    return st.selectbox(label, options, key=key, bind="query-params")


def _period(release: Released, keys: Sequence[str]) -> Period:
    offered = release.once(("periods", tuple(keys)), lambda: periods(release, keys))
    return offered[select("Period", seen.PERIOD, list(offered))]


def periods(release: Released, keys: Sequence[str]) -> dict[str, Period]:
    """Return the periods that some measures are released for, by what they are called.

    The latest four quarters first, then financial years, then quarters.
    """
    latest = release.latest
    found = [release.measures[key] for key in keys if key in release.measures]
    starts = [key.period.start for each in found for key in each.cells]
    first = min(starts, default=latest.start)
    years = years_between(first, release.to)[::-1]
    quarters = quarters_between(first, release.to)[::-1]
    named = {f"Four quarters to {latest.end:%b %Y}": latest}
    for each in (*years, *quarters):
        said = words.period(each)
        named[f"{said[0].upper()}{said[1:]}"] = each
    return {
        name: each
        for name, each in named.items()
        if each == latest or any(_released(measure, each) for measure in found)
    }


def _released(measure: ReleasedMeasure, period: Period) -> bool:
    return bool(measure.parts(period, measure.words.natural))


def _grouping(release: Released, keys: Sequence[str]) -> str:
    """Return the grouping chosen of those that measures are released by."""
    found = [release.measures[key] for key in keys if key in release.measures]
    there = {by for each in found if not each.words.natural for by in each.groupings}
    names = {name: by for by, name in DIMENSIONS.items() if by in there}
    if not names:
        return ""
    with st.sidebar:
        return names[select("Compare by", seen.GROUPED, list(names))]


def _who_signed(release: Released, period: Period) -> None:
    """Say whose release it is, to which day, who signed it and under which policy."""
    said = (
        f"{release.council}{INVENTED if release.invented else ''}. Showing "
        f"{words.period(period)}. {signed(release)} {release.policy.words}"
    )
    with st.container(key=frame.PRINTED), st.container(key="signed"):
        st.markdown(words.plain(said))


def signed(release: Released) -> str:
    """Return to which day a release is, and who signed it when."""
    told = release.signed
    if told is None:
        return f"Draft to {say_day(release.to)}, not signed."
    when = say_day(told.signed_at.date())
    return (
        f"Release {told.number} to {say_day(release.to)}, signed by "
        f"{told.signed_by} on {when}."
    )
