"""Children by name: the list, one child, what is to do, what is behind a figure."""
