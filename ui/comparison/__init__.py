"""Groups and teams beside the others: what is more than chance."""
