"""Invented children: when they were born, their sex, their ethnicity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from data_access.demo.chance import birthday, pick

ADULT = 18

ETHNICITIES: Final = {
    "WBRI": 820,
    "WIRI": 4,
    "WIRT": 6,
    "WOTH": 30,
    "WROM": 12,
    "MWBC": 15,
    "MWBA": 12,
    "MWAS": 18,
    "MOTH": 20,
    "AIND": 5,
    "APKN": 10,
    "ABAN": 8,
    "AOTH": 10,
    "CHNE": 3,
    "BAFR": 16,
    "BCRB": 4,
    "BOTH": 5,
    "OOTH": 10,
    "REFU": 2,
    "NOBT": 6,
}
ETHNICITIES_ALONE: Final = {"BAFR": 36, "AOTH": 26, "OOTH": 26, "WOTH": 12}
SEXES: Final = {"M": 54, "F": 46}
SEXES_ALONE: Final = {"M": 94, "F": 6}  # teenagers who came to the country alone


@dataclass(frozen=True)
class Child:
    """An invented child; `family` is empty where brothers and sisters play no part."""

    child_id: str
    born: date
    sex: str
    ethnicity: str
    family: str = ""

    @property
    def adult_on(self) -> date:
        """The eighteenth birthday."""
        return birthday(self.born, ADULT)


def child(rng: Random, child_id: str, born: date, *, alone: bool = False) -> Child:
    """Return a child born on `born`; `alone` is a child seeking asylum."""
    sexes, groups = (SEXES_ALONE, ETHNICITIES_ALONE) if alone else (SEXES, ETHNICITIES)
    return Child(child_id, born, pick(rng, sexes), pick(rng, groups))
