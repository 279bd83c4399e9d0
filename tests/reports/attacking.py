"""An attack by another hand: what a board reads, solved for what it does not.

It takes what `released --as board` prints, and rows by its own reading of them, and knows
nothing of how cells were chosen to be withheld.
"""

from collections import defaultdict
from datetime import date

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix, hstack

from domain.periods import Period
from metrics.catalogue import get
from metrics.measure import Shape
from metrics.rows_behind import sides
from metrics.sides import Side

WHO = {"team", "age_band", "sex", "ethnic_group", "legal_status", "placement"}
WHO |= {"category"}
SMALL, WIDE = 5, 3
FEW, PATIENCE = 100, 0.3  # rows more of an atom; seconds of looking for a way
IMPOSSIBLE = 2  # what the solver says of it
NUMBERS = {
    "numerator": Side.COUNTED,
    "denominator": Side.CASES,
    "aside": Side.ASIDE,
    "rest": Side.REST,
}


class Reader:
    """Who has read every cell of some releases, and the rows themselves to judge by."""

    def __init__(self, columns, cells, everything=False):
        self.columns, self.everything = columns, everything
        self.one_in, self.first = 1, 0  # of the withheld, which are asked for
        self.printed = {}
        for cell in cells:
            key = tuple(
                cell[each] for each in ("measure", "by", "group", "start", "end")
            )
            self.printed.setdefault(key, []).append(cell)
        self.groups = defaultdict(set)
        for _, by, group, *_ in self.printed:
            self.groups[by].add(group)
        self.behind = {}

    def rows(self, key, name):
        """Return the children, reviews or plans that a number counts, as a set."""
        measure, by, group, start, end = key
        metric = get(measure)
        where = {}
        if by and " x " not in by and (by != metric.natural or name == "numerator"):
            labels = self.columns.labels[by]
            lumped = [each for each in labels if each not in self.groups[by]]
            where = {by: (group,) if group in labels else tuple(lumped)}
        if " x " in by:
            both = zip(by.split(" x "), group.rsplit(", ", 1), strict=True)
            where = {each: (one,) for each, one in both}
        side = NUMBERS[name]
        if by and by == metric.natural:
            side = {"numerator": Side.CASES, "rest": None}.get(name, side)
        asked = measure, start, end, tuple(where.items())
        if asked not in self.behind:
            period = Period(date.fromisoformat(start), date.fromisoformat(end))
            self.behind[asked] = sides(metric, self.columns, period, where)
        found = self.behind[asked].get(side)
        if found is None and name == "rest" and self.sums_things(asked):
            return self.rows(key, "denominator") - self.rows(key, "numerator")
        if found is None or any(each.rows == "staff" for each in found):
            return None
        return frozenset(unit for each in found for unit in self.units(each))

    def sums_things(self, asked):
        """Say whether a share is of things that rows say there are, as of samples."""
        counted = self.behind[asked].get(Side.COUNTED, ())
        is_share = get(asked[0]).shape is Shape.SHARE
        return is_share and any(each.each is not None for each in counted)

    def units(self, found):
        rows = self.columns.of(found.rows)
        if found.each is not None:
            some = zip(found.row.tolist(), found.each.tolist(), strict=True)
            kind = f"things of {found.rows}"
            return ((kind, (row, one)) for row, of in some for one in range(of))
        if found.rows == "care_spans":
            return (("care", one) for one in rows.care[found.row].tolist())
        if found.rows in ("plan_spans", "plans"):
            return (("plan", one) for one in rows.plan[found.row].tolist())
        return ((found.rows, one) for one in found.row.tolist())

    def told(self):
        """Return protected numbers that can be told too well, and how many there are."""
        by_kind = defaultdict(list)
        for key in self.printed:
            for name in NUMBERS:
                rows = self.rows(key, name)
                if rows is not None:
                    measure = get(key[0])
                    kinds = {"reviews": 0, "conferences": 1, "plan_reviews": 2}
                    kind = next(iter(rows))[0] if rows else measure.rows.name
                    kinds |= {"disputes": 3}
                    by_kind[kinds.get(kind, 4)].append((key, name, rows))
        found, asked = [], 0
        for some in by_kind.values():
            for by in {key[1] for key, *_ in some}:
                block = [
                    each for each in some if each[0][1] == by or self.whole(each[0])
                ]
                told, targets = self.solved(block)
                found += told
                asked += targets
        return found, asked

    def whole(self, key):
        return key[1] in ("", get(key[0]).natural)

    def solved(self, block):
        low, high, targets = self.said(block)
        sets, set_of = {}, []
        for _, _, rows in block:
            set_of.append(sets.setdefault(rows, len(sets)))
        puzzle = Puzzle(sets, set_of, low, high)
        told, shown = [], {}
        targets = sorted(targets, key=lambda at: block[at][0][3:])
        for at in targets[self.first :: self.one_in]:
            set_ = set_of[at]
            if set_ not in shown:
                days = block[at][0][3:]
                near = {
                    set_of[one]
                    for one, (key, *_) in enumerate(block)
                    if key[3:] == days
                }
                shown[set_] = puzzle.between(set_, near)
            least, most = shown[set_]
            if not far(least, most):
                told.append((*block[at][:2], len(block[at][2]), least, most))
        return told, len(targets[self.first :: self.one_in])

    def said(self, block):
        """Return what is read of each number, and which of them are protected."""
        low, high, targets = np.zeros(len(block)), np.full(len(block), np.inf), []
        for at, (key, name, rows) in enumerate(block):
            amount, open_ = len(rows), False
            for cell in self.printed[key]:
                if name == "rest":
                    open_ |= "Not released" in cell["why"]
                elif cell[name] is not None:
                    assert cell[name] == amount, (key, name)
                    low[at] = high[at] = cell[name]
                elif f"{name}_from" in cell:
                    open_ |= "Not released" in cell["why"]
                    most = cell[f"{name}_to"]
                    assert cell[f"{name}_from"] <= amount
                    assert most is None or amount <= most
                    least = max(cell[f"{name}_from"], 0 if open_ else 1)
                    low[at] = max(low[at], least)
                    high[at] = min(high[at], np.inf if most is None else most)
            who = self.everything or key[1] in WHO
            if who and 0 < amount <= SMALL and not open_:
                targets.append(at)
        return low, high, targets


