from datetime import date

import pytest

from data_access.derive.care import Doubt, ended_by, periods_of_care
from data_access.derive.known import Coverage, LatestEnd, Why, Winning, latest_end
from data_access.store.statements import EpisodeRecord
from domain.periods import financial_year
from tests.data_access.councils import cells_of, days

ONE_YEAR = Coverage.of([financial_year(2025)])
TWO_YEARS = Coverage.of([financial_year(2024), financial_year(2025)])


def periods(text, covered=ONE_YEAR, year=2025):
    """Return the periods of care of an ASCII table; a Year column may be the last."""
    _, *rows = cells_of(text)
    told = [
        Winning(
            EpisodeRecord(
                child_id="C1",
                decom=date.fromisoformat(decom),
                rne=rne or None,
                legal_status=status or None,
                dec=days(dec)[0],
                reason_ceased=rec or None,
            ),
            int(told_in[0]) if told_in else year,
            1,
            "Row 2",
        )
        for decom, rne, status, dec, rec, *told_in in rows
    ]
    return periods_of_care(told, covered)


def spans(text, **given):
    return [(each.started, each.ceased) for each in periods(text, **given)]


def test_a_child_without_episodes_was_never_in_care():
    assert periods_of_care([], ONE_YEAR) == []


def test_episodes_linked_by_x1_are_one_period_of_care():
    (care,) = periods("""
        DECOM      | RNE | LS | DEC        | REC
        2024-05-18 | S   | V2 | 2024-06-01 | X1
        2024-06-01 | L   | C1 | 2024-09-10 | X1
        2024-09-10 | P   | C1 | 2025-01-20 | E4A
    """)
    assert (care.started, care.ceased) == (date(2024, 5, 18), date(2025, 1, 20))
    assert (care.start_known, care.reason_ceased) == (True, "E4A")
    assert (care.short_breaks, care.doubt, len(care.episodes)) == (False, None, 3)


def test_episodes_are_put_in_order_of_start():
    assert spans("""
        DECOM      | RNE | LS | DEC        | REC
        2024-06-01 | L   | C1 |            |
        2024-05-18 | S   | V2 | 2024-06-01 | X1
    """) == [(date(2024, 5, 18), None)]


def test_a_child_who_comes_back_has_a_second_period_of_care():
    first, second = periods("""
        DECOM      | RNE | LS | DEC        | REC
        2024-05-18 | S   | V2 | 2024-06-01 | E4B
        2024-09-10 | S   | V2 |            |
    """)
    assert (first.ceased, first.reason_ceased) == (date(2024, 6, 1), "E4B")
    assert (second.started, second.ceased) == (date(2024, 9, 10), None)


def test_care_that_starts_again_on_the_day_it_ceased_is_a_second_period():
    first, second = periods("""
        DECOM      | RNE | LS | DEC        | REC
        2024-05-18 | S   | V2 | 2024-06-01 | E4B
        2024-06-01 | S   | V2 |            |
    """)
    assert (first.ceased, first.doubt) == (second.started, None)


def test_an_episode_from_the_day_care_ceased_does_not_go_on_with_it():
    _, second = periods("""
        DECOM      | RNE | LS | DEC        | REC
        2024-05-18 | S   | V2 | 2024-06-01 | E4B
        2024-06-01 | P   | V2 |            |
    """)
    assert (second.started, second.start_known) == (date(2024, 6, 1), False)


def test_x1_on_the_very_day_joins_even_an_episode_that_says_care_started():
    assert (
        len(
            periods("""
        DECOM      | RNE | LS | DEC        | REC
        2024-05-18 | S   | V2 | 2024-06-01 | X1
        2024-06-01 | S   | C2 |            |
    """)
        )
        == 1
    )


def test_an_episode_after_the_end_of_care_starts_one_whose_beginning_is_not_known():
    _, second = periods("""
        DECOM      | RNE | LS | DEC        | REC
        2024-05-18 | S   | V2 | 2024-06-01 | E4B
        2024-06-10 | P   | V2 |            |
    """)
    assert second.start_known is False


def test_days_missing_between_two_linked_episodes_do_not_part_them():
    (care,) = periods("""
        DECOM      | RNE | LS | DEC        | REC
        2024-05-18 | S   | V2 | 2024-06-01 | X1
        2024-06-04 | P   | V2 |            |
    """)
    assert care.episodes[0].dec == date(2024, 6, 1)


