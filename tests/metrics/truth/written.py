"""What the service recorded on the sheets of its register."""

from datetime import timedelta

from tests.metrics.truth.chance import KNOWN, Chance
from tests.metrics.truth.days import months_on, working_days_on


class Written(Chance):
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
                why_long=rng.choice((None, "slow_change", "court", "our_work")),
                why_short=rng.choice((None, None, "care", "moved")),
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
            own = [row for row in self.town.allocations if row["child"] == person]
            who = self.maybe(f"S{rng.randint(0, 6)}")
            if own and self.chance(0.5):
                who = rng.choice(own)["staff"]
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
                    grade=self.rng.choice((None, "good", "improve", "poor")),
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