def far(least, most):
    """Say whether a protected number can lie far enough apart."""
    return most > SMALL and (least == 0 or most - least >= WIDE)


class Puzzle:
    """Sets of rows, what is read of how many each has, and ways in which it all fits.

    Rows that lie in the same sets are one atom. Every way that is found is in whole
    rows; all are kept, as one way says something of every set.
    """

    def __init__(self, sets, set_of, low, high):
        lies_in = defaultdict(list)
        for rows, set_ in sets.items():
            for unit in rows:
                lies_in[unit].append(set_)
        atoms = defaultdict(int)
        for unit in lies_in:
            atoms[tuple(lies_in[unit])] += 1
        at = [(set_, atom) for atom, some in enumerate(atoms) for set_ in some]
        rows, columns = np.array(at).T
        shape = len(sets), len(atoms)
        self.matrix = csr_matrix((np.ones(len(at)), (rows, columns)), shape=shape)
        self.low, self.high = np.zeros(len(sets)), np.full(len(sets), np.inf)
        np.maximum.at(self.low, set_of, low)
        np.minimum.at(self.high, set_of, high)
        self.truth = np.array(list(atoms.values()), float)
        self.now = self.matrix @ self.truth
        self.least, self.most = self.now.copy(), self.now.copy()

    def between(self, set_, near):
        """Return the least and the greatest of a set, until they are far enough apart.

        Atoms of the sets that are near it are moved first, then all of them; in
        fractions first, which whole rows can only be nearer together than. Where no way
        in whole rows is found in time, what it is in fractions is the answer.
        """
        everywhere = np.ones(len(self.truth), bool)
        here = np.asarray(self.matrix[sorted(near)].sum(axis=0)).ravel() > 0
        ends = [0.0, 0.0]
        for moved in (here, everywhere):
            for at, sign in enumerate((1, -1)):
                if self.is_far(set_):
                    return self.least[set_], self.most[set_]
                ends[at] = self.end(set_, sign, moved)
        if not far(*ends):
            return ends
        for moved in (here, everywhere):
            known = [self.fewest(set_, sign, moved) for sign in (-1, 1)]
            if self.is_far(set_):
                return self.least[set_], self.most[set_]
        return (self.least[set_], self.most[set_]) if all(known) else ends

    def is_far(self, set_):
        return far(self.least[set_], self.most[set_])

    def end(self, set_, sign, moved):
        """Return the least (sign 1) or greatest a set can be, in fractions of rows."""
        sums, limits, columns = self.left(moved)
        goal = sign * self.matrix[[set_]][:, columns].toarray().ravel()
        found = milp(
            goal,
            constraints=LinearConstraint(sums, *limits),
            bounds=Bounds(-self.truth[columns], 2 * self.truth.sum()),
            options={"presolve": False},
        )
        self.take(columns, found.x)
        return round(sign * found.fun + self.now[set_], 6)

    def fewest(self, set_, sign, moved):
        """Look for a way in whole rows, the fewest moved; say whether it is known.

        It is known where one is found, and where there can be none.
        """
        sums, limits, columns = self.left(moved)
        row = self.matrix[[set_]][:, columns]
        before = self.least[set_], self.most[set_]
        if sign < 0:
            wanted = max(SMALL + 1, self.least[set_] + WIDE) - self.now[set_], np.inf
        else:
            wanted = -np.inf, max(0, self.most[set_] - WIDE) - self.now[set_]
        up = np.full(len(columns), float(FEW))
        for whole in (0, 1):
            found = milp(
                np.ones(2 * len(columns)),
                constraints=[
                    LinearConstraint(hstack([sums, -sums]), *limits),
                    LinearConstraint(hstack([row, -row]), *wanted),
                ],
                integrality=np.full(2 * len(columns), whole),
                bounds=Bounds(0, np.r_[up, self.truth[columns]]),
                options={"time_limit": PATIENCE},
            )
            if found.x is not None:
                more, fewer = np.split(found.x, 2)
                self.take(columns, more - fewer)
                if (self.least[set_], self.most[set_]) != before:
                    return True
        return found.status == IMPOSSIBLE

    def left(self, moved):
        """Return sums of the atoms that move, and how far each sum may."""
        columns = np.flatnonzero(moved)
        sums = self.matrix[:, columns]
        some = np.flatnonzero(np.diff(sums.indptr))
        low, high = self.low - self.now, self.high - self.now
        return sums[some], (low[some], high[some]), columns

    def take(self, columns, change):
        """Keep a way in whole rows if it fits."""
        way = self.truth.copy()
        way[columns] += np.round(change)
        values = self.matrix @ way
        fits = (way >= 0).all() and ((values >= self.low) & (values <= self.high)).all()
        if fits:
            self.least = np.minimum(self.least, values)
            self.most = np.maximum(self.most, values)
