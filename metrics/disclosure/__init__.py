"""What a board may be told: the one door. Behind it, small numbers are withheld.

`published` and `published_cross` give what Metric.count does and a cross table, with
what is small withheld, and what would give it away. `too_few` says whether a filter
points at single children, `tellable` which shares of a course give none away.
"""

from metrics.disclosure.board import published, published_cross, too_few
from metrics.disclosure.happened import tellable

__all__ = ["published", "published_cross", "tellable", "too_few"]
