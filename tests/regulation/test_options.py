"""What a regulation leaves open is told field by field, and each field says what it is based on."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec
import pytest

from gehoor.regulation import RegulationLibrary, about
from gehoor.regulation.option_fields import OptionKind, option_fields, undescribed
from gehoor.regulation.options import BY_THE_BOARD, fed_fields

LIBRARY = RegulationLibrary.installed()


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    since: Annotated[date, about("Vanaf", "De eerste dag.")]


class Inner(msgspec.Struct, frozen=True, kw_only=True):
    days: Annotated[int, msgspec.Meta(ge=1, le=9), about("Dagen", "Hoeveel dagen.", "artikel 1")] = 3


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    inner: Inner = Inner()
    colour: Annotated[Colour, about("Kleur", "Welke kleur.", choices={"red": "rood"})] = Colour.RED
    rows: Annotated[tuple[Row, ...], about("Rijen", "Een rij per periode.")] = ()
    maybe: Annotated[int | None, about("Misschien", "Mag leeg.")] = None
    closed: Annotated[frozenset[date], about("Dicht", "Dagen.", fed_by="closing_days")] = frozenset()
    bare: int = 0


def test_each_field_has_its_kind_its_limits_and_what_holds_now() -> None:
    fields = {field.key: field for field in option_fields(Sample, Sample(inner=Inner(days=5)))}
    assert list(fields) == ["inner.days", "colour", "rows", "maybe", "bare"]
    days = fields["inner.days"]
    assert (days.minimum, days.maximum, days.default, days.value, days.basis) == (1, 9, 3, 5, "artikel 1")
    assert fields["colour"].choices == (("red", "rood"), ("blue", "blue"))
    assert fields["colour"].basis == BY_THE_BOARD
    assert [field.key for field in fields["rows"].fields] == ["since"]
    assert fields["rows"].fields[0].kind is OptionKind.DATE
    assert fields["maybe"].optional


def test_what_another_setting_fills_is_not_entered_here() -> None:
    assert fed_fields(Sample) == {"closed": "closing_days"}


def test_a_field_that_says_nothing_is_found() -> None:
    assert undescribed(Sample) == ["bare"]


@pytest.mark.parametrize("regulation", LIBRARY.ids)
def test_every_option_of_every_regulation_has_a_title_an_explanation_and_a_basis(regulation: str) -> None:
    for version in LIBRARY.versions(regulation):
        assert undescribed(version.options) == []
        for field in option_fields(version.options, version.options()):
            assert BY_THE_BOARD in field.basis or "artikel" in field.basis, field.key
            assert field.explanation.endswith("."), field.key
