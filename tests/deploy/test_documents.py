"""What the documents about deployment and data say is what the code does."""

import re

from data_access.store import loaded, tables
from data_access.store.settings import Settings
from domain.access import ALLOWED, CHILD_LEVEL, Role, Screen
from tests.browser.serving import REPOSITORY

DOCS = REPOSITORY / "docs"
DEPLOY = (DOCS / "deploy.md").read_text(encoding="utf-8")
PROTECTION = (DOCS / "data-protection.md").read_text(encoding="utf-8")
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def who_sees_what():
    """The table of the document, made from what the code allows."""
    line = "| {} | {} |".format
    return [
        line("Screen", " | ".join(role.words for role in Role)),
        line("---", " | ".join("---" for _ in Role)),
        *(
            line(
                f"{screen.capitalize()}{' (ledger)' if screen in CHILD_LEVEL else ''}",
                " | ".join("yes" if role in ALLOWED[screen] else "no" for role in Role),
            )
            for screen in Screen
        ),
    ]


def test_the_table_of_who_sees_what_is_the_one_that_the_code_holds_to():
    lines = PROTECTION.splitlines()
    first = lines.index(who_sees_what()[0])
    end = lines.index("", first)
    assert lines[first:end] == who_sees_what()


def test_every_table_of_the_store_is_told_of_and_no_other():
    told = set(re.findall(r"^\| `(\w+)` \|", PROTECTION, re.MULTILINE))
    assert tables.Child.__tablename__ in loaded.METADATA.tables
    assert told == set(loaded.METADATA.tables)


def test_every_setting_is_in_the_deployment_and_no_other():
    names = {str(each.validation_alias) for each in Settings.model_fields.values()}
    assert set(re.findall(r"\b(?:IRO_[A-Z_]+|DATABASE_URL)\b", DEPLOY)) == names


def test_the_settings_that_are_shipped_are_settings():
    shipped = (DOCS / "deploy" / "iro-dashboard.env").read_text(encoding="utf-8")
    given = set(re.findall(r"^(IRO_\w+|DATABASE_URL)=", shipped, re.MULTILINE))
    names = {str(each.validation_alias) for each in Settings.model_fields.values()}
    assert given <= names
    assert "IRO_OWN_MACHINE" not in given


def test_every_file_that_is_shipped_is_in_the_deployment():
    shipped = {file.name for file in (DOCS / "deploy").iterdir() if file.is_file()}
    assert {name for name in shipped if name not in DEPLOY} == set()


def test_both_documents_are_found_from_the_readme():
    assert "(docs/deploy.md)" in README
    assert "(docs/data-protection.md)" in README


def test_what_is_kept_for_how_long_is_what_the_settings_say():
    months = Settings.model_fields["ledger_months"].default
    assert f"for {months} months" in PROTECTION
