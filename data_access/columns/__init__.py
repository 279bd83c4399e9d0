"""Reading the store into the compact columns that measures count over."""

from data_access.columns.read import Whole, councils, read_columns, read_whole

__all__ = ["Whole", "councils", "read_columns", "read_whole"]
