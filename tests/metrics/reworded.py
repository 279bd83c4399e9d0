"""Every sentence of a measure in other words, and back again."""

from __future__ import annotations

import re
from dataclasses import replace

from metrics.measure import Good, Metric, Unit
from metrics.rows import Source

SENTENCES = (
    *("name", "definition", "numerator", "denominator", "grain"),
    *("why", "caveat", "aside_words"),
)


class Rewording:
    """Sentences by number: «7» stands for the seventh; one that is empty stays so."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def of(self, sentence: str) -> str:
        """Return other words for a sentence."""
        self.sentences.append(sentence)
        return f"«{len(self.sentences) - 1}»" if sentence else ""

    def of_measure(self, metric: Metric) -> Metric:
        """Return a measure that says all it says in other words."""
        said = metric.source
        return replace(
            metric,
            source=Source(
                *map(self.of, (said.collection, said.fields, said.cited)), said.law
            ),
            **{name: self.of(getattr(metric, name)) for name in SENTENCES},
        )

    def of_enums(self, monkeypatch) -> None:
        """Reword which way is better, and what values are counted in."""
        for member in (*Good, *Unit):
            monkeypatch.setattr(member, "_value_", self.of(member.value))

    def back(self, text: str) -> str:
        """Return a text in the first words again."""
        return re.sub("«([0-9]+)»", lambda found: self.sentences[int(found[1])], text)
