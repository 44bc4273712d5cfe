"""Colours and the contrast between them, as WCAG 2.2 defines it."""

from __future__ import annotations

from gehoor.errors import InvalidInput

WHITE = "#ffffff"
BLACK = "#000000"
#: WCAG 2.2, success criterion 1.4.3: text against what it stands on.
TEXT_CONTRAST = 4.5


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """The relative luminance as WCAG 2.2 defines it."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_ratio(one: str, other: str) -> float:
    """How far two colours (`#rrggbb`) differ in lightness: from 1 (the same) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0 to 1) of `other` in it."""
    parts = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def darkened_for(colour: str, background: str) -> str:
    """`colour`, made darker in small steps until text in it can be read on `background`."""
    for step in range(21):
        darker = mixed(colour, BLACK, step / 20)
        if contrast_ratio(darker, background) >= TEXT_CONTRAST:
            return darker
    raise InvalidInput(f"Op de achtergrond {background} is geen enkele donkere kleur goed te lezen.", field="accent")


def too_light(accent: str) -> str:
    """Why this colour cannot carry links and buttons on white, with what to do; empty when it can."""
    ratio = contrast_ratio(accent, WHITE)
    if ratio >= TEXT_CONTRAST:
        return ""
    written, needed = f"{ratio:.1f}".replace(".", ","), f"{TEXT_CONTRAST:.1f}".replace(".", ",")
    return (
        f"De accentkleur {accent} heeft op wit een contrast van {written}; dat moet minstens {needed} zijn, anders kan"
        " niet iedereen de tekst lezen. Kies een donkerder kleur."
    )
