"""A document chosen, made with its progress shown, and given; kept until words change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from data_access.access.look import Look
from data_access.casework import commentary
from data_access.store import database, releases
from data_access.store.commentary import Report
from data_access.store.releases import Signed
from domain.access import Screen, require
from domain.commentary import Comment
from domain.periods import Period
from metrics.said import whole
from reports.documents import narrative
from reports.documents.bodies import ANNUAL, KINDS, MIME, Body, Kind
from reports.documents.closing import moved_lines
from reports.documents.making import content
from reports.documents.periods import offered
from reports.documents.reading import Reading
from reports.released import Released
from ui.kit import data, downloads, state, words

HIDDEN_BYTES = 100_000
KIB = 1024
MAKE = "Make the document"
Tell = Callable[[float, str], object]


@dataclass(frozen=True)
class Chosen:
    """What is to be made: a document of a release's period, as what."""

    look: Look
    signed: Signed
    release: Released
    kind: Kind
    period: Period
    body: Body

    @property
    def read(self) -> Reading:
        """The release, read for the period."""
        return Reading(self.release, self.period)

    @property
    def report(self) -> Report:
        """What words of it are of."""
        return report_of(self.signed, self.read)

    @property
    def name(self) -> str:
        """What its file is called."""
        days = self.read.when.replace(" ", "-")
        return f"{self.kind.key}-{days}-release-{self.signed.number}.{self.body}"


def report_of(signed: Signed, read: Reading) -> Report:
    """Return the report that words are of: a release and a year."""
    return Report(signed.number, signed.up_to, read.when)


def ask(look: Look, signed: Signed, release: Released) -> Chosen:
    """Ask which document of a release, of which period and as what."""
    kinds = {each.name: each for each in KINDS if _may(look, each)}
    kind = kinds[_select(look, "Document", list(kinds))]
    periods = offered(release, of_a_year=kind.of_a_year)
    period = periods[_select(look, "Period", list(periods))]
    bodies = {each.words: each for each in kind.bodies}
    body = bodies[_select(look, "As", list(bodies))]
    return Chosen(look, signed, release, kind, period, body)


def _may(look: Look, kind: Kind) -> bool:
    return look.may(Screen.REPORTS if kind.to_boards else Screen.RELEASES)


def _select(look: Look, label: str, options: list[str]) -> str:
    key = f"reports-{label.lower()}-{look.la}"
    state.hold(key, options)
    chosen: str = st.selectbox(label, options, key=key)
    return chosen


def offer(chosen: Chosen) -> None:
    """Make the document when asked, showing how far it is; then let it be taken."""
    made = f"reports-made-{chosen.look.la}"
    if st.button(MAKE, type="primary"):
        bar = st.progress(0.0, "Opening the release")
        size = len(document(chosen, bar.progress))
        bar.empty()
        state.keep(made, chosen.name)
        st.success(f"Made: {_size(size)}.")
    if state.value(made) != chosen.name:
        return
    downloads.offer(
        f"Download {words.plain(chosen.name)}",
        lambda: document(chosen),
        file_name=chosen.name,
        mime=MIME[chosen.body],
        key=f"{made}-{chosen.name}",
    )


def document(chosen: Chosen, tell: Tell = lambda *_: None) -> bytes:
    """Return the document as a file, made again only where something in it changed."""
    look, signed = chosen.look, chosen.signed
    screen = Screen.REPORTS if chosen.kind.to_boards else Screen.RELEASES
    require(look.viewer, screen, look.la)
    compares = chosen.kind is ANNUAL and look.may(Screen.RELEASES)
    written = standing(chosen)

    def made() -> bytes:
        moved = None
        if compares:
            tell(0.2, "Comparing with what is loaded now")
            moved = moved_lines(data.moved(look, signed.number))
        tell(0.6, f"Writing {chosen.body.words}")
        return content(chosen.kind, chosen.body, chosen.read, moved, written)

    version = data.version(look) if compares else 0
    words_of = tuple(sorted(each.number for each in written.values()))
    key = "document", str(look.engine.url), look.la, chosen.name, compares
    return data.KEPT.get(key, (signed.hash, version, words_of), made, len)


def standing(chosen: Chosen) -> Mapping[str, Comment]:
    """Return what people wrote in the document, by the slot of each part."""
    if chosen.kind is not ANNUAL:
        return {}
    return commentary.written_in_report(chosen.look, chosen.report)


def hidden(chosen: Chosen, slot: narrative.Slot) -> frozenset[str]:
    """Return the numbers that the release withholds of what a part's section quotes."""
    look, number = chosen.look, chosen.signed.number
    require(look.viewer, Screen.WRITING, look.la)
    periods = chosen.period, chosen.read.before

    def found() -> frozenset[str]:
        with database.reading(look.engine) as session:
            parts = releases.parts(session, number)
        return narrative.withheld(parts, slot.measures, periods)

    of = look.la, number, slot.measures, periods
    key = "withheld", str(look.engine.url), *of
    return data.KEPT.get(key, chosen.signed.hash, found, lambda _: HIDDEN_BYTES)


def _size(size: int) -> str:
    return f"{whole(size / KIB)} KB"
