"""A council that nobody has seen: plain rows by a seed, awkward ones among them."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.metrics.truth.days import DAY, months_on, turns, working_days_on

KNOWN = date(2018, 4, 1)  # every row since is there
TEAMS = ("North", "South", "Far East")
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


@dataclass
class Town:
    """A council's rows; `first` to `last` are the days that its files speak for."""

    first: date
    last: date
    children: dict = field(default_factory=dict)
    care: list = field(default_factory=list)
    allocations: list = field(default_factory=list)
    staff: list = field(default_factory=list)
    plans: list = field(default_factory=list)
    enquiries: list = field(default_factory=list)
    disputes: list = field(default_factory=list)
    visits: list = field(default_factory=list)
    checks: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    missing: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    sheets: dict = field(default_factory=lambda: defaultdict(list))
    kept: dict = field(default_factory=dict)  # what truths have worked out of it


def invent(seed, first, last, children=130):
    """Return a council by a seed."""
    return _Maker(random.Random(f"truth {seed}"), Town(first, last), children).make()


class _Maker:
    def __init__(self, rng, town, children):
        self.rng, self.town, self.number = rng, town, children

    def make(self):
        self.make_staff()
        for number in range(self.number):
            child = f"K{number:03}"
            self.make_child(child)
            if self.rng.random() < 0.75:
                self.make_care(child)
            if self.rng.random() < 0.45:
                self.make_plans(child)
            self.make_allocations(child)
            self.make_disputes(child)
        self.make_sheets()
        return self.town

    # What any row is made of.

    def chance(self, share):
        return self.rng.random() < share

    def day(self, start=None, end=None):
        start, end = start or KNOWN, end or self.town.last
        if end <= start:
            return start
        return start + timedelta(days=self.rng.randint(0, (end - start).days))

    def marked(self, start, end):
        """Return a day, often one on which a period ends or begins."""
        if self.chance(0.5):
            day = self.day(start, end)
            month = day.replace(day=1)
            day = self.rng.choice((month, month - DAY, months_on(month, 1) - DAY))
            if start <= day <= end:
                return day
        return self.day(start, end)

    def near(self, due):
        """Return a day about another, often on it, one under or one over."""
        off = self.rng.choice((0, 0, 1, -1, 1, 2, -8, -20, 12, 45))
        return due + timedelta(days=off)

    # Who there is.

    def make_child(self, child):
        rng = self.rng
        oldest = self.town.last - timedelta(days=int(18.6 * 365.25))
        born = self.day(oldest, self.town.last - timedelta(days=200))
        if self.chance(0.15):  # grown up while files speak
            grown = self.marked(self.town.first, self.town.last)
            born = months_on(grown, -12 * 18)
        if self.chance(0.06):
            born = rng.choice((date(2008, 2, 29), date(2012, 2, 29), date(2020, 2, 29)))
        self.town.children[child] = {
            "born": None if self.chance(0.05) else born,
            "sex": rng.choice(("M", "F", "F", "U", None)),
            "ethnicity": rng.choice(("WBRI", "MWBC", "BAFR", "OOTH", "NOBT", None)),
        }

    def make_staff(self):
        rng, last = self.rng, self.town.last
        roles = ("iro", "cp_chair", "dual", "dual", "manager", "iro", "cp_chair")
        for number in range(16):
            start = None if number == 5 else self.marked(months_on(KNOWN, -40), last)
            end = None
            if start and self.chance(0.55):
                end = self.marked(max(start + DAY, months_on(last, -30)), last)
                if self.chance(0.2):
                    end = months_on(start, rng.choice((12, 24)))
            if end and (end > last or end <= start):
                end = None
            self.town.staff.append(
                {
                    "id": f"S{number}",
                    "name": f"Officer {number:02}",
                    "role": roles[number % len(roles)],
                    "fte": rng.choice((1.0, 1.0, 0.5, 0.6, 0.8, None, 0.0)),
                    "agency": self.chance(0.3),
                    "from": start,
                    "to": end,
                    "probation": months_on(start, 6)
                    if start and self.chance(0.6)
                    else None,
                }
            )

    def make_allocations(self, child):
        for role in ("iro", "cp_chair"):
            if self.chance(0.12):
                continue
            start, used = self.day(KNOWN, months_on(self.town.last, -6)), set()
            for _ in range(self.rng.randint(1, 5)):
                length = self.rng.choice((40, 200, 364, 365, 366, 500, 900))
                end = start + timedelta(days=length)
                if start > self.town.last or start in used:
                    break
                used.add(start)
                is_open = self.chance(0.3) or end > self.town.last
                self.town.allocations.append(
                    {
                        "child": child,
                        "role": role,
                        "staff": f"S{self.rng.randint(0, 6)}",
                        "team": self.rng.choice((*TEAMS, None)),
                        "from": start,
                        "to": None if is_open else end,
                    }
                )
                start = end + timedelta(days=self.rng.choice((0, 0, 1, 1, 2, 7, 60)))

    # Care.

    def make_care(self, child):
        rng, last = self.rng, self.town.last
        born = self.town.children[child]["born"]
        grown = turns(born, 18) if born else date.max
        if grown < months_on(KNOWN, 30):
            return
        earliest = max(KNOWN, born or KNOWN)
        start = self.marked(earliest, last)
        if self.chance(0.4):  # long ago, so that longer spells are there
            start = self.marked(earliest, max(earliest, months_on(last, -30)))
        for number in range(rng.choice((1, 1, 1, 2, 3))):
            if start > last or start >= grown:
                return
            end = self.care_end(start, last)
            grew_up = end is None and grown <= last
            if end is not None and end >= grown:
                end, grew_up = None, grown <= last
            if grew_up and self.chance(0.4):
                end, grew_up = grown, False
            gap = rng.choice((0, 1, 30, 200))
            if gap == 0 and end == start:
                gap = 1
            breaks = self.chance(0.05)
            reason = rng.choice(REASONS) if end else None
            self.add_care(
                child,
                start,
                grown if grew_up else end,
                reason=reason,
                breaks=breaks,
                known=number > 0 or not self.chance(0.08),
                left_open=grew_up,
                more=rng.choice((0, 0, 1, 2, 3, 4)) if not breaks else 0,
                again=gap == 0,
            )
            if end is None:
                return
            start = end + timedelta(days=gap)

    def care_end(self, start, last):
        rng = self.rng
        if self.chance(0.35):
            return None
        length = rng.choice((0, 3, 27, 30, 90, 182, 365, 700, 914, 1500))
        end = start + timedelta(days=length)
        if self.chance(0.25):
            end = working_days_on(start, rng.choice((19, 20, 21)))
        if self.chance(0.25):
            end = self.marked(start, max(start, last))
        return None if end > last else end

    def add_care(
        self, child, start, end, *, reason, breaks, known, left_open, more, again
    ):
        rng = self.rng
        until = min(end or self.town.last, self.town.last)
        cuts = {start}
        for _ in range(more):
            day = self.marked(start, until)
            if start < day < until:
                cuts.add(day)
        episodes, home = [], None
        for number, day in enumerate(sorted(cuts)):
            new = self.episode(day, breaks=breaks)
            if number == 0:
                new["rne"] = "S" if known else "P"
            elif episodes[-1]["place"].startswith("T") and self.chance(0.7):
                new |= {name: home[name] for name in ("place", "provider", "location")}
                new["rne"] = "P"
            else:
                self.follow(episodes[-1], new)
            if number and not breaks and self.chance(0.12):
                new |= {"place": rng.choice(("T2", "T4")), "rne": "P"}
            if not new["place"].startswith("T"):
                home = new
            home = home or new
            episodes.append(new)
        for each, after in zip(episodes, [*episodes[1:], None], strict=True):
            each["to"] = after["from"] if after else (None if left_open else end)
            each["rec"] = "X1" if after else (reason if each["to"] else None)
        care = {
            "child": child,
            "start": start,
            "known": known,
            "end": end,
            "reason": None if left_open else reason,
            "breaks": breaks,
            "episodes": episodes,
            "meetings": [],
        }
        self.town.care.append(care)
        if not breaks:
            self.make_meetings(care, again=again)
        self.make_health(care)

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
            held = max(self.near(due), day + timedelta(days=8 if number else 0))
            if held > until or self.chance(0.04):
                return
            care["meetings"].append(self.meeting(care["child"], child, held))
            if self.chance(0.1):
                also = held + timedelta(days=self.rng.choice((1, 6, 7)))
                if also <= until:
                    care["meetings"].append(self.meeting(care["child"], child, also))
            day, number = held, number + 1

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

    def make_health(self, care):
        rng, child, last = self.rng, care["child"], self.town.last
        until = min(care["end"] or last, last)
        done = set()
        for kind, share in (("assessment", 3), ("dental", 3), ("initial", 1)):
            for _ in range(rng.randint(0, share)):
                day = self.day(care["start"], until)
                if kind == "initial":
                    day = self.near(working_days_on(care["start"], 20))
                    if self.chance(0.2):
                        day = self.near(months_on(care["start"], -3))
                elif self.chance(0.5):
                    day = self.near(months_on(self.marked(care["start"], until), -12))
                if day <= last and (kind, day) not in done:
                    done.add((kind, day))
                    if not any(
                        (each["child"], each["kind"], each["day"]) == (child, kind, day)
                        for each in self.town.checks
                    ):
                        self.town.checks.append(
                            {"child": child, "kind": kind, "day": day}
                        )
        for year in range(self.town.first.year, last.year + 1):
            day = date(year, 3, 31)
            if care["start"] <= day < (care["end"] or date.max) and day <= last:
                if self.chance(0.6) and not care["breaks"]:
                    said = {
                        name: rng.choice((True, False, None))
                        for name in ("assessment", "dental", "immunised")
                    }
                    self.town.answers.append({"child": child, "day": day, **said})
        for _ in range(rng.choice((0, 0, 0, 1, 2, 4))):
            if care["breaks"]:
                continue
            day = self.marked(care["start"], until)
            kind = rng.choice(("missing", "missing", "away"))
            if not any(
                (each["child"], each["kind"], each["from"]) == (child, kind, day)
                for each in self.town.missing
            ):
                self.town.missing.append(
                    {"child": child, "kind": kind, "from": day, "to": None}
                )
        for _ in range(rng.choice((0, 1, 2, 3))):
            day = self.marked(care["start"], until)
            if self.chance(0.3):
                day = months_on(self.marked(care["start"], until), -6)
            if day > last:
                continue
            if not any(
                (each["child"], each["day"]) == (child, day) and each["kind"] == "iro"
                for each in self.town.visits
            ):
                self.town.visits.append({"child": child, "kind": "iro", "day": day})
        if self.chance(0.4):
            day = self.day(care["start"], until)
            self.town.visits.append(
                {"child": child, "kind": "social_worker", "day": day}
            )

    # Child protection.

    def make_plans(self, child):
        rng, last = self.rng, self.town.last
        born = self.town.children[child]["born"]
        grown = turns(born, 18) if born else date.max
        start, number = self.marked(max(KNOWN, born or KNOWN), last), 0
        before = rng.choice((0, 0, 0, 1, None))
        for _ in range(rng.choice((1, 1, 2, 3))):
            enquiry = self.enquiry_for(start)
            if start > last or start >= grown or enquiry <= (born or date.min):
                break
            length = rng.choice((20, 91, 92, 184, 365, 457, 729, 730, 900))
            end = start + timedelta(days=length)
            if self.chance(0.3):
                end = months_on(start, rng.choice((3, 6, 12, 15, 24)))
            end = None if end > last or end >= grown or self.chance(0.2) else end
            cut = end is None and grown <= last
            plan = {
                "child": child,
                "start": start,
                "end": grown if cut else end,
                "left_open": cut,
                "category": rng.choice(("NEG", "EMO", "PHY", "SAB", "MUL", None)),
                "before": None if before is None else before + number,
                "meetings": [],
            }
            self.town.plans.append(plan)
            self.make_plan_meetings(plan)
            self.town.enquiries.append(
                {
                    "child": child,
                    "from": None if self.chance(0.07) else enquiry,
                    "held": start,
                    "transfer": self.chance(0.08),
                    "not_needed": False,
                }
            )
            number += 1
            if end is None:
                break
            gap = rng.choice((30, 200, 364, 365, 366, 720, 731))
            start = end + timedelta(days=gap)
            if self.chance(0.4):
                start = months_on(end, rng.choice((12, 24)))
                start += timedelta(days=rng.choice((-1, 0, 1)))
        for _ in range(rng.choice((0, 0, 1, 2))):
            day = self.marked(max(KNOWN, born or KNOWN), last)
            if any(
                each["child"] == child and each["from"] == day
                for each in self.town.enquiries
            ):
                continue
            self.town.enquiries.append(
                {
                    "child": child,
                    "from": day,
                    "held": None,
                    "transfer": False,
                    "not_needed": self.chance(0.6),
                }
            )

    def enquiry_for(self, held):
        off = self.rng.choice((3, 10, 11, 14, 15, 15, 16, 20, 21, 40))
        return working_days_on(held, -off)

    def make_plan_meetings(self, plan):
        until = min(plan["end"] or self.town.last, self.town.last)
        day, number = plan["start"], 0
        while True:
            due = months_on(day, 6 if number else 3)
            held = max(self.near(due), day + DAY)
            if held > until or self.chance(0.05):
                return
            plan["meetings"].append(held)
            day, number = held, number + 1

    # Disputes.

    def make_disputes(self, child):
        rng, last = self.rng, self.town.last
        seen = set()
        for _ in range(rng.choice((0, 0, 0, 1, 2))):
            raised = self.marked(months_on(self.town.first, -3), last)
            if raised in seen:
                continue
            seen.add(raised)
            resolved = working_days_on(raised, rng.choice((3, 19, 20, 21, 22, 50)))
            if resolved > last or self.chance(0.15):
                resolved = None
            names = rng.choice(
                (
                    ["Informal"],
                    ["Stage 1"],
                    ["Informal", "Stage 1"],
                    ["Informal", "Stage 2"],
                    ["Stage 1", "Stage 2", "Stage 3"],
                    ["Stage 1", "Stage 3"],
                    [],
                )
            )
            stages, day = [], raised
            for number, name in enumerate(names):
                due = working_days_on(day, 5)
                answered = self.near(due)
                known = answered >= day and answered <= last and self.chance(0.8)
                stages.append(
                    {
                        "name": name,
                        "from": day if number or self.chance(0.8) else None,
                        "due": due if self.chance(0.8) else None,
                        "answered": answered if known else None,
                    }
                )
                day += timedelta(days=rng.choice((0, 3, 9)))
            self.town.disputes.append(
                {
                    "child": child,
                    "raised": raised,
                    "resolved": resolved,
                    "team": rng.choice((*TEAMS, None, None)),
                    "theme": rng.choice(("Drift and delay", "Care planning", None)),
                    "outcome": rng.choice(("Changed", "Not changed", "Withdrawn", None))
                    if resolved
                    else None,
                    "stages": stages,
                }
            )

    # What the service recorded.

    def maybe(self, value, share=0.75):
        return value if self.chance(share) else None

    def yes(self):
        return self.rng.choice((True, True, False, None))

    def add(self, sheet, **values):
        told = {name: each for name, each in values.items() if each is not None}
        names = {
            "reviews": ("child", "held"),
            "ready": ("child", "due"),
            "follow_up": ("child", "raised"),
        }
        name = [told.get(each) for each in names.get(sheet, ())]
        rows = self.town.sheets[sheet]
        if not name or name not in [[r.get(n) for n in names[sheet]] for r in rows]:
            rows.append(told)

    def make_sheets(self):
        self.sheet_reviews()
        self.sheet_ready()
        self.sheet_conferences()
        self.sheet_others()
        self.sheet_education()
        self.sheet_follow_up()
        self.sheet_months()

    def sheet_reviews(self):
        rng = self.rng
        for care in self.town.care:
            days = {each["day"] for each in care["meetings"]}
            more = {self.marked(care["start"], self.town.last) for _ in range(2)}
            for held in sorted(days | more):
                if not self.chance(0.6):
                    continue
                kinds = ("ordinary", None) if held in days else ("midway", "check")
                noted = {
                    "kind": rng.choice((*kinds, *kinds, "ratifying", "disruption")),
                    "mode": rng.choice(("in_person", "video", "mixed", None)),
                    "seen_before": self.yes(),
                    "views_asked": self.yes(),
                    "advocate_offered": self.yes(),
                    "report_shared": self.maybe(self.near(held)),
                    "parents_took_part": self.yes(),
                    "views_came": rng.choice(("app", "letter", "none", None)),
                }
                self.add("reviews", child=care["child"], held=held, **noted)

    def sheet_ready(self):
        for care in self.town.care:
            days = [each["day"] for each in care["meetings"]]
            first = working_days_on(care["start"], 20)
            dues = [
                first,
                *(months_on(day, number) for day in days for number in (3, 6)),
            ]
            for due in sorted(set(dues)):
                if not self.chance(0.5):
                    continue
                ahead = working_days_on(due, -10)
                steps = {
                    name: self.maybe(
                        ahead
                        - timedelta(days=self.rng.choice((0, 0, 1, 5, 9, 0, 0, 0, -1))),
                        0.95,
                    )
                    for name in (
                        *("report_received", "report_shared", "seen"),
                        *("views_asked", "advocate_offered", "decisions_done"),
                    )
                }
                self.add("ready", child=care["child"], due=due, **steps)

    def sheet_conferences(self):
        rng = self.rng
        rows = [
            (each["child"], each["from"], each["held"]) for each in self.town.enquiries
        ]
        rows += [
            (plan["child"], None, held)
            for plan in self.town.plans
            for held in plan["meetings"]
        ]
        named = set()
        for child, enquiry, held in rows:
            name = child, enquiry or held
            if not self.chance(0.7) or name in named:
                continue
            named.add(name)
            invited = self.maybe(rng.randint(0, 9))
            came = self.maybe(rng.randint(0, 9))
            told = self.maybe(rng.randint(0, 9))
            most = 99 if invited is None else invited
            self.add(
                "conferences",
                child=child,
                enquiry=enquiry,
                held=held,
                late_reason=rng.choice(("No chair free", "Family away", None, None)),
                seen_safe=self.maybe(self.near(held or enquiry)),
                same_team=self.yes(),
                quorate=self.yes(),
                invited=invited,
                attended=None if came is None else min(came, most),
                reported=None if told is None else min(told, most),
                shared_in_time=self.yes(),
                record_sent=self.maybe(self.near(working_days_on(held, 20)))
                if held
                else None,
                at_15_months=rng.choice((None, None, "ended", "goes_on", "legal")),
                contingency=self.yes(),
                family_group=self.yes(),
                child_took_part=self.yes(),
                parents_took_part=self.yes(),
            )

    def sheet_others(self):
        rng, named = self.rng, set()
        children = list(self.town.children)
        for number in range(180):
            kind = rng.choice(
                (
                    *("private_fostering_visit", "private_fostering_review"),
                    *("secure", "secure", "foster_carer", "pre_birth"),
                )
            )
            person = rng.choice(children) if kind == "secure" else f"CARER{number % 17}"
            due = self.maybe(self.marked(self.town.first, self.town.last))
            held = self.maybe(
                self.near(due) if due else self.marked(self.town.first, self.town.last)
            )
            name = person, kind, due or held
            if not (due or held) or name in named or (held or KNOWN) > self.town.last:
                continue
            named.add(name)
            who = self.maybe(f"S{rng.randint(0, 6)}")
            self.add(
                "other_reviews",
                person=person,
                kind=kind,
                due=due,
                held=held,
                reviewer=who,
            )

    def sheet_education(self):
        named = set()
        for care in self.town.care:
            until = min(care["end"] or self.town.last, self.town.last)
            for _ in range(self.rng.choice((0, 1, 2))):
                due = self.maybe(self.marked(care["start"], until))
                held = self.maybe(self.near(due or until))
                name = care["child"], due or held
                if not (due or held) or name in named or (held or KNOWN) > until:
                    continue
                named.add(name)
                self.add(
                    "education",
                    child=care["child"],
                    due=due,
                    held=held,
                    excluded=self.yes(),
                )

    def sheet_follow_up(self):
        for dispute in self.town.disputes:
            if not self.chance(0.7):
                continue
            self.add(
                "follow_up",
                child=dispute["child"],
                raised=dispute["raised"],
                impact=self.rng.choice(("none", "partly", "fully", "too_early", None)),
                cafcass=self.yes(),
                legal_advice=self.yes(),
            )

    def sheet_months(self):
        rng, month = self.rng, self.town.first
        while month <= self.town.last:
            for what in (
                *("advocacy_referrals", "advocacy_taken_up", "visitors_matched"),
                *("visitors_waiting", "feedback_children", "feedback_families"),
                *("feedback_professionals", "miles_travelled"),
            ):
                if self.chance(0.6):
                    self.add(
                        "counts", month=month, what=what, number=rng.choice((0, 3, 9))
                    )
            for kind in (
                *("audit", "dip_sample", "form", "alert", "training", "appraisal"),
                *("supervision", "learning_review"),
            ):
                for theme in ("Safety", "Permanence", None):
                    if not self.chance(0.5):
                        continue
                    grade = rng.choice(
                        (
                            *("outstanding", "good", "improve", "inadequate"),
                            None,
                            "Mixed",
                        )
                    )
                    sample, met = rng.randint(0, 12), rng.randint(0, 12)
                    blank = rng.choice((0, 0, 0, 0, 1, 2, 3))
                    self.add(
                        "practice",
                        month=month,
                        kind=kind,
                        theme=theme,
                        grade=grade,
                        sample=None if blank & 1 else sample,
                        meeting=None if blank & 2 else min(met, sample),
                    )
            for role in ("iro", "cp_chair", "dual", "manager"):
                agreed = self.maybe(rng.choice((100, 250, 800)))
                most = 100 if agreed is None else agreed
                parts = {
                    name: self.maybe(min(rng.choice((0, 50, 120)), most))
                    for name in ("vacant", "agency", "away")
                }
                self.add("posts", month=month, role=role, agreed=agreed, **parts)
            month = months_on(month, 1)
