"""The monthly meeting: its measures, what is written of them, and what happened."""
