"""Disputes as columns, and the stages that they went through."""

from __future__ import annotations

from dataclasses import dataclass

from domain.tables import Bools, Ints, Rows


@dataclass(frozen=True, kw_only=True)
class Disputes(Rows):
    """Disputes, one row each; `resolved` OPEN and `working_days` UNKNOWN if open.

    `past_limit` says that 20 working days from the raising lie within the log; `limit`
    is how many the council allows in all, by its rules of the day. Each answer of its
    stages is known only where `path_known`: it began at an `informal` stage, `went_on`
    from there to a formal one, `skipped` a stage. `in_limits`: it was answered in time
    at every stage, known only where `limits_known`. It was about a `late_review`: then
    the next that fell due was held on time (`next_on_time`). The child `stayed` where
    they lived for six months after it was resolved. In the six months after it was
    raised care took a `step` to a lasting home. Each is known where `_known`.
    """

    raised: Ints
    resolved: Ints
    working_days: Ints
    limit: Ints
    past_limit: Bools
    informal: Bools
    went_on: Bools
    skipped: Bools
    path_known: Bools
    in_limits: Bools
    limits_known: Bools
    late_review: Bools
    next_on_time: Bools
    next_known: Bools
    stayed: Bools
    stayed_known: Bools
    step: Bools
    step_known: Bools


@dataclass(frozen=True, kw_only=True)
class DisputeStages(Rows):
    """Stages that disputes entered, one row each, in the order of the disputes.

    `dispute` is its place among the disputes, `resolved` the day of that one, OPEN if
    open. `working_days` it took to answer, UNKNOWN where the log does not tell.
    `in_time`: by the council's limit of the day, known only where `in_time_known`.
    """

    dispute: Ints
    resolved: Ints
    working_days: Ints
    in_time: Bools
    in_time_known: Bools
