"""What a council's words for why a review was late mean."""

import pytest
from pydantic import ValidationError

from data_access.importers.late_reasons import ANOTHER_REASON, LateReasons
from domain.codes import AVOIDABLE, CHILD_CENTRED, OTHER_DELAY


@pytest.mark.parametrize(
    ("typed", "reason", "kind"),
    [
        ("Social worker's report was late", "Social worker's report was late", 0),
        ("SW report not in", "Social worker's report was late", 0),
        ("IRO off sick", "IRO was ill", 0),
        ("IRO diary full", "No IRO was free", 0),
        ("no interpreter for mother", "No interpreter", 0),
        ("Young person requested a later date", "Child asked for another day", 1),
        ("child's choice", "Child asked for another day", 1),
        ("Placement moved", "Placement moved", 1),
        ("Awaiting court hearing", "Court hearing awaited", 2),
        ("Mother could not attend", "Parent or carer could not come", 2),
        ("Snow", ANOTHER_REASON, 2),
        ("", None, None),
        (None, None, None),
    ],
)
def test_words_mean_a_reason_of_the_list_or_another(typed, reason, kind):
    reasons = LateReasons()
    kinds = AVOIDABLE, CHILD_CENTRED, OTHER_DELAY
    assert reasons.reason(typed) == reason
    assert reasons.kind(reason) == (None if kind is None else kinds[kind])


def test_a_reason_that_the_council_does_not_list_is_not_proposed():
    reasons = LateReasons(kinds={"Snow": CHILD_CENTRED})
    assert reasons.reason(" SNOW ") == "Snow"
    assert reasons.kind("Snow") == CHILD_CENTRED
    assert reasons.reason("IRO off sick") == ANOTHER_REASON


def test_a_kind_that_is_none_is_refused():
    with pytest.raises(ValidationError):
        LateReasons(kinds={"Snow": "Nobody's fault"})


def test_reasons_survive_being_saved_as_json():
    reasons = LateReasons(kinds={"Snow": OTHER_DELAY})
    assert LateReasons.model_validate_json(reasons.model_dump_json()) == reasons
