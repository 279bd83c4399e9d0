"""What was tested for accessibility and when, and what is known to fall short.

`accessibility.json` holds both. The run in it is written by the tests in a browser
(docs/add-a-page.md); what falls short is written by whoever finds it or puts it right.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("accessibility.json")


@dataclass(frozen=True)
class Run:
    """One run of the tests in a browser, in which every page passed at every width.

    `pages` are their addresses, `widths` in pixels; `rules` are the tags of axe-core.
    """

    day: date
    axe: str
    browser: str
    rules: tuple[str, ...]
    pages: tuple[str, ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Issue:
    """Something that is known to fall short, and what a reader can do meanwhile."""

    what: str
    instead: str


@dataclass(frozen=True)
class Evidence:
    """The last run, and all that is known to fall short."""

    run: Run
    issues: tuple[Issue, ...]


@lru_cache(maxsize=1)
def evidence() -> Evidence:
    """Return what the file holds."""
    read = json.loads(FILE.read_text(encoding="utf-8"))
    run = read["run"]
    return Evidence(
        Run(
            day=date.fromisoformat(run["day"]),
            axe=run["axe"],
            browser=run["browser"],
            rules=tuple(run["rules"]),
            pages=tuple(run["pages"]),
            widths=tuple(run["widths"]),
        ),
        tuple(Issue(**each) for each in read["issues"]),
    )


def write(run: Run) -> None:
    """Keep a run in place of the one before; what falls short stays as it is."""
    read = json.loads(FILE.read_text(encoding="utf-8"))
    read["run"] = {**vars(run), "day": run.day.isoformat()}
    FILE.write_text(json.dumps(read, indent=2) + "\n", encoding="utf-8")
