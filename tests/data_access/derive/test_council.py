from datetime import date

import pytest
from sqlmodel import Session

from data_access.derive import council as settings
from data_access.importers.disputes.mapping import DisputeMapping
from data_access.intake.door import derive_again
from data_access.store import database
from domain.due import IntervalMode, Timescales
from domain.periods import Period
from domain.workload import CapacityRules, CaseloadRules, Weights

FIXED = Timescales(IntervalMode.FIXED_DAYS, review_series_days=0)


@pytest.fixture
def session(engine):
    with Session(engine) as session, database.writing(session):
        yield session


def test_a_new_council_counts_calendar_months_and_has_its_code_for_a_name(session):
    assert settings.timescales(session, "TST") == Timescales()
    assert settings.dispute_mapping(session, "TST") == DisputeMapping()
    assert settings.name(session, "TST") == "TST"


def test_what_a_council_chooses_is_kept_for_it_alone(session):
    mapping = DisputeMapping(stages=("One", "Two"), theme_wording={"Drifting": None})
    settings.save_timescales(session, "TST", FIXED)
    settings.save_dispute_mapping(session, "TST", mapping)
    settings.save_name(session, "TST", "Testshire")
    assert settings.timescales(session, "TST") == FIXED
    assert settings.dispute_mapping(session, "TST") == mapping
    assert settings.name(session, "TST") == "Testshire"
    assert settings.timescales(session, "OTH") == Timescales()
    assert settings.name(session, "OTH") == "OTH"


def test_the_time_for_reviews_is_the_service_s_own_until_a_council_sets_it(session):
    away = Period(date(2026, 12, 21), date(2027, 1, 1))
    own = CapacityRules(4.5, 6.0, (away,), (9, 15))
    settings.save_capacity_rules(session, "TST", own)
    assert settings.capacity_rules(session, "TST") == own
    assert settings.capacity_rules(session, "OTH") == CapacityRules()
    assert CapacityRules().per_week is None


def test_the_rules_about_caseloads_are_guidance_until_a_council_has_its_own(session):
    own = CaseloadRules(low=40, high=60, target=80, weights=Weights(each=2.0))
    settings.save_caseload_rules(session, "TST", own)
    assert settings.caseload_rules(session, "TST") == own
    assert settings.caseload_rules(session, "OTH") == CaseloadRules()


def test_the_last_choice_counts(session):
    settings.save_name(session, "TST", "Testshire")
    settings.save_name(session, "TST", "Testshire County")
    assert settings.name(session, "TST") == "Testshire County"


def test_a_change_of_the_rules_moves_the_version(engine):
    derive_again(engine, "TST", lambda s: settings.save_timescales(s, "TST", FIXED))
    with Session(engine) as session:
        assert database.version(session) == 1


def test_a_change_that_fails_is_not_kept(engine):
    def change(session):
        settings.save_timescales(session, "TST", FIXED)
        raise ValueError("not today")

    with pytest.raises(ValueError, match="not today"):
        derive_again(engine, "TST", change)
    with Session(engine) as session:
        assert settings.timescales(session, "TST") == Timescales()
        assert database.version(session) == 0
