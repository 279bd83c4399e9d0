"""What children and families said: the body of the page."""
