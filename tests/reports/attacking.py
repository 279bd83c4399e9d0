"""An attack by another hand: what a board reads, solved for what it does not.

It takes what `released --as board` prints, and rows by its own reading of them, and knows
nothing of how cells were chosen to be withheld.
"""

from collections import defaultdict
from datetime import date

import numpy as np
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_matrix

from domain.periods import Period
from metrics.catalogue import get
from metrics.rows_behind import sides
from metrics.sides import Side

WHO = {"team", "age_band", "sex", "ethnic_group", "legal_status", "placement"}
WHO |= {"category"}
SMALL, WIDE = 5, 3
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
        if by and (by != metric.natural or name == "numerator"):
            labels = self.columns.labels[by]
            lumped = [each for each in labels if each not in self.groups[by]]
            where = {by: (group,) if group in labels else tuple(lumped)}
        side = NUMBERS[name]
        if by and by == metric.natural:
            side = {"numerator": Side.CASES, "rest": None}.get(name, side)
        asked = measure, start, end, tuple(where.items())
        if asked not in self.behind:
            period = Period(date.fromisoformat(start), date.fromisoformat(end))
            self.behind[asked] = sides(metric, self.columns, period, where)
        found = self.behind[asked].get(side)
        if found is None or any(each.rows == "staff" for each in found):
            return None
        return frozenset(unit for each in found for unit in self.units(each))

    def units(self, found):
        rows = self.columns.of(found.rows)
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
        lies_in = defaultdict(list)
        for at, (_, _, rows) in enumerate(block):
            for unit in rows:
                lies_in[unit].append(at)
        atoms = {}
        for unit in lies_in:
            atoms.setdefault(tuple(lies_in[unit]), len(atoms))
        matrix = np.zeros((len(block), len(atoms)))
        for numbers, atom in atoms.items():
            matrix[list(numbers), atom] = 1.0
        low, high, targets = self.said(block)
        told = []
        keep = np.unique(np.column_stack([matrix, low, high]), axis=0)
        limits = LinearConstraint(csr_matrix(keep[:, :-2]), keep[:, -2], keep[:, -1])
        seen = {}
        for at in targets:
            row = matrix[at].tobytes()
            if row not in seen:
                seen[row] = self.between(matrix[at], limits)
            least, most = seen[row]
            if not (most > SMALL and (least == 0 or most - least >= WIDE)):
                told.append((*block[at][:2], len(block[at][2]), least, most))
        return told, len(targets)

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
                    low[at] = max(low[at], 0 if open_ else 1)
            who = self.everything or key[1] in WHO
            if who and 0 < amount <= SMALL and not open_:
                targets.append(at)
        return low, high, targets

    def between(self, sum_, limits):
        ends = []
        for sign in (1, -1):
            found = milp(
                sign * sum_, constraints=limits, integrality=np.ones(len(sum_))
            )
            ends.append(np.inf if found.x is None else round(sign * found.fun))
        return ends[0], ends[1]
