"""Starting, and signing in: what stands before the first page."""
