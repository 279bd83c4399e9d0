"""Who may see what. This one module decides; fetches and pages ask it.

A fetch takes a `Viewer`, mostly within a `Look`, and gives no more than `sight` or
`children_seen` allow, so a page that forgets to ask still shows nothing it may not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import DashboardError

EVERY_TEAM = "*"


class Role(StrEnum):
    """What somebody is to the service; the value is what settings and the store say."""

    BOARD = "board"
    QUALITY = "quality"
    MANAGER = "manager"
    IRO = "iro"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"

    @property
    def words(self) -> str:
        """The role as a reader says it."""
        return ROLE_WORDS[self]


ROLE_WORDS = {
    Role.BOARD: "Board member",
    Role.QUALITY: "Quality assurance group",
    Role.MANAGER: "Manager",
    Role.IRO: "IRO or chair",
    Role.ANALYST: "Performance analyst",
    Role.ADMINISTRATOR: "Administrator",
}


class Screen(StrEnum):
    """What can be opened, downloaded or fetched, as the ledger names it."""

    FIGURES = "figures"
    RELEASED = "figures of a release"
    ABOUT = "about the figures"
    FILES = "files loaded"
    TARGETS = "targets and new limits"
    EVENTS = "event log"
    MEETING = "monthly meeting"
    AGENDA = "measures of the meeting"
    RELEASES = "releases"
    SIGNING = "signing of releases"
    REPORTS = "reports of a release"
    WRITING = "words of a report"
    ACTIONS = "actions"
    DECIDING = "decisions of the meeting"
    LEFT_OUT = "rows left out"
    REGISTER = "service register"
    RECORDED = "what is recorded of children"
    RECORDED_MONTHLY = "counts, voice and practice"
    STAFF_GROUPS = "sex and ethnic groups of staff"
    CHILDREN = "list of children"
    CHILD = "one child"
    BEHIND = "rows behind a figure"
    WORKLIST = "worklist"
    SUPERVISION = "supervision"
    CASELOADS_BY_NAME = "caseloads by name"
    DATA_QUALITY = "data quality"
    QUALITY_FINDINGS = "list of what to put right"
    FORECAST = "forecast"
    EARLIER_REVIEWS = "reviews that could be earlier"
    OWN_VIEWS = "own views"
    OWN_LEDGER = "own ledger"
    LEDGER = "ledger"
    PEOPLE = "people"


EVERYBODY = frozenset(Role)
ALLOWED: Mapping[Screen, frozenset[Role]] = {
    Screen.FIGURES: EVERYBODY - {Role.BOARD},
    Screen.RELEASED: frozenset({Role.BOARD, Role.QUALITY, Role.MANAGER, Role.ANALYST}),
    Screen.ABOUT: EVERYBODY,
    Screen.FILES: frozenset({Role.ANALYST}),
    Screen.TARGETS: frozenset({Role.QUALITY, Role.ANALYST}),
    Screen.EVENTS: frozenset({Role.QUALITY, Role.ANALYST}),
    Screen.MEETING: frozenset({Role.QUALITY, Role.MANAGER}),
    Screen.AGENDA: frozenset({Role.QUALITY}),
    Screen.RELEASES: frozenset({Role.QUALITY, Role.MANAGER, Role.ANALYST}),
    Screen.SIGNING: frozenset({Role.QUALITY}),
    Screen.REPORTS: frozenset({Role.BOARD, Role.QUALITY, Role.MANAGER, Role.ANALYST}),
    Screen.WRITING: frozenset({Role.QUALITY, Role.MANAGER, Role.ANALYST}),
    Screen.ACTIONS: frozenset({Role.QUALITY, Role.MANAGER, Role.ANALYST}),
    Screen.DECIDING: frozenset({Role.QUALITY}),
    Screen.LEFT_OUT: frozenset({Role.ANALYST}),
    Screen.REGISTER: frozenset({Role.ANALYST}),
    Screen.RECORDED: frozenset({Role.MANAGER, Role.IRO}),
    Screen.RECORDED_MONTHLY: frozenset({Role.QUALITY}),
    Screen.STAFF_GROUPS: frozenset({Role.QUALITY, Role.MANAGER}),
    Screen.CHILDREN: frozenset({Role.MANAGER, Role.IRO}),
    Screen.CHILD: frozenset({Role.MANAGER, Role.IRO}),
    Screen.BEHIND: frozenset({Role.MANAGER, Role.IRO}),
    Screen.WORKLIST: frozenset({Role.MANAGER, Role.IRO}),
    Screen.SUPERVISION: frozenset({Role.MANAGER, Role.IRO}),
    Screen.CASELOADS_BY_NAME: frozenset({Role.MANAGER, Role.IRO}),
    Screen.DATA_QUALITY: frozenset(
        {Role.QUALITY, Role.MANAGER, Role.IRO, Role.ANALYST}
    ),
    Screen.QUALITY_FINDINGS: frozenset({Role.MANAGER, Role.IRO, Role.ANALYST}),
    Screen.FORECAST: frozenset({Role.QUALITY, Role.MANAGER, Role.IRO}),
    Screen.EARLIER_REVIEWS: frozenset({Role.MANAGER, Role.IRO}),
    Screen.OWN_VIEWS: EVERYBODY,
    Screen.OWN_LEDGER: EVERYBODY,
    Screen.LEDGER: frozenset({Role.ADMINISTRATOR}),
    Screen.PEOPLE: frozenset({Role.ADMINISTRATOR}),
}
CHILD_LEVEL = frozenset(
    {
        Screen.LEFT_OUT,
        Screen.REGISTER,
        Screen.RECORDED,
        Screen.CHILDREN,
        Screen.CHILD,
        Screen.BEHIND,
        Screen.WORKLIST,
        Screen.SUPERVISION,
        Screen.QUALITY_FINDINGS,
        Screen.EARLIER_REVIEWS,
    }
)
"""Screens with children on them: every opening is written to the ledger first."""
EVERY_CHILD: Mapping[Screen, frozenset[Role]] = {
    Screen.QUALITY_FINDINGS: frozenset({Role.ANALYST})
}
"""Who is given the whole council's children on a screen: analysts load their files."""


