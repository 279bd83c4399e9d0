"""Are conferences in time, do plans work, and do children come back?"""

from __future__ import annotations

from domain.access import Screen
from ui.board import board
from ui.kit import frame

board.shown(
    frame.opened(
        Screen.RELEASED,
        "When a child may not be safe, those who know the child meet at an initial child "
        "protection conference (ICPC). If a plan is made there, it is reviewed after 3 "
        "months, then every 6.",
    ),
    first=(
        "icpcs_held_within_15_working_days",
        "plan_reviews_held_on_time",
        "plans_started_second_or_subsequent",
        "plans_open",
    ),
    more=(
        "children_with_all_plan_reviews_on_time",
        "plans_open_over_24_months",
        "plans_started_within_24_months_of_last",
        "plans_started_within_12_months_of_last",
        "plans_started",
        "plans_ended",
        "plans_open_over_15_months",
        "plans_reaching_15_months",
        "icpcs_transferred_in",
        "icpcs_overdue",
        "plan_reviews_overdue",
        "late_conferences_with_child_seen",
        "conferences_chaired_by_another_team",
        "conferences_quorate",
        "agencies_attending_conferences",
        "agencies_reporting_to_conferences",
        "conference_reports_shared_in_time",
        "conference_records_sent_in_time",
        "plans_ended_with_contingency",
        "conferences_offering_family_group",
        "children_taking_part_in_conferences",
        "parents_taking_part_in_conferences",
    ),
    tables=(
        ("icpcs_by_working_days", "working_day_band"),
        ("plans_open_by_duration", "duration_band"),
        ("plans_ended_by_duration", "duration_band"),
        ("plans_open_by_category", "category"),
        ("late_conferences_by_reason", "conferences_late_reason"),
        ("conferences_at_15_months", "conferences_at_15_months"),
    ),
)
