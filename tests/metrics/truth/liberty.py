"""Children deprived of their liberty, and their reviews: reckoned from their words."""

from itertools import pairwise

from tests.metrics.truth.care import of_review, reviews, still_in_care
from tests.metrics.truth.cases import Case, truth
from tests.metrics.truth.who import by_child, groups, in_care_on, kept


def _ended(town):
    """Return each child's orders with the day each ended, as far as it is known."""
    found = by_child(town.orders)
    for child, orders in found.items():
        orders.sort(key=lambda each: each["from"])
        for order, after in pairwise([*orders, None]):
            ends = [after["from"]] if after else []
            there = [
                care
                for care in town.care
                if care["child"] == child
                and not care["breaks"]
                and (care["end"] is None or order["from"] < care["end"])
            ]
            if there and there[0]["end"]:
                ends.append(there[0]["end"])
            order["last"] = order["to"] or min(ends, default=None)
    return found


def deprived(town, child, day):
    return any(
        each["from"] <= day and (each["last"] is None or day < each["last"])
        for each in kept(town, "orders", _ended)[child]
    )


@truth("children_deprived_of_liberty")
def _(town, span):
    for care in in_care_on(town, span.end):
        if deprived(town, care["child"], span.end):
            yield Case(groups(town, care["child"], span.end))


@truth("reviews_on_time_of_children_deprived_of_liberty")
def _(town, span):
    for each in reviews(town):
        due, held = each["due"], each["held"]
        if not deprived(town, each["child"], due or held):
            continue
        more = {"review_type": each["place"]}
        if due is None:
            if span.holds(held):
                yield Case(of_review(town, each, **more), None)
        elif span.holds(due) and still_in_care(each):
            yield Case(of_review(town, each, **more), bool(held and held <= due))
