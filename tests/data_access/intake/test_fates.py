"""What became of each row: counted once, late or early, in memory that stays."""

import tracemalloc

from data_access.intake.sources import Fate, Fates


def test_the_largest_fate_of_a_row_holds_however_late_it_is_told():
    fates = Fates()
    fates.tell("Row 2", Fate.SAME)
    for row in range(3, 5003):
        fates.tell(f"Row {row}", Fate.ADDED)
    fates.tell("Row 2", Fate.CHANGED)
    fates.tell("Row 3", Fate.LEFT_OUT)
    fates.leave_out(["Row 4"])
    assert len(fates) == 5001
    assert [fates.count(fate) for fate in Fate] == [1, 0, 1, 4999]


def test_more_rows_take_no_more_memory():
    def most(rows):
        fates = Fates()
        tracemalloc.start()
        for row in range(rows):
            fates.tell(f"Row {row}", Fate.ADDED)
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert len(fates) == rows
        return highest

    assert most(50_000) < 1.5 * most(5_000)
