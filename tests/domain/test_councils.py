from collections import Counter
from datetime import date

import pytest

from domain.councils import (
    COUNCILS,
    REGIONS,
    english_council,
    is_invented,
    named,
    region_of,
    said,
    same,
)
from domain.periods import ONE_DAY


def test_every_council_of_today_is_listed_once():
    now = [each for each in COUNCILS if each.last is None]
    assert len(now) == 153
    for codes in ([each.code for each in COUNCILS], [e.ons_code for e in COUNCILS]):
        assert len(set(codes)) == len(COUNCILS)


def test_a_council_is_known_by_either_code():
    assert english_council("390").name == "Gateshead"
    assert english_council("e08000037") == english_council("390")
    assert english_council("399") is None
    assert same("E08000037", "390")
    assert same("TST", "TST")
    assert not same("390", "391")
    assert not same("TST", "OTH")


def test_a_code_is_said_with_the_councils_name():
    assert said("390") == "390, Gateshead"
    assert said("TST") == "TST, on no list of English councils"


def test_a_code_of_letters_alone_is_invented():
    assert [is_invented(code) for code in ("TST", "EXM", "39O", "399")] == [
        *(True, True),
        *(False, False),
    ]


# Counts that a wrong line would break

NOW = [each for each in COUNCILS if each.last is None]


def test_each_kind_of_council_has_its_number():
    """33 in London with the City, 36 metropolitan, 21 counties, 63 unitary."""
    assert Counter(each.ons_code[:3] for each in NOW) == {
        "E09": 33,
        "E08": 36,
        "E10": 21,
        "E06": 63,
    }
    # Inner London and the City, outer London, metropolitan by county.
    tens = Counter(each.code[:2] for each in NOW if each.code < "400")
    assert tens == {
        **{"20": 9, "21": 4, "30": 9, "31": 10, "32": 1},
        **{"33": 7, "34": 5, "35": 10, "37": 4, "38": 5, "39": 5},
    }


def test_each_of_nine_regions_has_its_councils():
    assert Counter(each.region for each in NOW) == {
        "North East": 12,
        "North West": 24,
        "Yorkshire and The Humber": 15,
        "East Midlands": 10,
        "West Midlands": 14,
        "East of England": 11,
        "London": 33,
        "South East": 19,
        "South West": 15,
    }
    assert {each.region for each in NOW if each.ons_code[:3] == "E09"} == {"London"}


def test_codes_of_one_kind_have_no_gap_but_for_those_that_ended():
    """Each number up to the last has a council, now or under a code of before."""
    known = {code for each in COUNCILS for code in (each.ons_code, *each.former)}
    for kind, last in (("E09", 33), ("E08", 39), ("E06", 66)):
        numbers = {int(code[3:]) for code in known if code.startswith(kind)}
        assert numbers == set(range(1, last + 1))


def test_names_are_in_the_order_of_their_codes_where_the_office_numbered_them_so():
    london = [each for each in NOW if each.region == "London"]
    by_code = sorted(london, key=lambda each: each.ons_code)
    names = [each.name for each in by_code if each.name != "City of London"]
    assert names == sorted(names)
    counties = sorted(
        (each for each in COUNCILS if each.ons_code[:3] == "E10"),
        key=lambda each: each.ons_code,
    )
    assert [each.name for each in counties] == sorted(each.name for each in counties)


@pytest.mark.parametrize(
    ("old", "new", "day"),
    [
        (["835", "836", "837"], ["838", "839"], date(2019, 4, 1)),
        (["928"], ["940", "941"], date(2021, 4, 1)),
        (["909"], ["942", "943"], date(2023, 4, 1)),
    ],
)
def test_a_council_ends_on_the_day_before_others_begin(old, new, day):
    ended, begun = ([english_council(code) for code in codes] for codes in (old, new))
    assert {each.last for each in ended} == {day - ONE_DAY}
    assert {each.first for each in begun} == {day}
    assert len({each.region for each in (*ended, *begun)}) == 1


def test_no_other_council_began_or_ended():
    assert [each.code for each in COUNCILS if each.last] == [
        *("835", "836", "837", "909", "928"),
    ]
    assert len([each for each in COUNCILS if each.first]) == 6


def test_a_council_is_known_by_a_code_that_it_had_before():
    for code, name in (
        ("E08000020", "Gateshead"),
        ("E06000048", "Northumberland"),
        ("E10000002", "Buckinghamshire"),
        ("E10000023", "North Yorkshire"),
        ("E10000027", "Somerset"),
        ("E08000016", "Barnsley"),
        ("E08000019", "Sheffield"),
    ):
        assert english_council(code).name == name


def test_one_that_ended_is_said_with_when():
    assert said("909") == "909, Cumbria, before 2023"
    assert said("838") == "838, Dorset"


def test_every_council_lies_in_one_of_nine_regions():
    assert len(REGIONS) == 9
    assert region_of("E08000037") == region_of("390") == "North East"
    assert region_of("EXM") == ""


def test_every_council_is_found_by_its_own_name_and_no_region_is_a_council():
    found = [named(each.name) for each in COUNCILS]
    assert [each.name for each in found] == [each.name for each in COUNCILS]
    assert named("Dorset").code == "838"  # the one of today
    assert [name for name in REGIONS if named(name)] == []
    assert named("") is None
