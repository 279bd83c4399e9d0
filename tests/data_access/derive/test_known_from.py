"""From which day an extract tells all of its children, and what follows from it."""

from datetime import date

import pytest

from tests.data_access.councils import Council
from tests.data_access.importers import ssd_files


@pytest.fixture
def loaded(engine, tmp_path):
    """Load an extract of care and reviews; give the due dates of C1's reviews."""

    def load(started, *held, others=()):
        spells = [("C1", started, ""), *others]
        episodes = "".join(
            f"\nE{number} | {child} | A{number} | {start} | S | {end} | "
            f"{'E4A' if end else ''}"
            for number, (child, start, end) in enumerate(spells)
        )
        legal = "".join(f"\n{child} | C2 | {start} |" for child, start, _ in spells)
        reviews = "".join(f"\nR{day} | A0 | {day} | N | PN1" for day in held)
        tables = {
            "ssd_cla_episodes": "clae_cla_episode_id | clae_person_id | clae_cla_id | "
            "clae_cla_episode_start_date | clae_cla_episode_start_reason | "
            f"clae_cla_episode_ceased_date | clae_cla_episode_ceased_reason{episodes}",
            "ssd_legal_status": "lega_person_id | lega_legal_status | "
            f"lega_legal_status_start_date | lega_legal_status_end_date{legal}",
            "ssd_cla_reviews": "clar_cla_review_id | clar_cla_id | "
            "clar_cla_review_date | clar_cla_review_cancelled | "
            f"clar_cla_review_participation{reviews}",
        }
        council = Council(engine, tmp_path / "files")
        council.load_tables(
            {
                f"ssd/{name}.csv": ssd_files.written(text)
                for name, text in tables.items()
            }
        )
        found = council.rows("cla_review", "held", "due", child_id="C1")
        return [due for held, due in sorted(found, key=str) if held]

    return load


def test_an_extract_of_all_there_ever_was_has_the_first_review(loaded):
    """Nothing in it began long before its first day: its reviews are all there are."""
    due = loaded("2023-02-20", "2023-04-05", "2023-09-01")
    assert due == [date(2023, 3, 20), date(2023, 7, 5)]


def test_an_extract_that_may_be_cut_does_not_tell_that_a_first_review_was_held(loaded):
    """The review of 5 April may be the first, ten months late, or a later one."""
    due = loaded("2022-06-01", "2023-04-05", "2023-09-01", "2024-02-20")
    assert due == [None, None, date(2024, 3, 1)]


def test_an_extract_that_goes_six_years_back_was_cut_there(loaded):
    due = loaded(
        *("2017-06-01", "2018-04-05", "2018-09-01", "2024-02-20"),
        others=[("C2", "2017-06-01", "2018-03-01")],
    )
    assert due == [None, date(2018, 10, 5), date(2019, 3, 1)]
