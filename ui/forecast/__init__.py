"""Reviews due in the weeks to come, and whether there is time for them."""