@pytest.mark.parametrize("dec", ["", "2024-06-20"], ids=["open", "overlapping"])
def test_an_episode_is_closed_by_the_next_one_at_the_latest(dec):
    (care,) = periods(f"""
        DECOM      | RNE | LS | DEC        | REC
        2024-05-18 | S   | V2 | {dec}      |
        2024-06-01 | P   | V2 |            |
    """)
    first = care.episodes[0]
    assert (first.dec, first.reason_ceased) == (date(2024, 6, 1), "X1")


def test_an_episode_inside_one_that_ended_care_goes_on_with_it():
    assert spans("""
        DECOM      | RNE | LS | DEC        | REC
        2024-05-18 | S   | V2 | 2024-07-01 | E4B
        2024-06-01 | P   | V2 | 2024-08-01 | E4B
    """) == [(date(2024, 5, 18), date(2024, 8, 1))]


def test_without_a_start_episode_care_began_that_day_or_earlier():
    (care,) = periods("""
        DECOM      | RNE | LS | DEC | REC
        2024-05-18 | P   | V2 |     |
    """)
    assert care.start_known is False


def test_an_end_without_a_reason_is_still_an_end():
    (care,) = periods("""
        DECOM      | RNE | LS | DEC        | REC
        2024-05-18 | S   | V2 | 2024-06-01 |
    """)
    assert (care.ceased, care.reason_ceased) == (date(2024, 6, 1), None)


@pytest.mark.parametrize(
    ("first", "second", "short"),
    [("V4", "V4", True), ("V4", "V3", True), ("V4", "C2", False), ("V4", "", False)],
)
def test_short_breaks_are_periods_with_nothing_but_v3_and_v4(first, second, short):
    *before, care = periods(f"""
        DECOM      | RNE | LS       | DEC        | REC
        2024-05-18 | S   | {first}  | 2024-05-20 | X1
        2024-05-20 | L   | {second} |            |
    """)
    assert care.short_breaks is short
    assert [each.short_breaks for each in before] == [] if short else [True]


@pytest.mark.parametrize("dec_rec", ["2024-08-01 | X1", "           |   "])
def test_care_that_turns_into_short_breaks_ends_there_whatever_its_year(dec_rec):
    care, breaks = periods(
        f"""
        DECOM      | RNE | LS | DEC        | REC | Year
        2024-03-01 | S   | V2 | {dec_rec}        | 2024
        2024-08-01 | L   | V3 |            |     | 2025
    """,
        covered=TWO_YEARS,
    )
    assert (care.started, care.ceased) == tuple(days("2024-03-01", "2024-08-01"))
    assert (care.short_breaks, care.doubt, care.turned) == (False, None, False)
    assert (breaks.started, breaks.ceased) == (date(2024, 8, 1), None)
    assert (breaks.short_breaks, breaks.turned) == (True, True)


def test_short_breaks_that_turn_into_care_tell_when_care_starts():
    _, care = periods("""
        DECOM      | RNE | LS | DEC        | REC
        2024-05-18 | S   | V4 | 2024-08-01 | X1
        2024-08-01 | L   | C2 |            |
    """)
    assert (care.start_known, care.turned) == (True, True)


@pytest.mark.parametrize(
    ("born", "died", "ends", "doubt"),
    [
        ("2006-09-10", None, "2024-09-10", Doubt.GROWN_UP),
        ("2007-04-01", None, None, None),  # not 18 by the last day told
        ("2012-01-01", "2024-10-01", "2024-10-01", Doubt.DIED),
        ("2006-09-10", "2024-10-01", "2024-09-10", Doubt.GROWN_UP),
        (None, None, None, None),
    ],
)
def test_care_ends_by_the_18th_birthday_and_by_death(born, died, ends, doubt):
    seen = periods("""
        DECOM      | RNE | LS | DEC | REC
        2024-05-18 | S   | C2 |     |
    """)
    end = latest_end(*days(born, died), [])
    ((care,), after) = ended_by(seen, end, ONE_YEAR)
    assert (care.ceased, care.doubt, after) == (*days(ends), doubt, [])


def test_care_that_starts_after_the_18th_birthday_is_none():
    seen = periods("""
        DECOM      | RNE | LS | DEC        | REC
        2024-05-18 | S   | C2 | 2024-06-01 | E4A
        2024-10-01 | S   | C2 |            |
    """)
    end = latest_end(date(2006, 9, 10), None, [])
    kept, after = ended_by(seen, end, ONE_YEAR)
    assert [care.started for care in kept] == days("2024-05-18")
    assert [care.started for care in after] == days("2024-10-01")


def test_an_episode_that_ceased_by_death_tells_when_the_child_died():
    (care,) = periods("""
        DECOM      | RNE | LS | DEC        | REC
        2024-05-18 | S   | C2 | 2024-06-01 | E2
    """)
    end = latest_end(None, None, care.episodes)
    assert end == LatestEnd(date(2024, 6, 1), Why.DEATH)


