"""Reviews due in the weeks to come, and whether there is time for them."""

from data_access.casework.forecast.forecast import earlier, expected

__all__ = ["earlier", "expected"]
