"""Health and times missing in the Standard Safeguarding Dataset."""

from datetime import date

import pytest

from data_access.importers.ssd import ssd
from data_access.importers.ssd.extract import Extract
from data_access.store.statements import (
    HealthAnswersRecord,
    HealthCheckRecord,
    MissingRecord,
)
from tests.data_access.importers.importing import records, sentences
from tests.data_access.importers.ssd_files import extract_in, read_table

CORRECT = "Correct it in your system and load the file again."
CHECKS = (
    "clah_person_id | clah_health_check_type | clah_health_check_date | "
    "clah_health_check_status\n"
)
STATES = "clai_person_id | clai_immunisations_status | clai_immunisations_status_date\n"
TIMES = (
    "miss_person_id | miss_missing_episode_start | miss_missing_episode_type | "
    "miss_missing_episode_end\n"
)


@pytest.fixture
def read(tmp_path):
    def read_with(table, text=None, **others):
        changed = {table: text} if text else {}
        return read_table(tmp_path, table, **changed, **others)

    return read_with


def test_checks_answers_and_times_missing_are_read(read):
    assert records(read("ssd_cla_health")) == [
        HealthCheckRecord(child_id="C1", kind="initial", done=date(2023, 6, 20)),
        HealthCheckRecord(child_id="C1", kind="assessment", done=date(2024, 6, 20)),
        HealthCheckRecord(child_id="C1", kind="dental", done=date(2024, 2, 1)),
    ]
    assert records(read("ssd_cla_immunisations")) == [
        HealthAnswersRecord(child_id="C1", as_at=date(2024, 3, 1), immunised=True),
        HealthAnswersRecord(child_id="C2", as_at=date(2024, 3, 2), immunised=False),
    ]
    assert records(read("ssd_missing")) == [
        MissingRecord(
            child_id="C1",
            kind="missing",
            started=date(2024, 3, 1),
            ended=date(2024, 3, 2),
        ),
        MissingRecord(child_id="C2", kind="away", started=date(2024, 3, 1)),
    ]


@pytest.mark.parametrize(
    ("table", "text", "sentence"),
    [
        (
            "ssd_cla_health",
            f"{CHECKS}C1 | Dental check | 2024-02-01 | Refused",
            "Row 2, CLAH_HEALTH_CHECK_STATUS: found 'Refused', expected a check that is "
            "completed. Nothing to do: one that is planned, refused or cancelled was "
            "not done.",
        ),
        (
            "ssd_cla_health",
            f"{CHECKS}C1 | Dental check | 2024-02-01 | ",
            "Row 2, CLAH_HEALTH_CHECK_STATUS: found '', expected Planned, Refused, "
            f"Cancelled or Completed. It does not count as done. {CORRECT}",
        ),
        (
            "ssd_cla_health",
            f"{CHECKS}C1 | Optician | 2024-02-01 | Completed",
            "Row 2, CLAH_HEALTH_CHECK_TYPE: found 'Optician', expected a health "
            "assessment or a dental check. Nothing to do: no other check is counted.",
        ),
        (
            "ssd_cla_immunisations",
            f"{STATES}C1 | ? | 2024-02-01",
            "Row 2, CLAI_IMMUNISATIONS_STATUS: found '?', expected Y or N. " + CORRECT,
        ),
        (
            "ssd_missing",
            f"{TIMES}C1 | 2024-02-01 | Late | ",
            "Row 2, MISS_MISSING_EPISODE_TYPE: found 'Late', expected Missing or Away. "
            + CORRECT,
        ),
        (
            "ssd_missing",
            f"{TIMES}C1 | 2024-02-02 | M | 2024-02-01",
            "Row 2, MISS_MISSING_EPISODE_END_DATE: found '2024-02-01', expected a date "
            f"on or after the start. {CORRECT}",
        ),
    ],
)
def test_what_cannot_be_used_is_said(read, table, text, sentence):
    items = read(table, text)
    assert sentences(items) == [sentence]
    assert records(items) == []


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("ssd_cla_health", f"{CHECKS}C77 | Dental check | 2024-02-01 | Completed"),
        ("ssd_cla_immunisations", f"{STATES}C77 | Y | 2024-02-01"),
        ("ssd_missing", f"{TIMES}C77 | 2024-02-01 | M | "),
    ],
)
def test_of_children_not_in_care_nothing_is_read(read, table, row):
    assert read(table, row) == []


def test_an_extract_is_a_whole_account_of_times_missing_with_its_episodes(tmp_path):
    files = extract_in(tmp_path, ssd_missing=TIMES)
    assert ssd.covers("ssd_missing", Extract(tuple(files.values()))) == ""
    both = extract_in(
        tmp_path, ssd_missing=TIMES, ssd_cla_episodes="clae_person_id | clae_cla_id\n"
    )
    assert ssd.covers("ssd_missing", Extract(tuple(both.values()))) == "missing"
