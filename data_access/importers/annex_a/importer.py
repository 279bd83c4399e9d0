"""Ofsted's Annex A as a kind of file: a picture of one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from data_access.importers.annex_a import annex_a
from data_access.importers.annex_a.annex_a import Picture
from data_access.importers.importer import (
    BOOK_ENDINGS,
    LATEST_CONFERENCES,
    LATEST_REVIEWS,
    OPEN_PLANS,
    TEXT_ENDINGS,
    Belief,
    Importer,
    Kept,
    Opened,
    ReadingContext,
    Recognised,
    SourceFile,
)
from data_access.store.statements import (
    InCareRecord,
    PlanRecord,
    PlanReviewRecord,
    ReviewRecord,
)
from domain.periods import Period

# What a picture tells whole on its own day: who is in care and on a plan, and that
# nothing was held between the latest review it tells and that day.
PICTURED = {
    "care": InCareRecord.name,
    LATEST_REVIEWS: ReviewRecord.name,
    OPEN_PLANS: PlanRecord.name,
    LATEST_CONFERENCES: PlanReviewRecord.name,
}


@dataclass(frozen=True)
class OpenedPicture(Opened):
    """An Annex A and its day, on which all that it is depends."""

    picture: Picture

    @property
    def table(self) -> str:
        """What it is and of which day.

        Raises:
            RefusedError: nothing tells the day, or the headings are not good.
        """
        return self.picture.title

    @property
    def taken_as(self) -> str:
        """Its day, where that was found, and whether its name agrees."""
        return self.picture.as_at.told(self.file.name)

    @property
    def beside(self) -> str:
        """The day: another makes it another picture."""
        return str(self.picture.as_at.day)

    def covers(self, kept: Kept) -> str:
        """Return what it tells whole of its day, by what was kept of it.

        A column that is blank in every row tells of nothing, not that nothing happened.
        """
        return ",".join(
            what for what, record in PICTURED.items() if record in kept.records
        )

    def period(self, kept: Kept) -> Period | None:
        """Return its one day."""
        return Period(self.picture.as_at.day, self.picture.as_at.day)


def _open(
    files: Sequence[tuple[SourceFile, Recognised]], context: ReadingContext
) -> list[OpenedPicture]:
    def opened(file: SourceFile, found: Recognised) -> OpenedPicture:
        picture = Picture(file, context.today)
        read = partial(annex_a.read, picture=picture)
        return OpenedPicture(file, found, context, read, picture)

    return [opened(file, found) for file, found in files]


ANNEX_A = Importer(
    kind=annex_a.KIND,
    words="Annex A",
    an_example="an Annex A",
    formats="xlsx or csv",
    endings=(*TEXT_ENDINGS, *BOOK_ENDINGS),
    belief=Belief.PICTURE,
    recognise=lambda file, context: annex_a.recognise(file),
    open=_open,
)
