"""Which pages there are, in which order, for whom; every request comes through here."""

from __future__ import annotations

import streamlit as st

from domain.access import Role, Screen, may
from ui.kit import filters, frame, state, viewing
from ui.start import entry

PAGES = (  # the file, its title, its address, what it shows
    ("board/overview.py", "Overview", "overview", Screen.FIGURES),
    ("board/reviews_on_time.py", "Reviews on time", "reviews-on-time", Screen.FIGURES),
    ("board/participation.py", "Participation", "participation", Screen.FIGURES),
    (
        "board/child_protection.py",
        "Child protection",
        "child-protection",
        Screen.FIGURES,
    ),
    ("board/disputes.py", "Disputes", "disputes", Screen.FIGURES),
    ("board/caseloads.py", "Caseloads", "caseloads", Screen.FIGURES),
    ("service/forecast.py", "Forecast", "forecast", Screen.FORECAST),
    ("children/my_week.py", "My week", "my-week", Screen.WORKLIST),
    ("children/children.py", "Children", "children", Screen.CHILDREN),
    ("children/child.py", "One child", "child", Screen.CHILD),
    ("children/iro.py", "IRO supervision", "iro", Screen.SUPERVISION),
    ("children/behind.py", "Behind a figure", "behind", Screen.BEHIND),
    ("data/data_quality.py", "Data quality", "data-quality", Screen.DATA_QUALITY),
    ("data/load_files.py", "Load files", "load-files", Screen.FILES),
    (
        "about/about_the_figures.py",
        "About the figures",
        "about-the-figures",
        Screen.ABOUT,
    ),
    ("access/ledger.py", "Who looked", "who-looked", Screen.OWN_LEDGER),
    ("access/people.py", "People and roles", "people", Screen.PEOPLE),
)

REACHED_BY_LINKS = {"child": Role, "behind": Role, "iro": {Role.MANAGER}}  # by whom

here = viewing.standing()
viewer = here.viewer
if viewer is None:
    entry.instead(here, [path for _, _, path, _ in PAGES])
pages = [st.Page("about/home.py", title="Home", default=True, visibility="hidden")]
for file, title, path, screen in PAGES:
    if may(viewer, screen):
        by_link = viewer.role in REACHED_BY_LINKS.get(path, ())
        seen = "hidden" if by_link else "visible"
        pages.append(st.Page(file, title=title, url_path=path, visibility=seen))
    else:
        pages.append(entry.closed_page(title, path))
page = st.navigation(pages, expanded=True)
state.carry(page.url_path, filters.KEPT)
frame.begin(page.title)
entry.who(here)
page.run()
