"""Exampleshire: an invented council, and what puts it into a store."""
