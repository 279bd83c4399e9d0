"""The Standard Safeguarding Dataset: an extract of linked tables."""
