"""The command: what it prints, what it refuses and with which number it ends."""

import json

import pytest
from typer.testing import CliRunner

from reports.__main__ import app

YEAR = ("--from", "2024-04-01", "--to", "2025-03-31")
KEY = "reviews_held_on_time"


def run(*arguments: str):
    return CliRunner().invoke(app, ["figures", *arguments])


@pytest.fixture(scope="module")
def database(exampleshire_file) -> tuple[str, str]:
    return "--database", f"sqlite:///{exampleshire_file.as_posix()}"


def test_a_figure_is_printed_as_json(database) -> None:
    result = run(KEY, *YEAR, "--by", "team", "--format", "json", *database)
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["key"] == KEY
    assert found["rows"] and all(row["denominator"] > 0 for row in found["rows"])
    whole = json.loads(run(KEY, *YEAR, "--format", "json", *database).stdout)
    total = sum(row["denominator"] for row in found["rows"])
    assert [row["denominator"] for row in whole["rows"]] == [total]


def test_filters_may_be_repeated(database) -> None:
    def held(*where: str) -> int:
        arguments = [part for each in where for part in ("--where", each)]
        result = run(KEY, *YEAR, *arguments, "--format", "json", *database)
        return json.loads(result.stdout)["rows"][0]["denominator"]

    girls, boys = held("sex=Female"), held('sex="Male"')
    both = held("sex=Female", "sex=Male")
    assert girls and boys and both == girls + boys
    assert held("sex=Female", "age_band=Under 1") < girls


def test_a_council_is_named_or_is_the_first(database) -> None:
    named = run(KEY, *YEAR, "--local-authority", "EXM", *database)
    assert named.exit_code == 0
    assert named.stdout == run(KEY, *YEAR, *database).stdout
    other = run(KEY, *YEAR, "--local-authority", "XYZ", *database)
    assert other.exit_code == 2
    expected = "--local-authority: found 'XYZ', expected one of: EXM.\n"
    assert other.stderr == expected


def test_a_table_and_csv_are_printed(database) -> None:
    assert run(KEY, *YEAR, *database).stdout.startswith("Reviews held on time\n")
    csv_text = run(KEY, *YEAR, "--format", "csv", *database).stdout
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
    arguments, message, database
) -> None:
    result = run(*arguments, *database)
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
