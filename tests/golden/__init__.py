"""Every figure of Exampleshire for three years, as a reader may have seen it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from domain.periods import financial_year
from domain.tables import Columns
from metrics.catalogue import CATALOGUE
from metrics.figure import figure

EXPECTED = Path(__file__).parent / "expected.csv"
YEARS = (2023, 2024, 2025)
FIELDS = ("key", "year", "numerator", "denominator", "value")


def measured(columns: Columns) -> str:
    """Return each measure for each year as CSV: counts, and the value to 1 decimal."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FIELDS)
    for metric in CATALOGUE:
        for ending in YEARS:
            found = figure(metric, columns, financial_year(ending))
            numbers = (found.numerator, found.denominator)
            value = "no cases" if found.value is None else f"{found.value:.1f}"
            counts = ["" if each is None else f"{each:g}" for each in numbers]
            writer.writerow([metric.key, found.period.label, *counts, value])
    return text.getvalue()
