"""Every measure reckoned a second time, from its words, over rows nobody has seen.

A council is invented by a seed (`invented.py`) as plain dicts, put into a store as the
demonstration is (`loading.py`), and each measure is counted again by plain loops over
those dicts. Nothing of `metrics` or of `data_access/columns` is used to count: where the
two disagree, one of them is wrong, or the definition is.
"""
