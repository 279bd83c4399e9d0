"""The only CSS in the app; it is in the page that loads the app, from its first moment.

Focus that can be seen, on what can be seen; tables that scroll in a box of their own;
cards; links to pages that look like links; words in charts in the colour of the page's
own; what a printed page is; and the room that is kept for what comes a moment later.
"""

from __future__ import annotations

MOST_CARDS = 12
ROW = 26  # rem: the height of a row of cards, with the gap below it
FOUR = 43  # rem: of four cards, which are wider, in two rows
MOST_LINES = 30
LINE, HEAD = 4, 4  # rem: of a line of two rows of words in a table, and of its head


def style() -> str:
    """Return the style of every page."""
    cards = _cards(3, 1180) + _cards(2, 820, 1180)
    return f"<style>{LOOK}{ROOM}{cards}{_lines()}</style>"


def _lines() -> str:
    """Return how high a table of so many lines is at least."""
    high = "".join(
        f".st-key-lines-{number}{{min-height:{LINE * number + HEAD:g}rem}}"
        for number in range(1, MOST_LINES + 1)
    )
    return f"@media screen{{{high}}}"


def _cards(across: int, least: int, most: int | None = None) -> str:
    """Return how high some cards are, so many across, in windows of some widths."""
    wide = f"(min-width:{least}px)" + (f" and (max-width:{most - 1}px)" if most else "")
    high = "".join(
        f".st-key-cards-{number}{{min-height:{_high(number, across)}rem}}"
        for number in range(1, MOST_CARDS + 1)
    )
    return f"@media screen and {wide}{{{high}}}"


def _high(number: int, across: int) -> int:
    """Return how many rem some cards take; four go two by two where three would go."""
    return FOUR if number == 4 and across == 3 else ROW * -(-number // across)  # noqa: PLR2004


# Streamlit draws the sidebar once the app has answered, and pushes aside what is there.
ROOM = """
[data-testid=stMainBlockContainer]{max-width:none!important;padding-top:2.5rem!important}
@media (min-width:768px){
[data-testid=stApp]:not([data-test-script-state=notRunning])
[data-testid=stAppViewContainer]:not(:has([data-testid=stSidebar])){padding-left:300px}
}
"""

LOOK = """
:is(a,button,input,select,summary,[tabindex]):focus-visible{
outline:3px solid #0b0c0c;outline-offset:2px;box-shadow:0 0 0 5px #ffdd00}
[data-testid=stElementToolbar]:focus-within{opacity:1}
.wide{overflow-x:auto}
.wide table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
.wide :is(th,td){padding:.4rem 1rem .4rem 0;border-bottom:1px solid #76767660;
text-align:left;vertical-align:top;font-weight:400;min-width:4rem}
.wide td.long{min-width:16rem}
.wide th.long{min-width:10rem}
.wide thead th{font-weight:600;vertical-align:bottom}
.stacked .long{min-width:12rem}
.tight :is(th,td){padding-right:.75rem}
.tight img{width:6rem;height:auto}
.tight small{font-size:.9rem}
@media screen and (max-width:640px){
.stacked thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.stacked :is(table,tbody){display:block}
.stacked tr{display:grid;grid-template-columns:1fr 1fr;gap:.35rem 1rem;padding:.75rem 0;
border-bottom:1px solid #76767660}
.stacked :is(th,td){border:0;padding:0;min-width:0!important}
.stacked th[scope=row]{grid-column:1/-1;font-weight:600}
.stacked td:empty{display:none}
.stacked img{max-width:100%}
.stacked td[data-name]::before{content:attr(data-name);display:block;font-size:.9rem}
}
[data-testid=stMetric] :is(label,div,p){white-space:normal;overflow:visible}
[data-testid=stMain] [data-testid=stPageLink] a{padding-left:0;padding-right:0}
[data-testid=stMain] [data-testid=stPageLink] p{text-decoration:underline}
.cards{display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(min(15rem,100%),1fr))}
.cards:has(>:nth-child(4):last-child){
grid-template-columns:repeat(auto-fill,minmax(min(22rem,100%),1fr))}
.card{border:1px solid #767676;border-radius:.5rem;padding:1rem;display:flex;
flex-direction:column;gap:.35rem}
.card p{margin:0}
.card .name{font-weight:600}
.card .value{font-size:2.25rem;line-height:1.15;font-variant-numeric:tabular-nums}
.card .verdict{font-weight:600}
.card .beside{font-size:.9rem}
.card .in-words{font-size:1.25rem}
.card img{max-width:100%;align-self:flex-start}
.tiles{container-type:inline-size}
.tiles .cards{grid-template-columns:1fr;gap:.4rem}
.tiles .card{padding:.35rem 1rem;gap:0 1rem;font-size:.95rem;line-height:1.35}
.tiles .value{font-size:1.75rem}
.tiles .in-words{font-size:1.1rem}
.tiles .verdict{font-weight:400}
@container (min-width:600px){
.tiles .card{display:grid;grid-template-columns:5fr 2fr 8fr;align-items:center}
}
@media (min-width:1000px){.st-key-tiles{min-height:35.5rem}}
.st-key-large-words :is(p,li,td,th){font-size:1.2rem!important;line-height:1.5}
.st-key-large-words img{max-width:100%;height:auto}
[data-testid=stMain] blockquote{opacity:1!important}
.st-key-signed p{font-size:.9rem;line-height:1.4}
:is(.card,.wide) a{color:inherit;text-decoration:underline}
.how{margin-top:.75rem}
.how summary{cursor:pointer;padding:.4rem 0}
.how dt{font-weight:600;margin-top:.5rem}
.how dd{margin:0}
.js-plotly-plot :is(.xtick text,.ytick text,.legendtext,.annotation-text,
.bartext-outside,.textpoint text){fill:currentColor!important}
@media print{
@page{margin:1.2cm}
[data-testid=stSidebar],[data-testid=stHeader],[data-testid=stToolbar],
[data-testid=stElementToolbar],[data-testid=stButton],
[data-testid=stDownloadButton]{display:none!important}
[data-testid=stApp],[data-testid=stAppViewContainer],[data-testid=stMain],
[data-testid=stMainBlockContainer]{position:static!important;overflow:visible!important;
height:auto!important;max-width:none!important;padding:0!important}
.card,.stPlotlyChart,[data-testid=stPlotlyChart],tr,h1,h2{break-inside:avoid}
:is(h1,h2,[data-testid=stElementContainer]:has(h1,h2)){break-after:avoid}
.wide{overflow:visible}
.js-plotly-plot :is(.plot-container,.svg-container,.main-svg){width:100%!important}
[data-testid=stMainBlockContainer]>[data-testid=stVerticalBlock]{
display:table;width:100%}
[data-testid=stMainBlockContainer]>[data-testid=stVerticalBlock]>*{margin-bottom:1rem}
[data-testid=stLayoutWrapper]:has(>.st-key-printed){
display:table-header-group;break-inside:avoid}
.st-key-printed{padding-bottom:.5rem}
.st-key-printed p{font-size:.8rem!important}
}
"""
