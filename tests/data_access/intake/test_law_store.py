"""Orders that deprive of liberty, and pre-proceedings: in, changed, and undone."""

from tests.data_access.columns.test_liberty import a_child

FIRST = "LAchildID,PPStartDate,LBPSentDate,FGDMMeetingOffer,StepDecisionDate\n"


def before_court(*rows, year="2023-24"):
    lines = "\n".join(rows)
    return {f"CIN {year}/PreProceedingsandFGDM.csv": f"{FIRST}{lines}\n"}


def kept(council, table, *names):
    return [tuple(map(str, row)) for row in council.rows(table, *names)]


def test_orders_come_in_once_are_changed_by_a_later_return_and_go_again(council):
    council.load_tables(a_child("01/07/2023,"))
    (again,) = council.load_tables(
        {"2023-24/again/DoLO.csv": "CHILD,DOB,DOLO_START,DOLO_END\nC1,,01/07/2023,\n"}
    )
    assert again.note or again.same == 1
    (later,) = council.load_tables(
        {
            "2024-25/DoLO.csv": "CHILD,DOB,DOLO_START,DOLO_END\n"
            "C1,,01/07/2023,05/05/2024\n"
        }
    )
    names = ("deprivation_of_liberty", "started", "ended")
    assert kept(council, *names) == [("2023-07-01", "2024-05-05")]
    council.undo(later)
    assert kept(council, *names) == [("2023-07-01", "None")]


def test_pre_proceedings_that_a_later_census_tells_again_are_one(council):
    council.load_tables(before_court("C1,2024-02-01,2024-02-08,1,"))
    told = "C1,2024-02-01,2024-02-08,1,2024-06-03"
    (later,) = council.load_tables(before_court(told, year="2024-25"))
    names = ("pre_proceedings", "started", "letter_sent", "offered", "decided")
    first = ("2024-02-01", "2024-02-08", "True")
    assert kept(council, *names) == [(*first, "2024-06-03")]
    assert len(council.columns().covered["pre_proceedings"]) == 1
    council.undo(later)
    assert kept(council, *names) == [(*first, "None")]
    rows = council.columns().pre_proceedings
    assert (rows.size, rows.offered.all(), rows.met_known.any()) == (1, True, False)