@dataclass(frozen=True)
class Viewer:
    """Somebody looking: who, as what, of which council, and how far they see.

    `la` is the one council they belong to, None for every council in the store.
    `teams` are a manager's; EVERY_TEAM stands for all. `staff_id` is an IRO's own.
    """

    who: str
    role: Role
    la: str | None = None
    teams: tuple[str, ...] = ()
    staff_id: str = ""


@dataclass(frozen=True)
class Sight:
    """How much of the figures' rows somebody is given; part of every cache's key.

    `names` are the IROs they may tell apart: all (None), or those with these staff
    ids.
    """

    names: tuple[str, ...] | None = ()


EVERYTHING = Sight(names=None)
COMMAND_LINE = Viewer(who="command line", role=Role.ANALYST)
"""Whoever runs commands on the server; they hold the database itself."""


class NotAllowedError(DashboardError):
    """Somebody asked for what their role does not see."""

    def __init__(self) -> None:
        super().__init__(
            "Your role does not include this. Ask the dashboard's administrator if "
            "you need it for your work."
        )


def may(viewer: Viewer | None, screen: Screen, la: str | None = None) -> bool:
    """Say whether somebody may see a screen, of a council where one is named."""
    if viewer is None or viewer.role not in ALLOWED[screen]:
        return False
    return la is None or viewer.la is None or viewer.la == la


def require(viewer: Viewer | None, screen: Screen, la: str | None = None) -> Viewer:
    """Return the viewer where they may see a screen.

    Raises:
        NotAllowedError: they may not.
    """
    if viewer is None or not may(viewer, screen, la):
        raise NotAllowedError
    return viewer


def sight(viewer: Viewer) -> Sight:
    """Return how much of the figures' rows somebody is given."""
    if viewer.role is Role.MANAGER:
        return Sight(names=None)
    if viewer.role is Role.IRO:
        return Sight(names=(viewer.staff_id,))
    return Sight()
