"""The command: what it prints, what it refuses and with which number it ends."""

import json

import pytest
from typer.testing import CliRunner

from data_access.store import database
from reports.__main__ import app
from tests.small_store import load_small_council

YEAR = ("--from", "2024-04-01", "--to", "2025-03-31")
KEY = "reviews_held_on_time"


def run(*arguments: str):
    return CliRunner().invoke(app, ["figures", *arguments])


@pytest.fixture(scope="module")
def small_store(tmp_path_factory) -> tuple[str, str]:
    folder = tmp_path_factory.mktemp("small")
    url = f"sqlite:///{(folder / 'small.db').as_posix()}"
    engine = database.get_engine(url)
    database.upgrade(engine)
    load_small_council(engine, folder)
    return "--database", url


def test_a_figure_is_printed_as_json(small_store) -> None:
    result = run(KEY, *YEAR, "--by", "quarter", "--format", "json", *small_store)
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert (found["key"], found["data_to"]) == (KEY, "2025-03-31")
    assert [
        (row["group"], row["numerator"], row["denominator"]) for row in found["rows"]
    ] == [
        ("2024-25 Q1", 2, 2),
        ("2024-25 Q2", 1, 2),
        ("2024-25 Q3", 1, 2),
        ("2024-25 Q4", 1, 1),
    ]


def test_a_verdict_is_printed_where_it_is_asked_for(small_store) -> None:
    asked = (KEY, *YEAR, "--by", "month", "--format", "json", *small_store)
    plain, judged = (
        json.loads(run(*asked, *more).stdout) for more in ([], ["--verdict"])
    )
    verdict = judged.pop("verdict")
    assert (verdict["variation"], verdict["assurance"]) == ("too few", "no target")
    for row in judged["rows"]:
        for name in ("mean", "lower", "upper", "rule"):
            row.pop(name)
    assert judged == plain


def test_filters_may_be_repeated(small_store) -> None:
    def held(*where: str) -> int:
        arguments = [part for each in where for part in ("--where", each)]
        result = run(KEY, *YEAR, *arguments, "--format", "json", *small_store)
        return json.loads(result.stdout)["rows"][0]["denominator"]

    girls, boys = held("sex=Female"), held('sex="Male"')
    both = held("sex=Female", "sex=Male")
    assert (girls, boys, both) == (4, 3, 7)
    assert held("sex=Female", "age_band=Under 1") == 0


def test_a_council_is_named_or_is_the_first(small_store) -> None:
    named = run(KEY, *YEAR, "--local-authority", "999", *small_store)
    assert named.exit_code == 0
    assert named.stdout == run(KEY, *YEAR, *small_store).stdout
    other = run(KEY, *YEAR, "--local-authority", "XYZ", *small_store)
    assert other.exit_code == 2
    expected = "--local-authority: found 'XYZ', expected one of: 999.\n"
    assert other.stderr == expected


def test_a_table_and_csv_are_printed(small_store) -> None:
    table = run(KEY, *YEAR, *small_store).stdout
    assert table.startswith("Reviews held on time\n")
    assert table.splitlines()[-1] == "all     5 of 7  71.4%"
    csv_text = run(KEY, *YEAR, "--format", "csv", *small_store).stdout
    assert csv_text.startswith("group,numerator,denominator,value,aside,key,name")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (YEAR, "Name a measure; --list prints every one there is.\n"),
        ((KEY, *YEAR[:2]), "--to is missing; expected a day such as 2025-03-31.\n"),
        ((KEY, *YEAR[2:]), "--from is missing; expected a day such as 2025-03-31.\n"),
        (
            (KEY, "--from", "01/04/2024", "--to", "2025-03-31"),
            "--from: found '01/04/2024', expected a day such as 2025-03-31.\n",
        ),
        (
            (KEY, "--from", "2025-04-01", "--to", "2025-03-31"),
            "Found --from 2025-04-01 after --to 2025-03-31. Swap them.\n",
        ),
        (
            (KEY, *YEAR, "--where", "North"),
            "--where: found 'North', expected a grouping and a group such as "
            'team="North".\n',
        ),
    ],
    ids=["no key", "no --to", "no --from", "not a day", "days swapped", "no grouping"],
)
def test_wrong_usage_ends_with_2_and_says_what_was_expected(arguments, message) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("reviews", *YEAR), "There is no measure called 'reviews'. There are: "),
        (
            (KEY, *YEAR, "--by", "theme"),
            f"{KEY} cannot be broken down by 'theme'. Expected one of: month, ",
        ),
        (
            (KEY, *YEAR, "--where", "theme=Practice"),
            f"{KEY} cannot be broken down or filtered by 'theme'. Its rows carry: team,",
        ),
        (
            (KEY, *YEAR, "--where", "sex=Girl"),
            "There is no sex called 'Girl'. There are: Not recorded, Male,",
        ),
    ],
    ids=["key", "by", "where", "group"],
)
def test_what_is_not_there_ends_with_2_and_says_what_is(
    arguments, message, small_store
) -> None:
    result = run(*arguments, *small_store)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(message)


def test_an_empty_store_ends_with_1_and_says_how_to_fill_it(tmp_path) -> None:
    url = f"sqlite:///{(tmp_path / 'empty.db').as_posix()}"
    result = run(KEY, *YEAR, "--database", url)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "The store holds no council. Load files with python -m data_access load, "
        "or the invented council with python -m data_access demo.\n"
    )


def test_a_store_of_another_kind_ends_with_1() -> None:
    result = run(KEY, *YEAR, "--database", "mysql://nowhere/store")
    assert result.exit_code == 1
    assert "expected sqlite or postgresql" in result.stderr


def test_the_catalogue_is_listed_without_a_store() -> None:
    result = run("--list", "--format", "json", "--database", "mysql://nowhere/store")
    assert result.exit_code == 0
    assert json.loads(result.stdout)[0]["key"] == KEY
