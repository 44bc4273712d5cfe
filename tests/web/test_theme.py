"""The colours of a municipality and the contrast they must have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehoor.errors import InvalidInput
from gehoor.web.theme import Theme, contrast_ratio, darkened_for, mixed
from web.fictional_site import TENANTS

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_black_on_white_has_the_highest_contrast_there_is() -> None:
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_ratio("#ffffff", "#ffffff") == pytest.approx(1)


def test_the_contrast_of_a_known_grey_is_as_the_guideline_says() -> None:
    assert contrast_ratio("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast_ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@given(colours, colours)
def test_contrast_does_not_depend_on_which_colour_is_named_first(one: str, other: str) -> None:
    assert contrast_ratio(one, other) == contrast_ratio(other, one)
    assert 1 <= contrast_ratio(one, other) <= 21


def test_a_pale_accent_is_refused_with_the_reason_and_what_to_do() -> None:
    with pytest.raises(InvalidInput, match=r"contrast van 1,\d; dat moet minstens 4,5 .* Kies een donkerder kleur"):
        Theme(accent="#ffcc00")


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345G", "#1234567", "url(x)", "#000000;}"])
def test_a_colour_that_is_not_six_digits_is_refused(colour: str) -> None:
    with pytest.raises(InvalidInput, match="kan niet worden gelezen"):
        Theme(accent="#000000", decoration=colour)


@given(colours)
def test_every_theme_that_is_accepted_can_be_read_everywhere(accent: str) -> None:
    try:
        tokens = Theme(accent=accent).tokens
    except InvalidInput:
        assert contrast_ratio(accent, "#ffffff") < 4.5
        return
    assert contrast_ratio(tokens["--gehoor-accent-color"], "#ffffff") >= 4.5
    assert contrast_ratio(tokens["--gehoor-accent-strong-color"], "#ffffff") >= 4.5
    assert contrast_ratio(tokens["--utrecht-link-color"], tokens["--gehoor-accent-tint-color"]) >= 4.5
    assert contrast_ratio(tokens["--utrecht-link-hover-color"], tokens["--gehoor-accent-tint-color"]) >= 4.5
    assert contrast_ratio(tokens["--utrecht-page-footer-background-color"], "#ffffff") >= 7


def test_a_colour_is_darkened_no_further_than_needed() -> None:
    assert darkened_for("#000080", "#ffffff") == "#000080"
    assert contrast_ratio(darkened_for("#ff8800", "#ffffff"), "#ffffff") >= 4.5
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"


def test_two_municipalities_look_different() -> None:
    one, other = (tenant.theme for tenant in TENANTS.values())
    assert one.css() != other.css()
    assert one.icon() != other.icon()
