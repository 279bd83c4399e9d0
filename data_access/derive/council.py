"""What one council decides: how days are counted, stages, themes, caseloads."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

from sqlalchemy import Row, Table, select
from sqlmodel import Session

from data_access.importers.disputes.mapping import MAPPING_SETTING, DisputeMapping
from data_access.importers.exchange.read import TRUSTED_SETTING, TrustedKeys
from data_access.importers.importer import chosen
from data_access.importers.late_reasons import LATE_REASONS_SETTING, LateReasons
from data_access.importers.register.recorded import (
    RECORDED_WORDS_SETTING,
    RecordedWords,
)
from data_access.importers.ssd.spec import ROLES_SETTING, StaffRoles
from data_access.store.loaded import (
    CouncilEvent,
    CouncilRebase,
    CouncilSetting,
    CouncilTarget,
    keys_in,
    table,
)
from domain import views
from domain.benchmarks import Comparison
from domain.disputes import DisputeRules, as_text, from_text
from domain.due import Answers, IntervalMode, Timescales
from domain.events import Event
from domain.health import HealthRules
from domain.periods import Period
from domain.permanence import CarePlanRules
from domain.targets import Rebase, Target, following
from domain.views import Own
from domain.workload import CapacityRules, CaseloadRules, Reallocation, Weights

TIMESCALES_SETTING = "timescales"
CASELOADS_SETTING = "caseloads"
CAPACITY_SETTING = "capacity"
LED_FROM_SETTING = "lead_practitioners_from"
REALLOCATION_SETTING = "reallocation"
COMPARISON_SETTING = "comparison"
DISPUTE_RULES_SETTING = "dispute_rules"
AGENDA_SETTING = "agenda"
HEALTH_SETTING = "health"
CARE_PLANS_SETTING = "care_plans"
OWN_SETTING = "views of "  # and who keeps them
COUNCIL_NAME = "council_name"
SETTINGS = table(CouncilSetting).c


def timescales(session: Session, la: str) -> Timescales:
    """Return the council's way of counting; calendar months until it says otherwise."""
    value = _read(session, la, TIMESCALES_SETTING)
    if value is None:
        return Timescales()
    choice = json.loads(value)
    return Timescales(
        **{
            **choice,
            "interval_mode": IntervalMode(choice["interval_mode"]),
            "conference_answers": Answers(
                choice.get("conference_answers", Answers.LATEST)
            ),
        }
    )


def save_timescales(session: Session, la: str, chosen: Timescales) -> None:
    """Keep the council's way of counting; rows must be derived again afterwards."""
    _write(session, la, TIMESCALES_SETTING, json.dumps(asdict(chosen)))


def dispute_mapping(session: Session, la: str) -> DisputeMapping:
    """Return the saved meaning of the dispute log's columns and wording."""
    return chosen(_read(session, la, MAPPING_SETTING), DisputeMapping)


def save_dispute_mapping(session: Session, la: str, mapping: DisputeMapping) -> None:
    """Keep the meaning of columns and wording; rows must be derived again."""
    _write(session, la, MAPPING_SETTING, mapping.model_dump_json())


def dispute_rules(session: Session, la: str) -> tuple[DisputeRules, ...]:
    """Return the council's rules of disputes, those of each day; the usual if none."""
    return from_text(_read(session, la, DISPUTE_RULES_SETTING) or "")


def save_dispute_rules(
    session: Session, la: str, rules: tuple[DisputeRules, ...]
) -> None:
    """Keep them all; they are read with the rows, of which none depends on them."""
    _write(session, la, DISPUTE_RULES_SETTING, as_text(rules))


def late_reasons(session: Session, la: str) -> LateReasons:
    """Return the council's reasons for late reviews; the usual until it says so."""
    return chosen(_read(session, la, LATE_REASONS_SETTING), LateReasons)


def save_late_reasons(session: Session, la: str, reasons: LateReasons) -> None:
    """Keep the reasons and their kinds; they are read with the rows."""
    _write(session, la, LATE_REASONS_SETTING, reasons.model_dump_json())


def reallocation(session: Session, la: str) -> Reallocation:
    """Return what the council calls a mass re-allocation."""
    value = _read(session, la, REALLOCATION_SETTING)
    return Reallocation(**json.loads(value)) if value else Reallocation()


