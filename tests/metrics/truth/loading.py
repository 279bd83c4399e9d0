"""An invented council put into a store, as the demonstration is, and read again."""

from sqlmodel import Session

from data_access.columns import read_columns
from data_access.derive.rebuild import rebuild
from data_access.intake import sources
from data_access.store import database, permanence
from data_access.store import statements as said
from data_access.store.law import LibertyRecord, PreProceedingsRecord
from data_access.store.loaded import Import
from domain.access import EVERYTHING
from domain.recorded import SHEETS
from tests.data_access.councils import LA, NOW


def load(engine, town):
    """Fill a store with a council; return its columns."""
    records = list(_records(town))
    line = Import(
        la=LA,
        file_name="invented",
        file_hash="invented",
        kind="demo",
        year=town.last.year + (town.last.month > 3),
        covers="care,reviews,plans,disputes,missing,alone,care_plans,adoption,"
        "liberty,pre_proceedings",
        covers_from=town.first,
        covers_to=town.last,
        known_from=town.known,
        loaded_by="a test",
        loaded_at=NOW,
        rows_read=len(records),
        added=len(records),
        changed=0,
        left_out=0,
    )
    with Session(engine) as session, database.writing(session):
        session.add(line)
        session.flush()
        items = [said.Statement(record, "Row 1") for record in records]
        sources.receive(session, line, items)
        rebuild(session, LA)
        database.bump(session, LA)
    return read_columns(engine, LA, EVERYTHING)


def _records(town):
    for child, each in town.children.items():
        yield said.ChildRecord(child_id=child, **each)
    for child in town.listed:
        yield said.AloneRecord(child_id=child)
    for care in town.care:
        yield from _of_care(care)
    for each in town.staff:
        yield said.StaffRecord(
            staff_id=each["id"],
            full_name=each["name"],
            role=each["role"],
            fte=each["fte"],
            agency=each["agency"],
            started=each["from"],
            ended=each["to"],
            probation_until=each["probation"],
        )
    for each in town.allocations:
        yield said.AllocationRecord(
            child_id=each["child"],
            staff_id=each["staff"],
            role=each["role"],
            team=each["team"],
            started=each["from"],
            ended=each["to"],
        )
    yield from _of_protection(town)
    yield from _of_disputes(town)
    yield from _of_health(town)
    yield from _of_lasting_homes(town)
    yield from _of_law(town)
    for note in town.notes:
        yield said.ReviewNoteRecord(
            child_id=note["child"],
            held=note["held"],
            late_reason=note["words"],
            record_sent=note["sent"],
        )
    yield from _recorded(town)


def _of_care(care):
    for each in care["episodes"]:
        yield said.EpisodeRecord(
            child_id=care["child"],
            decom=each["from"],
            rne=each["rne"],
            legal_status=each["ls"],
            placement=each["place"],
            provider=each["provider"],
            location=each["location"],
            miles=each["miles"],
            region=each["region"],
            dec=each["to"],
            reason_ceased=each["rec"],
        )
    for each in care["meetings"]:
        yield said.ReviewRecord(
            child_id=care["child"], held=each["day"], participation=each["code"]
        )


def _of_protection(town):
    for plan in town.plans:
        yield said.PlanRecord(
            child_id=plan["child"],
            started=plan["start"],
            ended=None if plan["left_open"] else plan["end"],
            initial_category=plan["category"],
            latest_category=plan["category"],
            previous_plans=plan["before"],
        )
        for day in plan["meetings"]:
            yield said.PlanReviewRecord(
                child_id=plan["child"], plan_started=plan["start"], held=day
            )
    for each in town.enquiries:
        yield said.ConferenceRecord(
            child_id=each["child"],
            s47_started=each["from"],
            held=each["held"],
            transfer_in=each["transfer"],
            not_required=each["not_needed"],
        )


def _of_disputes(town):
    for each in town.disputes:
        yield said.DisputeRecord(
            child_id=each["child"],
            raised=each["raised"],
            team=each["team"],
            theme_as_typed=each["theme"],
            resolved=each["resolved"],
            outcome=each["outcome"],
            stages=tuple(
                said.StageEntry(
                    stage_as_typed=stage["name"],
                    entered=stage["from"],
                    response_due=stage["due"],
                    responded=stage["answered"],
                )
                for stage in each["stages"]
            ),
        )


def _of_health(town):
    for each in town.visits:
        yield said.VisitRecord(
            child_id=each["child"], kind=each["kind"], visited=each["day"]
        )
    for each in town.checks:
        yield said.HealthCheckRecord(
            child_id=each["child"], kind=each["kind"], done=each["day"]
        )
    for each in town.answers:
        yield said.HealthAnswersRecord(
            child_id=each["child"],
            as_at=each["day"],
            assessment=each["assessment"],
            dental=each["dental"],
            immunised=each["immunised"],
        )
    for each in town.missing:
        yield said.MissingRecord(
            child_id=each["child"], kind=each["kind"], started=each["from"]
        )


def _of_lasting_homes(town):
    for each in town.care_plans:
        yield permanence.CarePlanRecord(
            child_id=each["child"], started=each["from"], lasting=each["lasting"]
        )
    for each in town.adoptions:
        told = {name: value for name, value in each.items() if name != "child"}
        yield permanence.AdoptionPlanRecord(child_id=each["child"], **told)


def _of_law(town):
    for each in town.before_court:
        yield PreProceedingsRecord(
            child_id=each["child"],
            started=each["from"],
            letter_sent=each["letter"],
            offered=each["offered"],
            met=each["held"],
            decided=each["decided"],
        )
    for each in town.orders:
        yield LibertyRecord(
            child_id=each["child"], started=each["from"], ended=each["to"]
        )


def _recorded(town):
    for key, rows in town.sheets.items():
        sheet = SHEETS[key]
        for row in rows:
            values = {
                name: each.isoformat() if hasattr(each, "isoformat") else each
                for name, each in row.items()
            }
            yield said.RecordedRecord(
                child_id=sheet.subject_of(values) if sheet.of_known_children else "",
                sheet=key,
                row=sheet.key_of(values),
                values=values,
            )
