"""Reports of a release: chosen, made, taken away, and written by people."""
