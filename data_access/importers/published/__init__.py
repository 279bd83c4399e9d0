"""The Department's published figures, as it offers them for download."""