def save_reallocation(session: Session, la: str, rule: Reallocation) -> None:
    """Keep what it calls a mass re-allocation; no row depends on it."""
    _write(session, la, REALLOCATION_SETTING, json.dumps(asdict(rule)))


def caseload_rules(session: Session, la: str) -> CaseloadRules:
    """Return the council's band, target and weights; guidance until it says so."""
    value = _read(session, la, CASELOADS_SETTING)
    if value is None:
        return CaseloadRules()
    kept = json.loads(value)
    return CaseloadRules(**{**kept, "weights": Weights(**kept["weights"])})


def save_caseload_rules(session: Session, la: str, rules: CaseloadRules) -> None:
    """Keep the council's band, target and weights; no row depends on them."""
    _write(session, la, CASELOADS_SETTING, json.dumps(asdict(rules)))


def capacity_rules(session: Session, la: str) -> CapacityRules:
    """Return how many reviews the council holds there is time for, and its holidays."""
    value = _read(session, la, CAPACITY_SETTING)
    if value is None:
        return CapacityRules()
    kept = json.loads(value)
    away = (
        Period(date.fromisoformat(first), date.fromisoformat(last))
        for first, last in kept["school_holidays"]
    )
    return CapacityRules(
        kept["per_week"], kept["leave_weeks"], tuple(away), tuple(kept["panels"])
    )


def save_capacity_rules(session: Session, la: str, rules: CapacityRules) -> None:
    """Keep what the council says of the time its reviews take; no row depends on it."""
    value = {
        "per_week": rules.per_week,
        "leave_weeks": rules.leave_weeks,
        "school_holidays": [
            (away.start.isoformat(), away.end.isoformat())
            for away in rules.school_holidays
        ],
        "panels": rules.panels,
    }
    _write(session, la, CAPACITY_SETTING, json.dumps(value))


def led_from(session: Session, la: str) -> date | None:
    """Return the day from which lead practitioners chair the council's conferences."""
    value = _read(session, la, LED_FROM_SETTING)
    return date.fromisoformat(value) if value else None


def save_led_from(session: Session, la: str, day: date | None) -> None:
    """Keep that day, None where IROs and chairs go on; no row depends on it."""
    _write(session, la, LED_FROM_SETTING, day.isoformat() if day else "")


def comparison(session: Session, la: str) -> Comparison:
    """Return with whom the council compares itself; its region until it says so."""
    value = _read(session, la, COMPARISON_SETTING)
    if value is None:
        return Comparison.usual(la)
    kept = json.loads(value)
    return Comparison(kept["region"], tuple(kept["neighbours"]))


def save_comparison(session: Session, la: str, chosen: Comparison) -> None:
    """Keep with whom the council compares itself; no row depends on it."""
    _write(session, la, COMPARISON_SETTING, json.dumps(asdict(chosen)))


def health_rules(session: Session, la: str) -> HealthRules:
    """Return what it expects of children's health; the usual until it says so."""
    value = _read(session, la, HEALTH_SETTING)
    return HealthRules(**json.loads(value)) if value else HealthRules()


def save_health_rules(session: Session, la: str, rules: HealthRules) -> None:
    """Keep what it expects of children's health; they are read with the rows."""
    _write(session, la, HEALTH_SETTING, json.dumps(asdict(rules)))


def care_plan_rules(session: Session, la: str) -> CarePlanRules:
    """Return by when it expects a plan for a lasting home; the usual until it says."""
    value = _read(session, la, CARE_PLANS_SETTING)
    return CarePlanRules(**json.loads(value)) if value else CarePlanRules()


def save_care_plan_rules(session: Session, la: str, rules: CarePlanRules) -> None:
    """Keep by when it expects one; it is read with the rows."""
    _write(session, la, CARE_PLANS_SETTING, json.dumps(asdict(rules)))


def agenda(session: Session, la: str) -> tuple[str, ...]:
    """Return the keys of the measures of the monthly meeting; none: the usual."""
    value = _read(session, la, AGENDA_SETTING)
    return tuple(json.loads(value)) if value else ()


def save_agenda(session: Session, la: str, keys: tuple[str, ...]) -> None:
    """Keep which measures the monthly meeting looks at; no row depends on it."""
    _write(session, la, AGENDA_SETTING, json.dumps(keys))


def own_views(session: Session, la: str, who: str) -> Own:
    """Return what somebody keeps for themselves of a council."""
    return views.from_text(_read(session, la, f"{OWN_SETTING}{who}"))


