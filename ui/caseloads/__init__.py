"""What IROs and chairs hold, beside guidance and by name."""
