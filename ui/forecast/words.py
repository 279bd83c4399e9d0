"""The forecast in words: what it finds, and by which rules it counts."""

from __future__ import annotations

from collections.abc import Sequence

from domain.due import Kind
from domain.forecast import UNEVEN, BackTest, Forecast, Line
from domain.periods import Period, say_day
from metrics.forecast import (
    BACKTEST,
    CAPACITY,
    DUE,
    ESTIMATE,
    OVERDUE,
    PANELS,
    Definition,
)
from metrics.rows import sourced
from ui.kit import words

NAMED = 4  # weeks named in a sentence
MORE_THAN_MEAN = f"{UNEVEN - 1:.0%} more than the mean of the weeks"


def finding(shown: Line, weeks: Sequence[Period]) -> str:
    """Return a heading that says which weeks are too full."""
    over = [weeks[place] for place in shown.over]
    what = "reviews than there is time for" if shown.limit else MORE_THAN_MEAN
    more = f"more {what}" if shown.limit else what
    if not over:
        return f"None of the next {len(weeks)} weeks holds {more}"
    verb = "holds" if len(over) == 1 else "hold"
    said = f"{len(over)} of the next {len(weeks)} weeks {verb} {more}"
    return f"{said}: {_of(over)}"


def _of(weeks: Sequence[Period]) -> str:
    """Return `the weeks of ...`, the first few by name."""
    named = [say_day(week.start) for week in weeks[:NAMED]]
    left = len(weeks) - len(named)
    if left:
        named.append(f"{left} more")
    if len(named) == 1:
        return f"the week of {named[0]}"
    return f"the weeks of {', '.join(named[:-1])} and {named[-1]}"


def children(found: Forecast) -> list[str]:
    """Return what was looked at, and of whom nothing can be told."""
    care, plans = found.children[Kind.REVIEW], found.children[Kind.PLAN_REVIEW]
    whole = found.whole
    due = sum(whole.reviews) + sum(whole.plan_reviews)
    whose = "whom you answer for" if found.own else "of the whole service"
    led = _led(found)
    on_plans = "" if led and not plans else f" and {plans:,} on plans"
    lines = [
        f"As at {say_day(found.as_at)}, the last day loaded: {care:,} children in care"
        f"{on_plans}, {whose}. {due:,} {_fall(due)} due in these weeks and "
        f"{whole.overdue:,} {_are(whole.overdue)} overdue now.",
    ]
    if found.unknown:
        lines.append(
            f"**Cannot be forecast: {found.unknown:,}.** An earlier file is not loaded, "
            "so nobody can know when the next review of these children is due."
        )
    if found.grown:
        lines.append(
            f"Turning 18 before the next review is due, so with none here: "
            f"{found.grown:,}."
        )
    if found.nobodys:
        lines.append(
            f"Reviews of children with no IRO or chair recorded: {found.nobodys:,}."
        )
    return [*lines, *led, *_not_loaded(found)]


def _led(found: Forecast) -> list[str]:
    """Return that conferences are left out, where they are in any of the weeks."""
    day = found.led_from
    if day is None or day > found.weeks[-1].end:
        return []
    return [
        f"From {say_day(day)} lead practitioners chair conferences: those due from then "
        "are in no number here, and children to come onto plans are not estimated."
    ]


def _fall(number: int) -> str:
    return "review falls" if number == 1 else "reviews fall"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _not_loaded(found: Forecast) -> list[str]:
    called = {Kind.REVIEW: "Reviews of children in care", Kind.PLAN_REVIEW: "Plans"}
    lines = []
    for kind, name in called.items():
        last = found.loaded_to.get(kind)
        if last is None:
            lines.append(f"{name} are not loaded.")
        elif last < found.as_at:
            lines.append(
                f"{name} are loaded up to {say_day(last)}: one held since counts as "
                "not held."
            )
    return lines


def capacity(found: Forecast) -> list[str]:
    """Return how the time there is was worked out, with the council's settings."""
    if not found.whole.limit:
        return [
            "There is no telling how many reviews there is time for: no staff list with "
            "full-time parts is loaded, or too little of the past. A week is called too "
            f"full when it holds {MORE_THAN_MEAN}."
        ]
    lines = [_rate(found), _away(found)]
    if found.no_fte:
        lines.append(
            f"Left out, because their full-time part is not known: {found.no_fte} in "
            "the staff list."
        )
    return lines


def _rate(found: Forecast) -> str:
    pace, rate = found.pace, found.rate or 0.0
    if found.rules.per_week is not None:
        said = f"The council has set {rate:g} reviews a week for a full-time post."
        if pace is not None:
            said += (
                f" The service's own pace in the past {pace.weeks} weeks was "
                f"{words.decimal(pace.mean)} on the mean, and "
                f"{words.decimal(pace.busy)} or more in one week "
                "of four."
            )
        return said
    weeks = pace.weeks if pace else 0
    mean = pace.mean if pace else 0.0
    return (
        f"A full-time post is taken to hold {words.decimal(rate)} reviews in a full "
        "working week: "
        f"in one week of four of the past {weeks} the service held as many or more. Its "
        f"mean was {words.decimal(mean)}. The council has set no number of its own "
        "(Load files, "
        "This council's own rules)."
    )


