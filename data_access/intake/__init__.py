"""The one way in: files are recognised, tried, kept, corrected and undone."""
