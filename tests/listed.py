"""The pages as the router lists them, and as whom a test opens each."""

from domain.access import ALLOWED, Role, Screen
from pages.router import PAGES

FIRST = Role.QUALITY  # as whom a demonstration is seen at first
LOOKING = (FIRST, Role.MANAGER, Role.ANALYST, Role.ADMINISTRATOR)
SEEN_WHOLE_BY = {Screen.FORECAST: Role.MANAGER}  # others see less of the page
NOT_FIRST = {Screen.MEETING: Role.MANAGER}  # on one's own machine the first lacks it
FIGURES = [each for each in PAGES if each.screen is Screen.FIGURES]
BOARD = [each.as_board() for each in FIGURES if each.board]


def opened_as(entry):
    """The first of the roles here that has the whole of a page."""
    if entry in BOARD:
        return Role.BOARD
    allowed = [role for role in LOOKING if role in ALLOWED[entry.screen]]
    return {**SEEN_WHOLE_BY, **NOT_FIRST}.get(entry.screen, allowed[0])


def in_menu_of(role):
    """The titles in a role's menu, in order."""
    return [
        each.title
        for each in map(given(role), PAGES)
        if role in ALLOWED[each.screen] and role not in each.by_link
    ]


def given(role):
    """What gives the page that a role has at an entry's address."""
    is_board = role == Role.BOARD
    return lambda entry: entry.as_board() if is_board and entry.board else entry
