"""Print the hashes that nginx.conf allows: the inline scripts a browser is sent.

Run it after every upgrade of Streamlit, in the folder of the dashboard:

    python docs/deploy/script_hashes.py
"""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from importlib.util import find_spec
from pathlib import Path

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
UI = Path(__file__).resolve().parents[2] / "ui"


def hashes() -> list[str]:
    """Return one source expression a script, of Streamlit's page and of ours."""
    return [f"'sha256-{_digest(script)}'" for script in _scripts()]


def _scripts() -> list[str]:
    page = Path(str(find_spec("streamlit").origin)).parent / "static" / "index.html"
    files = [page, *sorted(UI.rglob("*.py"))]
    texts = (file.read_text(encoding="utf-8") for file in files)
    return [script for text in texts for script in INLINE.findall(text)]


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


if __name__ == "__main__":
    sys.stdout.write("\n".join(hashes()) + "\n")
