"""What a public report leaves out cannot be reckoned from what it shows; and a cell is never a formula."""

from __future__ import annotations

from itertools import product

import pytest

from gehoor.services import spreadsheet
from gehoor.services.report_tables import FEW, LEFT_OUT, SMALL, without_small


def test_small_numbers_that_follow_from_the_total_are_hidden_behind_a_larger_one() -> None:
    assert without_small({"a": 10, "b": 1, "c": 1}) == {"a": LEFT_OUT, "b": FEW, "c": FEW}
    assert without_small({"a": 10, "b": 2, "c": 2}) == {"a": LEFT_OUT, "b": FEW, "c": FEW}
    assert without_small({"a": 10, "b": 1, "c": 3}) == {"a": LEFT_OUT, "b": FEW, "c": LEFT_OUT}
    assert without_small({"a": 10, "b": 2, "c": 3}) == {"a": "10", "b": FEW, "c": LEFT_OUT}


@pytest.mark.parametrize("counts", list(product(range(6), repeat=3)))
def test_whoever_knows_the_total_finds_no_small_number(counts: tuple[int, ...]) -> None:
    shown = without_small(dict(enumerate(counts)))
    assert not [number for number, said in shown.items() if said == FEW and counts[number] >= SMALL]
    if not all(said in (FEW, LEFT_OUT) for said in shown.values() if said != "0"):
        assert len(_possible(shown, sum(counts))) != 1 or FEW not in shown.values()


def _possible(shown: dict[int, str], total: int) -> set[tuple[int, ...]]:
    """All counts that a reader who knows the total and how this works must hold possible."""
    every = [
        range(1, SMALL) if said == FEW else range(SMALL, total + 1) if said == LEFT_OUT else [int(said)]
        for said in shown.values()
    ]
    return {found for found in product(*every) if sum(found) == total}


def test_a_cell_is_never_taken_for_a_formula() -> None:
    assert spreadsheet.harmless("=1+1") == "'=1+1"
    assert spreadsheet.harmless("\r=1") == "'\r=1"
    assert spreadsheet.harmless("-") == "-"
    assert spreadsheet.harmless("Burgerzaken") == "Burgerzaken"
    assert spreadsheet.harmless("") == ""
