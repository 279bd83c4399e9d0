"""Which pages there are, in which order, for whom; every request comes through here."""

from __future__ import annotations

import streamlit as st

from domain.access import EVERYBODY, Role, Screen
from domain.errors import DashboardError
from ui.kit import filters, frame, seen, state, viewing
from ui.start import entry
from ui.start.entry import Entry, of_figures

MANAGERS, ANALYSTS = frozenset({Role.MANAGER}), frozenset({Role.ANALYST})
PAGES = (
    of_figures("overview.py", "Overview"),
    of_figures("reviews_on_time.py", "Reviews on time"),
    of_figures("participation.py", "Participation"),
    of_figures("voice.py", "Voice"),
    of_figures("child_protection.py", "Child protection"),
    of_figures("other_reviews.py", "Other reviews"),
    of_figures("permanence.py", "Permanence and placement"),
    of_figures("health_and_education.py", "Health and education"),
    of_figures("disputes.py", "Disputes"),
    of_figures("caseloads.py", "Caseloads"),
    of_figures("continuity_and_contact.py", "Continuity and contact"),
    of_figures("workforce.py", "Workforce"),
    of_figures("practice.py", "Practice"),
    Entry("board/for_young_people.py", "For young people", Screen.RELEASED),
    Entry("service/monthly_meeting.py", "Monthly meeting", Screen.MEETING),
    Entry("service/releases.py", "Releases", Screen.RELEASES),
    Entry("service/reports.py", "Reports", Screen.REPORTS),
    Entry("service/forecast.py", "Forecast", Screen.FORECAST),
    Entry("children/my_week.py", "My week", Screen.WORKLIST),
    Entry("children/children.py", "Children", Screen.CHILDREN),
    Entry("children/record.py", "Record", Screen.RECORDED),
    Entry("children/child.py", "One child", Screen.CHILD, EVERYBODY),
    Entry("children/iro.py", "IRO supervision", Screen.SUPERVISION, MANAGERS),
    Entry("children/behind.py", "Behind a figure", Screen.BEHIND, EVERYBODY),
    Entry("service/record_months.py", "Record months", Screen.RECORDED_MONTHLY),
    Entry("data/data_quality.py", "Data quality", Screen.DATA_QUALITY),
    Entry("data/load_files.py", "Load files", Screen.FILES),
    Entry("data/targets.py", "Targets", Screen.TARGETS, ANALYSTS),  # as on Load files
    Entry("data/event_log.py", "Event log", Screen.EVENTS),
    Entry("about/my_views.py", "My views", Screen.OWN_VIEWS),
    Entry("about/about_the_figures.py", "About the figures", Screen.ABOUT),
    Entry("about/accessibility.py", "Accessibility statement", Screen.ABOUT),
    Entry("access/who_looked.py", "Who looked", Screen.OWN_LEDGER),
    Entry("access/people.py", "People and roles", Screen.PEOPLE),
)
HOME = "about/home.py"


def serve() -> None:
    """Run the page that is asked for, if who is looking may see it."""
    here, viewer = entry.looking(PAGES)
    home = st.Page(HOME, title="Home", default=True, visibility="hidden")
    listed = [home, *(entry.page(each, viewer) for each in PAGES)]
    page = st.navigation([*listed, *entry.astray(PAGES)], expanded=True)
    state.carry(page.url_path, (*filters.KEPT, *seen.KEPT))
    frame.begin(page.title)
    try:
        entry.above(here, page.url_path)
        with viewing.looking(here):
            page.run()
    except DashboardError as unwell:
        frame.refused(unwell)


if __name__ == "__main__":  # as Streamlit runs it; tests read the one list
    serve()
