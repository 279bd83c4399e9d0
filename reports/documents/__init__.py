"""Documents from a release: one model, and the bodies it is written in (ADR 0040)."""
