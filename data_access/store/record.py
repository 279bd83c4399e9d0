"""What every statement is: one frozen record, with the key that names what it is of."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """One statement about one child (or member of staff).

    `name` is what `SourceRow.record` holds; `identity` are the fields that make two
    statements be about the same thing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
    name: ClassVar[str]
    identity: ClassVar[tuple[str, ...]]
    happened: ClassVar[tuple[str, ...]] = ()  # the fields that are days gone by
    child_id: str

    @property
    def key(self) -> str:
        """The identity as one string."""
        return "|".join(str(getattr(self, part) or "") for part in self.identity)

    @property
    def latest(self) -> date | None:
        """The last day that this says something happened on."""
        days = (getattr(self, part) for part in self.happened)
        return max((day for day in days if day is not None), default=None)
