"""A summary for children and young people: two pages, in words for a reader of nine."""

from __future__ import annotations

from domain.rounding import rounded
from reports.documents.model import (
    Bars,
    Block,
    Bullets,
    Chart,
    Document,
    Figure,
    Paragraph,
    Run,
    Section,
    Table,
    ToWrite,
)
from reports.documents.reading import Reading

TITLE = "Your reviews: what we found"
SAID = {
    "Own voice": "Came and spoke",
    "Supported": "Came and had help",
    "Represented": "Sent their views",
    "Not heard": "Not heard",
}


def young(read: Reading) -> Document:
    """Return the summary of a reading's period."""
    return Document(
        title=f"{TITLE}, {read.when}",
        council=read.released.council,
        lines=("This is for children and young people we look after.",),
        foot=read.foot,
        made=read.made,
        blocks=(_what(), _on_time(read), _say(read), _wrong(read), _iro(read), _you()),
        notes_title="",
        large=True,
        contents=False,
    )


def _what() -> Section:
    return Section(
        "What is this?",
        (
            _said(
                "An Independent Reviewing Officer (IRO) checks that your plan is right "
                "for you. They run your reviews. They listen to you. These pages tell "
                "how it went for all of you. They do not name any child."
            ),
        ),
    )


def _on_time(read: Reading) -> Section:
    key = "reviews_held_on_time"
    now = _of_100(read, key)
    then = _of_100(read, key, before=True)
    found: list[Run] = []
    if now:
        found += [now, " of every 100 reviews were on time. "]
    if now and then:
        found += ["The year before it was ", then, ". "]
    found.append("If a review is late, you wait too long for things to change.")
    return Section("Were your reviews on time?", (Paragraph(tuple(found)),))


def _say(read: Reading) -> Section:
    now = _of_100(read, "children_taking_part")
    found: list[Run] = ["We count how many of you had a say. "]
    if now:
        found += [
            "If you were 4 or over, we heard your views in ",
            now,
            " of every 100 reviews. ",
        ]
    found.append("We want to hear from all of you.")
    return Section("Did you have a say?", (Paragraph(tuple(found)), *_bars(read)))


def _bars(read: Reading) -> tuple[Block, ...]:
    key, by = "participation_groups_aged_4_and_over", "participation"
    found = [(words, _of_100(read, key, by, group)) for group, words in SAID.items()]
    if not all(figure for _, figure in found):
        return ()
    labels = tuple(words for words, _ in found)
    numbers = tuple(figure.words for _, figure in found if figure)
    rows = tuple(zip(labels, numbers, strict=True))
    alt = "; ".join(f"{label.lower()} {number}" for label, number in rows)
    table = Table("The same in numbers", ("How", "Of every 100"), rows)
    bars = Bars(labels, tuple(float(number) for number in numbers), numbers)
    title = "How you had a say, in 100 reviews"
    return (Chart(title, f"Bars: {alt}.", bars, table),)


def _wrong(read: Reading) -> Section:
    found: list[Run] = ["Your IRO can speak up if things are not right for you. "]
    many = read.figure("disputes_raised")
    if many.of and many.words.replace(",", "").isdigit():
        found += ["They did this ", many, " times. "]
    soon = _of_100(read, "disputes_resolved_within_20_working_days")
    if soon:
        found += [soon, " of every 100 were sorted out in four weeks or less."]
    return Section("What if things go wrong?", (Paragraph(tuple(found)),), page=True)


def _iro(read: Reading) -> Section:
    each = _whole(read, "caseload_in_care_per_fte")
    found: list[Run] = ["Your IRO has a lot of children to help. "]
    if each:
        found += ["One IRO helps about ", each, " children. "]
    found.append("You can ask to see your IRO on your own.")
    return Section("Who helps you?", (Paragraph(tuple(found)),))


def _you() -> Section:
    return Section(
        "What can you do?",
        (
            Bullets(
                (
                    ("Tell your IRO what you think.",),
                    ("Ask to talk to your IRO before your review.",),
                    ("Say who you want to be there, and where it should be.",),
                    ("Ask for an advocate. They help you say what you want.",),
                )
            ),
            ToWrite("What you told us, and what we did. How to reach your IRO."),
        ),
    )


def _said(words: str) -> Paragraph:
    return Paragraph((words,))


def _of_100(
    read: Reading, key: str, by: str = "", group: str = "all", *, before: bool = False
) -> Figure | None:
    """Return a share as so many of every hundred; None where it is not told."""
    return _whole(read, key, by, group, before=before)


def _whole(
    read: Reading, key: str, by: str = "", group: str = "all", *, before: bool = False
) -> Figure | None:
    period = read.before if before else read.period
    cell = read.cell(key, period, by, group)
    figure = read.figure(key, period, by, group)
    if cell is None or cell.value is None or cell.value.exact is None:
        return None
    return Figure(str(int(rounded(cell.value.exact, 0))), figure.quoted, figure.of)
