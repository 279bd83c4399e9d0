"""How great numbers can be for all that is told: linear programs of one system.

HiGHS keeps the equations, and where the last question ended it begins with the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import finalize

import numpy as np

from domain.tables import Bools
from metrics.kernel import Numbers
from metrics.release.system import System

if TYPE_CHECKING:
    from highspy import Highs

DUAL = 1
PRIMAL = 4  # from one goal to the next an answer stays possible, and is bettered


class Solver:
    """The equations of a system, asked of one question after another."""

    def __init__(self, system: System) -> None:
        self._system, self._model = system, _model_of(system)
        finalize(self, self._model.clear)  # it holds itself, and megabytes

    def raised(
        self, goal: Numbers, shown: Bools, least: Numbers
    ) -> tuple[Numbers, Numbers]:
        """Return what atoms have where sets come as near to their goals as they can.

        They do not go beyond them; a goal of 0 is none. All that is `shown` stays as it
        is, and no set falls below its `least`. Also how much each set that is shown
        keeps the sets down.
        """
        from highspy import HighsModelStatus

        system, model = self._system, self._model
        floor = np.where(least > 0, np.minimum(least, system.amount), -np.inf)
        ceiling = np.where(goal != 0, goal, np.inf)
        low = np.where(shown, system.amount, floor)
        high = np.where(shown, system.amount, ceiling)
        toward = np.asarray(system.sets[np.flatnonzero(goal)].sum(axis=0)).ravel()
        every = _places(len(low))
        model.changeRowsBounds(  # type: ignore[attr-defined]  # its stubs forget it
            len(low), every, low, high
        )
        model.changeColsCost(len(toward), _places(len(toward)), -toward)
        model.run()
        if model.getModelStatus() != HighsModelStatus.kOptimal:
            _begin_anew(model)
        if model.getModelStatus() != HighsModelStatus.kOptimal:
            said = model.modelStatusToString(model.getModelStatus())
            raise ArithmeticError(f"The solver found nothing: {said}")
        found = model.getSolution()
        atoms: Numbers = np.maximum(np.array(found.col_value), 0.0)
        down: Numbers = np.where(shown, np.abs(np.array(found.row_dual)), 0.0)
        return atoms, down


def _begin_anew(model: Highs) -> None:
    """Ask once more without the last answer, whose small errors can have added up."""
    model.clearSolver()
    model.setOptionValue("simplex_strategy", DUAL)
    model.run()
    model.setOptionValue("simplex_strategy", PRIMAL)


def _places(size: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.arange(size, dtype=np.int32)


def _model_of(system: System) -> Highs:
    """Return a system's atoms and sets as HiGHS has them, nothing told of any yet."""
    import highspy

    sets = system.sets
    rows, atoms = sets.shape
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = rows, atoms
    lp.col_cost_, lp.col_lower_ = np.zeros(atoms), np.zeros(atoms)
    lp.col_upper_ = np.full(atoms, np.inf)
    lp.row_lower_, lp.row_upper_ = np.full(rows, -np.inf), np.full(rows, np.inf)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = sets.indptr, sets.indices
    lp.a_matrix_.value_ = sets.data
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("presolve", "off")  # it would begin each question anew
    model.setOptionValue("simplex_strategy", PRIMAL)
    model.passModel(lp)
    return model
