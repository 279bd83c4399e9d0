"""Write the expected figures anew: python -m tests.golden.

Do so only when a figure is meant to change, and read the difference before it is
committed: every line of it is a figure that somebody may have seen.
"""

from tempfile import TemporaryDirectory

from tests.golden import EXPECTED, measured
from tests.golden.store import filled

with TemporaryDirectory() as folder:
    EXPECTED.write_text(measured(filled(folder)), encoding="utf-8")
