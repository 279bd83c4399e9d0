"""A document for a meeting's screen: one section at a time, in large letters, by keys.

One HTML file that needs no other. Its script only shows and hides what is written in it,
and is the one that the file's own policy names; without it all sections stand below each
other.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape
from itertools import chain

from reports.documents import html
from reports.documents.model import Block, Bullets, Chart, Document, Paragraph, Section

STYLE = """
body { font-size: 26px; }
main { max-width: 90rem; padding: 0 2.5rem 5.5rem; }
.slide > h1 { font-size: 1.7em; margin: .6em 0 .4em; border: 0; padding: 0; }
.slide > h1:focus { outline: 0; box-shadow: none; }
.lead { font-size: 1.25em; }
.small, .foot, .notes, .lines, table { font-size: .75em; }
.cols { display: grid; gap: 2rem; }
.cols > * { min-width: 0; }
.cols figure, .cols .wide { margin: 0; }
.cols svg { width: 100%; }
@media (min-width: 62rem) { .cols { grid-template-columns: 1fr 1.4fr; } }
@media (max-width: 40rem) { body { font-size: 20px; } main { padding: 0 1rem 6rem; } }
.by-keys .slide[hidden] { display: none; }
.turn { position: fixed; left: 0; right: 0; bottom: 0; display: flex; gap: 1rem;
  align-items: center; justify-content: center; padding: .5rem 1rem; background: #fff;
  border-top: 3px solid #12436D; font-size: .8em; }
.turn[hidden] { display: none; }
.turn p { margin: 0; min-width: 9em; text-align: center; }
.turn button { font: inherit; padding: .3em 1.4em; color: #fff; background: #12436D;
  border: 2px solid #12436D; border-radius: .25em; cursor: pointer; }
.turn button:disabled { color: #444; background: #fff; border-color: #777;
  cursor: default; }
@media print { .turn { display: none; } .by-keys .slide[hidden] { display: block; }
  .slide + .slide { break-before: page; } body { font-size: 12pt; }
  .cols { display: block; } main { padding: 0; } }
"""
SCRIPT = """
const slides = [...document.querySelectorAll('.slide')];
const turn = document.querySelector('.turn');
const [back, next] = turn.querySelectorAll('button');
const where = turn.querySelector('p');
let at = 0;
function show(place, focus) {
  at = Math.max(0, Math.min(place, slides.length - 1));
  slides.forEach((each, n) => { each.hidden = n !== at; });
  back.disabled = at === 0;
  next.disabled = at === slides.length - 1;
  where.textContent = `Page ${at + 1} of ${slides.length}`;
  scrollTo(0, 0);
  if (focus) slides[at].querySelector('h1').focus();
}
function go(place) {
  if (place < 0 || place >= slides.length) return;
  history.pushState(null, '', `#${slides[place].id}`);
  show(place, true);
}
function follow(focus) {
  const to = document.getElementById(location.hash.slice(1));
  const place = to ? slides.findIndex((each) => each.contains(to)) : 0;
  show(Math.max(place, 0), focus && to === slides[place]);
  if (to && to !== slides[place]) { to.scrollIntoView(); to.focus(); }
}
function scrolls(each) {
  const box = each.closest && each.closest('.wide');
  return box && box.scrollWidth > box.clientWidth;
}
document.addEventListener('keydown', (key) => {
  if (key.altKey || key.ctrlKey || key.metaKey || key.shiftKey) return;
  const sideways = key.key.startsWith('Arrow') && scrolls(key.target);
  const to = { ArrowRight: at + 1, PageDown: at + 1, ArrowLeft: at - 1,
    PageUp: at - 1, Home: 0, End: slides.length - 1 }[key.key];
  if (to === undefined || sideways) return;
  key.preventDefault();
  go(to);
});
back.addEventListener('click', () => go(at - 1));
next.addEventListener('click', () => go(at + 1));
addEventListener('popstate', () => follow(true));
addEventListener('hashchange', () => follow(true));
document.body.classList.add('by-keys');
turn.hidden = false;
follow(false);
"""
TITLE = "\0"  # in a heading, where its name comes
SAID = (Paragraph, Bullets)
HOW = (
    "Turn pages with the arrow keys, page up and page down, or the buttons below. Home "
    "leads here, End to the notes."
)


def written(document: Document) -> bytes:
    """Return a document as an HTML file for the screen of a meeting."""
    mark = b64encode(sha256(SCRIPT.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{mark}'"
    )
    sections = [each for each in document.blocks if isinstance(each, Section)]
    markup = html.Markup(document)
    slides = [
        _first(document, sections),
        *(_slide(each, markup) for each in sections),
        *_last(document),
    ]
    body = [
        '<body><main id="main">',
        *chain.from_iterable(
            (
                f'<section class="slide" id="slide-{place}" '
                f'aria-labelledby="title-{place}">',
                slide[0].replace(TITLE, f'id="title-{place}"'),
                *slide[1:],
                f'<p class="foot">{escape(document.foot)}</p></section>',
            )
            for place, slide in enumerate(map(list, slides), 1)
        ),
        "</main>",
        '<nav class="turn" aria-label="Pages" hidden>',
        '<button type="button">Back</button><p role="status"></p>',
        '<button type="button">Next</button></nav>',
        f"<script>{SCRIPT}</script>",
    ]
    return html.page(document, policy, body, STYLE)


def _first(document: Document, sections: Iterable[Section]) -> Iterator[str]:
    title, *others = html.head(document)
    yield title.replace("<h1>", f'<h1 {TITLE} tabindex="-1">')
    yield from others
    yield f"<p>{HOW}</p><ol>"
    for place, each in enumerate(sections, 2):
        yield f'<li><a href="#slide-{place}">{escape(each.title)}</a></li>'
    yield "</ol>"


def _slide(section: Section, markup: html.Markup) -> Iterator[str]:
    """Yield a section: what stands before its charts beside them, all else beneath."""
    yield _heading(section.title)
    places = [at for at, each in enumerate(section.blocks) if isinstance(each, Chart)]
    if not places:
        yield from markup.blocks(section.blocks, 2)
        return
    yield '<div class="cols"><div>'
    yield from markup.blocks(section.blocks[: places[0]], 2)
    yield "</div><div>"
    rest = section.blocks[places[0] :]
    for each in rest:
        if isinstance(each, Chart):
            yield from markup.figure(each)
    yield "</div></div>"
    yield from markup.blocks(tuple(e for e in rest if isinstance(e, SAID)), 2)
    yield from markup.blocks(tuple(_tables(rest)), 2)


def _tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield what is not said: each chart's numbers, and what else there is."""
    for each in blocks:
        if isinstance(each, Chart):
            yield each.table
        elif not isinstance(each, SAID):
            yield each


def _last(document: Document) -> Iterator[Iterable[str]]:
    if document.notes:
        yield [_heading(document.notes_title), *html.notes_list(document)]


def _heading(title: str) -> str:
    return f'<h1 {TITLE} tabindex="-1">{escape(title)}</h1>'
