"""Children in care: episodes, reviews, health, and who saw them."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from tests.metrics.truth.chance import KNOWN, Chance
from tests.metrics.truth.days import DAY, months_on, turns, working_days_on

CODES = ("PN0", "PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7")
REASONS = (
    *("E4", "E4A", "E4B", "E13", "E9", "E3", "E5", "E6", "E8", "E99", "E11", "E12"),
    *("E41", "E43", "E45", "E17", "E15", None),
)
PLACES = ("U1", "U4", "U5", "U6", "K2", "P1", "P1", "H5", "R1", "A3", "A4", "A5", "Z1")
STATUSES = ("C1", "C2", "C2", "V2", "V2", "E1", "L2", "J1")
LATE_WORDS = (
    *("Social worker's report was late", "IRO was ill", "Placement moved", "Snow"),
    *("Parent or carer could not come", None),
)
OF_HOME = ("place", "provider", "location")
LENGTHS = (0, 3, 27, 30, 90, 182, 365, 700, 914, 1500)


@dataclass
class Time:
    """A time in care as it is planned: what ends it, and what comes after."""

    child: str
    start: date
    end: date | None
    reason: str | None
    known: bool = True
    breaks: bool = False
    left_open: bool = False  # it is over, at 18, and no file says so
    again: bool = False  # another begins on the day it ends
    turns: bool = False  # into short breaks, or out of them
    turned: bool = False  # it follows on from one that turns


class Lives(Chance):
    """Times in care and all that happens in them."""

    def make_care(self, child):
        born = self.town.children[child]["born"]
        grown = turns(born, 18) if born else date.max
        start, before = self.care_start(max(KNOWN, born or KNOWN)), None
        start = max(start, born or start)
        for more in reversed(range(self.rng.choice((1, 1, 1, 2, 3)))):
            if start > self.town.last or start >= grown:
                return
            before = self.time(child, start, grown, before)
            gap = self.rng.choice((0, 1, 30, 200)) if more else 1
            if before.end in (start, grown, None):
                gap = 1
            before.again = gap == 0
            before.turns = before.again and self.may_turn(before, grown)
            self.add_care(before)
            if before.end is None:
                return
            start = before.end + timedelta(days=gap)

    def care_start(self, earliest):
        last = self.town.last
        if self.chance(0.12) and earliest == KNOWN:  # before any file tells
            return self.day(months_on(KNOWN, -12), KNOWN)
        if self.chance(0.08):  # so that a first limit is the last day of a quarter
            start = working_days_on(self.quarter_end(), -20)
            return max(earliest, start + self.rng.choice((-DAY, 0 * DAY, DAY)))
        if self.chance(0.4):  # long ago, so that longer spells are there
            return self.marked(earliest, max(earliest, months_on(last, -30)))
        return self.marked(earliest, last)

    def time(self, child, start, grown, before):
        """Return a time in care from a day on; it ends at 18 at the latest."""
        last = self.town.last
        end = self.care_end(start, last)
        if end is None or end >= grown:
            end = grown if grown <= last else None
        left_open = end == grown and self.chance(0.6)
        turned = before is not None and before.turns
        return Time(
            child,
            start,
            end,
            self.rng.choice(REASONS) if end and not left_open else None,
            known=before is not None or not self.chance(0.08),
            breaks=not before.breaks if turned else self.chance(0.06),
            left_open=left_open,
            turned=turned,
        )

    def may_turn(self, time, grown):
        return time.end < min(grown, self.town.last) and self.chance(0.6)

    def care_end(self, start, last):
        rng = self.rng
        if self.chance(0.35):
            return None
        end = start + timedelta(days=rng.choice(LENGTHS))
        if self.chance(0.25):
            end = working_days_on(start, rng.choice((19, 20, 21)))
        if self.chance(0.25):
            end = self.marked(start, max(start, last))
        return None if end > last else end

    def add_care(self, time):
        care = {
            "child": time.child,
            "start": time.start,
            "known": time.known,
            "end": time.end,
            "reason": None if time.turns else time.reason,
            "breaks": time.breaks,
            "turns": time.turns,
            "episodes": self.episodes(time),
            "meetings": [],
        }
        self.town.care.append(care)
        if not time.breaks:
            self.make_meetings(care, again=time.again)
            self.make_answers(care)
            self.make_missing(care)
        self.make_checks(care)
        self.make_visits(care)

    def episodes(self, time):
        found, home = [], None
        until = min(time.end or self.town.last, self.town.last)
        for day in self.cuts(time, until):
            new = self.episode(day, breaks=time.breaks)
            if not found:
                new["rne"] = "L" if time.turned else "S" if time.known else "P"
            elif found[-1]["place"].startswith("T") and self.chance(0.7):
                new |= {name: home[name] for name in OF_HOME}
                new["rne"] = "P"
            else:
                self.follow(found[-1], new)
            if found and self.chance(0.12):  # away for a time
                new |= {"place": self.rng.choice(("T2", "T4")), "rne": "P"}
            home = home if new["place"].startswith("T") else new
            found.append(new)
        for each, after in pairwise(found):
            each |= {"to": after["from"], "rec": "X1"}
        end = None if time.left_open else time.end
        found[-1] |= {"to": end, "rec": "X1" if time.turns else time.reason}
        return found

    def cuts(self, time, until):
        days = {time.start}
        for _ in range(0 if time.breaks else self.rng.choice((0, 0, 1, 2, 3, 4))):
            days.add(self.marked(time.start, until))
        return sorted(day for day in days if day in (time.start,) or day < until)

    def episode(self, day, *, breaks):
        rng = self.rng
        return {
            "from": day,
            "rne": None,
            "ls": "V4" if breaks else rng.choice(STATUSES),
            "place": rng.choice(PLACES),
            "provider": rng.choice(("PR1", "PR4", "PR5")),
            "location": rng.choice(("IN", "IN", "OUT", None)),
        }

    def follow(self, before, new):
        """Say why an episode began, and keep of the one before what did not change."""
        new["rne"] = rne = self.rng.choice("LLLPPBTU")
        if rne in "LTU":  # with the same carer
            new["provider"], new["location"] = before["provider"], before["location"]
        if rne == "L":
            new["place"] = before["place"]
        if rne in "PT":
            new["ls"] = before["ls"]

    def make_meetings(self, care, *, again):
        child = self.town.children[care["child"]]
        until = min(care["end"] or self.town.last, self.town.last)
        if again and until == care["end"]:  # a review that day may be of either
            until -= DAY
        day, number = care["start"], 0
        while True:
            due = (
                working_days_on(day, 20)
                if number == 0
                else months_on(day, 3 if number == 1 else 6)
            )
            held = self.held_about(due, child["born"])
            held = max(held, day + timedelta(days=8 if number else 0))
            if held > until or self.chance(0.04):
                return
            days = [held]
            if self.chance(0.1):
                days.append(held + timedelta(days=self.rng.choice((1, 6, 7))))
            for meeting in days:
                if self.town.known <= meeting <= until:
                    care["meetings"].append(self.meeting(care["child"], child, meeting))
            day, number = held, number + 1

    def held_about(self, due, born):
        """Return a day for a review, on a fourth birthday if that is near, or before."""
        held = self.near(due)
        fourth = turns(born, 4) if born else date.max
        if abs((fourth - held).days) < 60 and self.chance(0.5):
            return fourth - self.rng.choice((0, 1)) * DAY
        return held

    def meeting(self, child_id, child, held):
        rng = self.rng
        young = child["born"] is not None and held < turns(child["born"], 4)
        code = rng.choice(CODES)
        if young and self.chance(0.8):
            code = "PN0"
        if self.chance(0.1):
            code = None
        if self.chance(0.7):
            sent = self.near(working_days_on(held, 20))
            words = rng.choice(LATE_WORDS)
            sent = sent if sent <= self.town.last and self.chance(0.9) else None
            if sent or words:
                self.town.notes.append(
                    {"child": child_id, "held": held, "words": words, "sent": sent}
                )
        return {"day": held, "code": code}

    # Health, and who saw the child.

    def make_checks(self, care):
        for kind, most in (("assessment", 3), ("dental", 3), ("initial", 1)):
            for _ in range(self.rng.randint(0, most)):
                day = self.checked(care, kind)
                row = {"child": care["child"], "kind": kind, "day": day}
                if day <= self.town.last and row not in self.town.checks:
                    self.town.checks.append(row)

    def checked(self, care, kind):
        until = min(care["end"] or self.town.last, self.town.last)
        if kind == "initial":
            before = self.chance(0.2)
            due = months_on(care["start"], -3)
            return self.near(due if before else working_days_on(care["start"], 20))
        if self.chance(0.5):
            return self.near(months_on(self.marked(care["start"], until), -12))
        return self.day(care["start"], until)

    def make_answers(self, care):
        for year in range(self.town.first.year, self.town.last.year + 1):
            day = date(year, 3, 31)
            there = care["start"] <= day < (care["end"] or date.max)
            if there and day <= self.town.last and self.chance(0.6):
                said = {
                    name: self.rng.choice((True, False, None))
                    for name in ("assessment", "dental", "immunised")
                }
                self.town.answers.append({"child": care["child"], "day": day, **said})

    def make_missing(self, care):
        until = min(care["end"] or self.town.last, self.town.last)
        for _ in range(self.rng.choice((0, 0, 0, 1, 2, 4))):
            kind = self.rng.choice(("missing", "missing", "away"))
            day = self.marked(care["start"], until)
            row = {"child": care["child"], "kind": kind, "from": day}
            if row not in self.town.missing:
                self.town.missing.append(row)

    def make_visits(self, care):
        until = min(care["end"] or self.town.last, self.town.last)
        for _ in range(self.rng.choice((0, 1, 2, 3, 4))):
            day = self.marked(care["start"], until)
            if self.chance(0.3):
                day = months_on(day, -6)
            kind = "social_worker" if self.chance(0.2) else "iro"
            row = {"child": care["child"], "kind": kind, "day": day}
            if row not in self.town.visits:
                self.town.visits.append(row)
