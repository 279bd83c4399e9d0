"""The store: its engine, its tables, what files stated, its settings."""
