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


def test_every_council_of_today_is_listed_once():
    now = [each for each in COUNCILS if ", before" not in each.name]
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


def test_every_council_lies_in_one_of_nine_regions():
    codes = [code for some in REGIONS.values() for code in some]
    assert len(REGIONS) == 9
    assert sorted(codes) == sorted(each.code for each in COUNCILS)
    assert region_of("E08000037") == region_of("390") == "North East"
    assert region_of("EXM") == ""


def test_every_council_is_found_by_its_own_name_and_no_region_is_a_council():
    assert [named(each.name) for each in COUNCILS] == list(COUNCILS)
    assert [name for name in REGIONS if named(name)] == []
    assert named("") is None
