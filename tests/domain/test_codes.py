"""Code lists: every code that is read can be said in words."""

from domain.codes import (
    CARE_GOES_ON,
    LEGAL_STATUS,
    LEGAL_STATUS_GROUPS,
    NOT_RECORDED,
    PLACEMENT_GROUPS,
    PLACEMENTS,
    REASON_EPISODE_CEASED,
    REASONS_CARE_ENDED,
    say,
)

NO_WORDS_FOUND = {"Z11", "Z12", "Z13", "Z14"}  # new in 2025-26
NEVER_SAID = {CARE_GOES_ON, "E10"}


def test_every_code_that_is_read_has_words():
    assert set(PLACEMENTS) == set(PLACEMENT_GROUPS) - NO_WORDS_FOUND
    assert set(LEGAL_STATUS) == set(LEGAL_STATUS_GROUPS)
    assert set(REASONS_CARE_ENDED) >= REASON_EPISODE_CEASED - NEVER_SAID


def test_a_code_is_said_in_words_or_as_it_is():
    said = [say(LEGAL_STATUS, code) for code in ("C2", "Q9", None)]
    assert said == ["Full care order", "Q9", NOT_RECORDED]
