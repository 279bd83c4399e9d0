"""Ask the package index whether a vulnerability is known of anything we install.

Ends with 1 where one is. An index that does not say is told of, loudly: it is no pass.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

ACCEPTED: dict[str, str] = {}
"""Vulnerabilities that cannot be met here, each by its id with the reason why."""
ASK = "pip-audit -r requirements.txt --no-deps --disable-pip -s pypi -f json"


def judged(answer: str, heard: str) -> tuple[str, int]:
    """Return what to say of the index's answer, and what to end with."""
    try:
        packages: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except ValueError:
        return f"NOT AUDITED: no answer. {heard.strip().rpartition(chr(10))[2]}", 0
    silent = [each["skip_reason"] for each in packages if "skip_reason" in each]
    known = [
        f"{each['name']} {each['version']}: {one['id']}"
        for each in packages
        for one in each.get("vulns", ())
        if not ACCEPTED.keys() & {one["id"], *one["aliases"]}
    ]
    words = [f"{len(packages) - len(silent)} packages asked about, {len(known)} known."]
    if silent:
        words.append(
            f"NOT AUDITED: {len(silent)} of {len(packages)} packages, of which the "
            f"index says nothing, such as: {silent[0]}. Run this where the JSON "
            "interface of pypi.org is reached."
        )
    return "\n".join(words + known), 1 if known else 0


if __name__ == "__main__":
    asked = subprocess.run(  # noqa: S603 - the words are ours
        [*ASK.split(), "--progress-spinner", "off"],
        check=False,
        capture_output=True,
        text=True,
    )
    said, code = judged(asked.stdout, asked.stderr)
    sys.stdout.write(f"{said}\n")
    sys.exit(code)
