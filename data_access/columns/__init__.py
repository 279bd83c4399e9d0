"""Reading the store into the compact columns that measures count over."""

from data_access.columns.read import councils, read_columns

__all__ = ["councils", "read_columns"]