def _away(found: Forecast) -> str:
    rules = found.rules
    leave = (
        f"Leave: {rules.leave_weeks:g} weeks a year for a full-time post, spread evenly."
        if rules.leave_weeks
        else "No leave is set: the pace of the past has it in it already."
    )
    if not rules.school_holidays:
        return f"{leave} No school holidays are set, so reviews are held in them."
    days = "; ".join(
        f"{say_day(away.start)} to {say_day(away.end)}"
        for away in rules.school_holidays
    )
    return f"{leave} No reviews are held in school holidays: {days}."


def estimate(found: Forecast) -> str:
    """Return what the estimate is of children to come, or why there is none."""
    if found.own:
        return "Children to come are not in your line: nobody knows whose they will be."
    if found.estimate is None:
        return (
            "Children to come are not estimated: fewer than 26 weeks of the past are "
            "loaded whole."
        )
    past, per_week = found.estimate.past, found.estimate.per_week
    came = [
        f"{words.decimal(per_week[kind])} children a week {how}"
        for kind, how in (
            (Kind.REVIEW, "came into care"),
            (Kind.PLAN_REVIEW, "came onto plans"),
        )
        if kind in per_week
    ]
    return (
        f"**Estimate, not in any number above:** {' and '.join(came)} in the "
        f"{((past.end - past.start).days + 1) // 7} weeks to {say_day(past.end)}. If as "
        f"many come, they add about {words.whole(sum(found.estimate.expected))} reviews "
        f"to these weeks.{_fuller(found)}"
    )


def _fuller(found: Forecast) -> str:
    """Return how many more weeks the estimate would make too full."""
    whole = found.whole
    if found.estimate is None or not whole.limit:
        return ""
    more = sum(
        due <= bar < due + guess
        for due, bar, guess in zip(
            whole.load, whole.bar, found.estimate.expected, strict=True
        )
    )
    weeks = "1 more week" if more == 1 else f"{more} more weeks"
    return f" With them {weeks} would hold more than there is time for."


def by_name(found: Forecast) -> str:
    """Return a heading that says how many have more to hold than time in all weeks."""
    known = [each for each in found.lines if each.limit]
    if not known:
        return "Reviews due by name"
    full = sum(sum(each.load) > sum(each.limit) for each in known)
    number, has = (f"{full:,}", "have") if full else ("None", "has")
    return (
        f"{number} of {len(known)} IROs and chairs {has} more reviews to hold in these "
        "weeks than time"
    )


def panels(found: Forecast) -> str:
    """Return how many plans come before panels; empty where the council holds none."""
    panels_said = [
        f"{sum(counts)} at {months} months" for months, counts in found.panels.items()
    ]
    return (
        f"Plans that reach a panel in these weeks: {', '.join(panels_said)}."
        if panels_said
        else ""
    )


def backtested(test: BackTest) -> str:
    """Return a heading that says how right the forecast of a year ago was."""
    right = "all" if test.right == test.checked else f"{test.right:,} of"
    number = len(test.weeks)
    said = (
        f"A year ago: {right} {test.checked:,} due dates come out exactly, and a week "
        f"was out by {words.decimal(test.error)} of "
        f"{words.whole(sum(test.fell_due) / number)} reviews"
    )
    if test.error_of_all is None:
        return said
    return (
        f"{said}, by {words.decimal(test.error_of_all)} of "
        f"{words.whole(sum(test.all_due) / number)} with children to come"
    )


def backtest(test: BackTest) -> list[str]:
    """Return what came of the forecast of a year ago."""
    came = sum(test.newcomers)
    every = sum(test.all_due)
    return [
        f"**Dates.** From the days on which reviews were held in fact, "
        f"{test.right:,} of {test.checked:,} due dates from "
        f"{say_day(test.weeks[0].start)} to {say_day(test.weeks[-1].end)} come out "
        "exactly as they were.",
        f"**As it was forecast on {say_day(test.day)}.** Of the due dates of children "
        f"then there, {test.assumed_right:,} of {test.assumed:,} were forecast to the "
        "day where the review before was held as assumed"
        + (
            f", and {test.others_right:,} of {test.others:,} where it was not."
            if test.others
            else "."
        ),
        f"**Weeks.** {sum(test.forecast):,} reviews were forecast and "
        f"{sum(test.fell_due):,} fell due, of the children then there. A week was out "
        f"by {words.decimal(test.error)} reviews on the mean.",
        f"**Children who came later.** {came:,} of the {every:,} reviews that fell due "
        "were theirs." + _estimated(test),
    ]


def _estimated(test: BackTest) -> str:
    if test.estimate is None:
        return " They could not be estimated: too little of the past was loaded."
    return (
        f" The estimate was {words.whole(sum(test.estimate.expected))}; {test.inside} of "
        f"{len(test.weeks)} weeks lay within its interval. With it, a week was out by "
        f"{words.decimal(test.error_of_all)} reviews on the mean."
    )


def definitions(days: Period, *chosen: Definition) -> list[str]:
    """Return each figure's definition and limits, then where they all come from."""
    lines = [
        f"**{words.plain(each.name)}.** "
        + words.plain(" ".join(filter(None, (each.definition, each.caveat))))
        for each in chosen
    ]
    sources = dict.fromkeys(each.source for each in chosen)
    said = [words.plain(sourced([each], days)) for each in sources]
    return [*lines, *(f"Source: {each}" for each in said)]


WEEKS_SAY = (DUE, OVERDUE, ESTIMATE, CAPACITY, PANELS)
BACKTEST_SAYS = (BACKTEST,)
