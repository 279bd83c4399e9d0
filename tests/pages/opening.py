"""Opening a page as the router does, and reading what is on it."""

import json
from dataclasses import dataclass
from pathlib import Path, PurePath
from urllib.parse import parse_qsl

import pandas as pd
import plotly.graph_objects as go
from defusedxml import ElementTree
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from tests import listed

REPOSITORY = Path(__file__).parents[2]
PAGES = REPOSITORY / "pages"
FIGURES = [each.file for each in listed.FIGURES]
OF_THE_GROUP_ALONE = ("service/record_months.py",)  # on an own machine asked for
BOARD = [each.file for each in listed.BOARD]
EVERY = (*listed.PAGES, *listed.BOARD)
TITLES = {each.file: each.title for each in EVERY}
LOOKED_AT_AS = "as-"
AS = {each.file: listed.opened_as(each) for each in EVERY}


def open_page(file, role=None):
    """Open a page as a role that has it, or as the one named."""
    role = role or AS.get(file, listed.FIRST)
    by_itself = role == listed.FIRST and file not in OF_THE_GROUP_ALONE
    return go_to(closed(None if by_itself else role), file)


def start(role=None, **claims):
    """Open the bare address, in a demonstration as a role, or signed in."""
    return closed(role, **claims).run()


def closed(role=None, **claims):
    """What has opened no page yet, in a demonstration as a role, or signed in."""
    app = _app()
    if role:
        app.query_params["as"] = role
    if claims:
        app.user = {"is_logged_in": True, **claims}
    return app


def open_overview_at(**address):
    """Open the overview as the first page; `address` follows its question mark."""
    app = _app()
    for name, words in address.items():
        app.query_params[name] = words
    return go_to(app, "figures/overview.py")


def _app():
    app = AppTest.from_file(str(PAGES / "router.py"), default_timeout=30)
    # else each looks through every installed package for components
    app._bidi_component_manager = BidiComponentManager()
    return app


def go_to(app, file):
    """Open a page at its address, as a link does.

    AppTest's own `switch_page` knows addresses only once a first page has run.
    """
    app._page_hash = calc_hash(PurePath(file).stem.replace("_", "-"))
    return app.run()


def titles(app):
    return [title.value for title in app.title]


def text(app):
    """Everything a reader reads outside charts and tables, one line an element."""
    kinds = ("markdown", "info", "warning", "error", "success", "header", "subheader")
    found = [element.value for kind in kinds for element in app.get(kind)]
    found += [f"{each.label}: {each.value}" for each in app.metric]
    found += [
        "".join(line.itertext())
        for html in _html_of_cards(app)
        for line in html.iter()
        if line.tag in LINES
    ]
    found += [each.alt for each in cards(app)]
    return "\n".join(plain(words) for words in found)


LINES = ("p", "summary", "dt", "dd")


@dataclass(frozen=True)
class Card:
    """What one card says, and where it leads; empty where it has no way on."""

    name: str
    value: str
    verdict: str
    lines: tuple[str, ...]  # those below the verdict, without the way on
    address: str
    label: str
    alt: str  # of its picture

    @property
    def query(self):
        """What the address asks of its page."""
        return dict(parse_qsl(self.address.partition("?")[2]))


def cards(app):
    """The cards of a page, in the order in which they are read."""
    return [
        _card(each)
        for html in _html_of_cards(app)
        for each in html.iter("div")
        if each.get("class") == "card"
    ]


def values(app):
    """The value of each card by its name."""
    return {each.name: each.value for each in cards(app)}


def calculated(app):
    """How the figure of each card is calculated, by its name."""
    found = {}
    for html in _html_of_cards(app):
        (named,) = html.iter("dl")
        words = ["".join(each.itertext()) for each in named]
        found |= dict(zip(words[::2], words[1::2], strict=True))
    return found


def read_html(body):
    """What stands in an element, which must be well formed."""
    return ElementTree.fromstring(f"<div>{body}</div>")


def _html_of_cards(app):
    return [
        read_html(each.proto.body)
        for each in app.get("html")
        if each.type == "html" and '<div class="cards">' in each.proto.body
    ]


def _card(card):
    assert card.get("role") == "group"
    said = {"name": "", "value": "", "verdict": ""}
    lines, address, label = [], "", ""
    for line in card.iter("p"):
        words = "".join(line.itertext())
        if line.get("class") in said:
            said[line.get("class")] = words
        elif (link := line.find("a")) is not None:
            address, label = link.get("href"), words
        else:
            lines.append(words)
    assert card.get("aria-label") == said["name"]
    pictures = [each.get("alt") for each in card.iter("img")]
    return Card(
        **said, lines=tuple(lines), address=address, label=label, alt="".join(pictures)
    )


def plain(words):
    """Undo what keeps Markdown from reading names as marks."""
    return words.replace("\\", "")


def choose(app, key, words):
    return app.selectbox(key=key).set_value(words).run()


def choices(app):
    """What is chosen of figures; not as whom they are looked at."""
    return {
        box.key: box.value
        for box in app.selectbox
        if not box.key.startswith(LOOKED_AT_AS)
    }


def open_all(app):
    """Open everything that is made only when a reader opens it, and what is in it."""
    before = len(app.expander)
    for expander in app.expander:
        if expander.proto.id:
            _, _, key = expander.proto.id.split("-", 2)
            app.session_state[key] = True
    app.run()
    return open_all(app) if len(app.expander) > before else app


def tables(app):
    """The tables on a page, as they stand there; every cell is text."""
    return [read_table(each.proto.body) for each in app.get("html") if _is_table(each)]


def read_table(html):
    head, *lines = [
        ["".join(cell.itertext()) for cell in row]
        for row in ElementTree.fromstring(html).iter("tr")
    ]
    return pd.DataFrame(lines, columns=head)


def _is_table(element):
    return element.type == "html" and "<table>" in element.proto.body


def charts_with_tables(app):
    """Each chart's message with the table that follows it, once all is open."""
    pairs, waiting = [], None
    for element in app.main:
        if element.type == "plotly_chart":
            assert waiting is None, "a chart has no table after it"
            waiting = element.proto
        elif _is_table(element) and waiting is not None:
            pairs.append((waiting, read_table(element.proto.body)))
            waiting = None
    assert waiting is None, "a chart has no table after it"
    return pairs


def figure_of(chart):
    """A chart's figure; plotly refuses one that is not valid."""
    return go.Figure(json.loads(chart.spec))


def numbers(cells):
    """Table cells as numbers; no data and no cases are NaN."""
    found = pd.Series([str(cell) for cell in cells], dtype="str")
    return pd.to_numeric(
        found.str.replace(",", "").str.extract(r"^(-?[\d.]+)")[0], errors="coerce"
    )
