"""What the service found when it looked at its practice: the body of the page."""
