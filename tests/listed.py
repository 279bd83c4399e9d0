"""The pages as the router lists them, and as whom a test opens each."""

from domain.access import ALLOWED, Role, Screen
from pages.router import PAGES

FIRST = Role.QUALITY  # as whom a demonstration is seen at first
LOOKING = (FIRST, Role.MANAGER, Role.ANALYST, Role.ADMINISTRATOR)
SEEN_WHOLE_BY = {Screen.FORECAST: Role.MANAGER}  # others see less of the page
NOT_FIRST = {Screen.MEETING: Role.MANAGER}  # on one's own machine the first lacks it
BOARD = [each for each in PAGES if each.screen is Screen.FIGURES]


def opened_as(entry):
    """The first of the roles here that has the whole of a page."""
    allowed = [role for role in LOOKING if role in ALLOWED[entry.screen]]
    return {**SEEN_WHOLE_BY, **NOT_FIRST}.get(entry.screen, allowed[0])


def in_menu_of(role):
    """The titles in a role's menu, in order."""
    return [
        each.title
        for each in PAGES
        if role in ALLOWED[each.screen] and role not in each.by_link
    ]
