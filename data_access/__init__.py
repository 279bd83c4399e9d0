"""The store: what it holds, how files get in, how rows are read out."""
