"""How soon children are back on a plan."""
