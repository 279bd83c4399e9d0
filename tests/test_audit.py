"""What .ci/audit.py says of an index's answer."""

import json
import runpy
from pathlib import Path

AUDIT = Path(__file__).parents[1] / ".ci" / "audit.py"
judged = runpy.run_path(str(AUDIT))["judged"]
CLEAN = {"name": "one", "version": "1.0", "vulns": []}
SILENT = {"name": "two", "skip_reason": "two is not on PyPI"}
KNOWN = {
    "name": "three",
    "version": "3.0",
    "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["3.1"]}],
}


def of(*packages):
    return judged(json.dumps({"dependencies": packages, "fixes": []}), "")


def test_nothing_known_passes():
    assert of(CLEAN) == ("1 packages asked about, 0 known.", 0)


def test_a_known_vulnerability_fails_by_name():
    assert of(CLEAN, KNOWN) == (
        "2 packages asked about, 1 known.\nthree 3.0: PYSEC-1",
        1,
    )


def test_a_package_the_index_is_silent_of_is_said_to_be_unaudited():
    assert of(SILENT) == (
        "0 packages asked about, 0 known.\n"
        "NOT AUDITED: 1 of 1 packages, of which the index says nothing, such as: two "
        "is not on PyPI. Run this where the JSON interface of pypi.org is reached.",
        0,
    )


def test_an_index_that_does_not_answer_is_no_pass():
    assert judged("", "warning\nno network\n") == (
        "NOT AUDITED: no answer. no network",
        0,
    )
