"""Panels that are made only once a reader opens them, chart and all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domain.tables import Columns
from metrics.measure import Metric
from ui.kit import charts, printed, words
from ui.kit.charts import Panel
from ui.kit.filters import Selection
from ui.kit.group_words import lower, named


@dataclass(frozen=True)
class Offer:
    """A panel, what must be read with it, and what a download says beside its notes."""

    panel: Panel
    said: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


def offer(
    label: str,
    key: str,
    made: Callable[[], Offer],
    columns: Columns,
    chosen: Selection,
) -> None:
    """Draw a closed line; opened, a panel's heading, chart, words, table and CSV.

    `made` is asked for it then and not before: a page costs what is looked at.
    """
    _closed(label, key, lambda: _draw(made(), columns, chosen))


def by_group(metric: Metric, by: str, columns: Columns, chosen: Selection) -> None:
    """Offer a measure for each group of one grouping, as `charts.by_group` shows it."""

    def draw() -> None:
        for panel, half in charts.group_panels(metric, by, columns, chosen):
            _draw(Offer(panel), columns, half)

    _closed(named(metric, by), f"{by}-{metric.key}", draw)


def crossed(
    metric: Metric, across: tuple[str, str], columns: Columns, chosen: Selection
) -> None:
    """Offer a count by two groupings at once, with totals that reconcile."""
    rows, cols = (lower(name) for name in across)
    offer(
        f"{metric.name} by {rows} and {cols}",
        f"{across[0]}-{across[1]}-{metric.key}",
        lambda: Offer(charts.cross_panel(metric, across, columns, chosen)),
        columns,
        chosen,
    )


def _closed(label: str, key: str, draw: Callable[[], None]) -> None:
    part = printed.opened(label, key, "offer")
    if part is not None:
        with part:
            draw()


def _draw(offered: Offer, columns: Columns, chosen: Selection) -> None:
    charts.picture(offered.panel, [words.plain(line) for line in offered.said if line])
    charts.beneath(offered.panel, columns, chosen, dict(offered.notes))