def save_own_views(session: Session, la: str, who: str, own: Own) -> None:
    """Keep what somebody keeps for themselves; no row depends on it."""
    _write(session, la, f"{OWN_SETTING}{who}", views.as_text(own))


def staff_roles(session: Session, la: str) -> StaffRoles:
    """Return the saved meaning of the council's role codes and job titles."""
    return chosen(_read(session, la, ROLES_SETTING), StaffRoles)


def save_staff_roles(session: Session, la: str, roles: StaffRoles) -> None:
    """Keep the meaning of role codes and titles, for the extracts read from now on."""
    _write(session, la, ROLES_SETTING, roles.model_dump_json())


def recorded_words(session: Session, la: str) -> RecordedWords:
    """Return the council's own words for answers of what it records."""
    return chosen(_read(session, la, RECORDED_WORDS_SETTING), RecordedWords)


def save_recorded_words(session: Session, la: str, words: RecordedWords) -> None:
    """Keep its words; rows keep codes, so none has to be derived again."""
    _write(session, la, RECORDED_WORDS_SETTING, words.model_dump_json())


def exchange_keys(session: Session, la: str) -> TrustedKeys:
    """Return whose keys the council trusts on files of other councils; none at first."""
    return chosen(_read(session, la, TRUSTED_SETTING), TrustedKeys)


def save_exchange_keys(session: Session, la: str, keys: TrustedKeys) -> None:
    """Keep whose keys it trusts, for the files read from now on."""
    _write(session, la, TRUSTED_SETTING, keys.model_dump_json())


def name(session: Session, la: str) -> str:
    """Return the council's name, its code until it has one."""
    return _read(session, la, COUNCIL_NAME) or la


def save_name(session: Session, la: str, words: str) -> None:
    """Keep the council's name."""
    _write(session, la, COUNCIL_NAME, words)


def settings(session: Session, la: str) -> dict[str, str]:
    """Return all that the council has chosen, as JSON by the setting's name."""
    query = select(SETTINGS.name, SETTINGS.value).where(SETTINGS.la == la)
    return {row.name: row.value for row in session.execute(query)}


def _read(session: Session, la: str, setting: str) -> str | None:
    query = select(SETTINGS.value).where(SETTINGS.la == la, SETTINGS.name == setting)
    return session.execute(query).scalar()


def _write(session: Session, la: str, setting: str, value: str) -> None:
    session.merge(CouncilSetting(la=la, name=setting, value=value))
    session.flush()


# Its targets and new limits that stand, by their numbers here.


TARGETS, REBASES = table(CouncilTarget), table(CouncilRebase)


def targets_of(session: Session, la: str) -> dict[int, Target]:
    """Return a council's targets by measure and first day, each ended by the next."""
    rows = _standing(session, TARGETS, la)
    numbers = {(row.measure, row.start): row.id for row in rows}
    found = (
        Target(
            key=row.measure,
            value=row.value,
            start=row.start,
            end=None,
            source=row.source,
            set_by=row.set_by,
            set_on=row.set_at.date(),
        )
        for row in rows
    )
    return {numbers[each.key, each.start]: each for each in following(found)}


def rebases_of(session: Session, la: str) -> dict[int, Rebase]:
    """Return a council's new limits by measure and first day."""
    return {
        row.id: Rebase(
            row.measure, row.start, row.reason, row.set_by, row.set_at.date()
        )
        for row in _standing(session, REBASES, la)
    }


def _standing(session: Session, kept: Table, la: str) -> list[Row]:
    """Return the rows that nobody has removed."""
    query = (
        select(kept)
        .where(kept.c.la == la, kept.c.removed_at.is_(None))
        .order_by(kept.c.measure, kept.c.start, kept.c.id)
    )
    return list(session.execute(query))


# Its log of events, those that nobody has removed.


EVENTS = table(CouncilEvent)


def events_of(session: Session, la: str) -> dict[int, Event]:
    """Return a council's events by their day; those that somebody removed are not."""
    query = (
        select(EVENTS)
        .where(EVENTS.c.la == la, EVENTS.c.removed_at.is_(None))
        .order_by(EVENTS.c.day, EVENTS.c.words, EVENTS.c.id)
    )
    return {
        row.id: Event(
            row.day, row.words, keys_in(row.measures), row.set_by, row.set_at.date()
        )
        for row in session.execute(query)
    }
