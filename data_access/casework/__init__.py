"""What managers and IROs are given: children by name, and what to do for them."""
