"""Reviews due in the weeks to come, and whether there is time for them."""

from data_access.casework.forecast.earlier import earlier, exported
from data_access.casework.forecast.forecast import expected

__all__ = ["earlier", "expected", "exported"]
