"""Releases: listed, made, signed, withdrawn, and what moved since."""