def test_a_child_absent_from_the_next_return_was_in_care_until_its_first_day():
    (care,) = periods(
        """
        DECOM      | RNE | LS | DEC | REC
        2023-05-18 | S   | V2 |     |
        """,
        covered=TWO_YEARS,
        year=2024,
    )
    assert (care.ceased, care.doubt) == (date(2024, 4, 1), Doubt.LOST)
    assert care.reason_ceased is None


def test_a_child_absent_from_a_return_two_years_on_left_as_well():
    gap = Coverage.of([financial_year(2023), financial_year(2025)])
    table = """
        DECOM      | RNE | LS | DEC | REC
        2022-05-18 | S   | V2 |     |
    """
    assert spans(table, covered=gap, year=2023) == [
        (date(2022, 5, 18), date(2023, 4, 1))
    ]


def test_a_child_in_the_last_return_is_in_care_still():
    table = """
        DECOM      | RNE | LS | DEC | REC
        2023-05-18 | S   | V2 |     |
    """
    assert spans(table, covered=TWO_YEARS, year=2025) == [(date(2023, 5, 18), None)]


def test_an_open_period_ends_when_care_starts_again_at_the_latest():
    first, second = periods("""
        DECOM      | RNE | LS | DEC | REC
        2024-05-18 | S   | V2 |     |
        2024-09-10 | S   | V2 |     |
    """)
    assert (first.ceased, first.doubt) == (date(2024, 9, 10), Doubt.BEGAN_AGAIN)
    assert (second.ceased, second.doubt) == (None, None)


def test_a_period_that_overlaps_the_next_ends_where_that_starts():
    first, _ = periods("""
        DECOM      | RNE | LS | DEC        | REC
        2024-05-18 | S   | V2 | 2024-10-01 | E4B
        2024-09-10 | S   | V2 |            |
    """)
    assert (first.ceased, first.doubt) == (date(2024, 9, 10), Doubt.BEGAN_AGAIN)
    assert first.reason_ceased == "E4B"


def test_a_child_lost_between_two_returns_who_comes_back_left_between_them():
    first, second = periods(
        """
        DECOM      | RNE | LS | DEC | REC | Year
        2023-05-18 | S   | V2 |     |     | 2024
        2024-09-10 | S   | V2 |     |     | 2025
        """,
        covered=TWO_YEARS,
    )
    assert (first.ceased, first.doubt) == (date(2024, 4, 1), Doubt.LOST)
    assert second.ceased is None


def test_an_episode_left_open_by_one_return_is_closed_by_the_next():
    assert spans(
        """
        DECOM      | RNE | LS | DEC        | REC | Year
        2023-05-18 | S   | V2 |            |     | 2024
        2024-06-01 | P   | V2 | 2024-08-01 | E4B | 2025
        """,
        covered=TWO_YEARS,
    ) == [(date(2023, 5, 18), date(2024, 8, 1))]


def test_care_goes_on_where_the_last_episode_says_so_and_the_next_is_missing():
    (care,) = periods("""
        DECOM      | RNE | LS | DEC        | REC
        2024-05-18 | S   | V2 | 2024-06-01 | X1
    """)
    assert (care.ceased, care.reason_ceased) == (None, None)
    assert care.doubt is Doubt.BROKEN_OFF


def test_a_chain_that_breaks_off_ends_with_the_last_return_that_has_it():
    (care,) = periods(
        """
        DECOM      | RNE | LS | DEC        | REC
        2023-05-18 | S   | V2 | 2023-06-01 | X1
        """,
        covered=TWO_YEARS,
        year=2024,
    )
    assert (care.ceased, care.doubt) == (date(2024, 4, 1), Doubt.BROKEN_OFF)


def test_a_chain_that_breaks_off_before_care_starts_again_ends_where_it_says():
    first, _ = periods("""
        DECOM      | RNE | LS | DEC        | REC
        2024-05-18 | S   | V2 | 2024-06-01 | X1
        2024-09-10 | S   | V2 |            |
    """)
    assert (first.ceased, first.doubt) == (date(2024, 6, 1), None)
    assert first.reason_ceased is None


def test_a_period_of_care_holds_its_first_and_last_day():
    (care,) = periods("""
        DECOM      | RNE | LS | DEC        | REC
        2024-05-18 | S   | V2 | 2024-06-01 | E4B
    """)
    inside = days("2024-05-17", "2024-05-18", "2024-06-01", "2024-06-02")
    assert [care.holds(day) for day in inside] == [False, True, True, False]
