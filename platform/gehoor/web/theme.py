"""The colours of a municipality, held to the contrast that people need to read them."""

from __future__ import annotations

import re

import msgspec

from gehoor.errors import InvalidInput

WHITE = "#ffffff"
BLACK = "#000000"
#: WCAG 2.2, success criterion 1.4.3: text against what it stands on.
TEXT_CONTRAST = 4.5
_HEX = re.compile(r"#[0-9a-f]{6}")


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


class Theme(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a municipality chooses: `accent` for links and buttons, `decoration` for what carries no text."""

    accent: str
    decoration: str = ""

    def __post_init__(self) -> None:
        for name in ("accent", "decoration"):
            value = getattr(self, name)
            if value and not _HEX.fullmatch(value):
                raise InvalidInput(
                    f"De kleur {value!r} kan niet worden gelezen. Schrijf een kleur als # met zes tekens"
                    " van 0 tot 9 en a tot f, bijvoorbeeld #9d1c2f.",
                    field=name,
                )
        ratio = contrast_ratio(self.accent, WHITE)
        if ratio < TEXT_CONTRAST:
            written, needed = f"{ratio:.1f}".replace(".", ","), f"{TEXT_CONTRAST:.1f}".replace(".", ",")
            raise InvalidInput(
                f"De accentkleur {self.accent} heeft op wit een contrast van {written}; dat moet minstens {needed}"
                " zijn, anders kan niet iedereen de tekst lezen. Kies een donkerder kleur.",
                field="accent",
            )

    @property
    def tokens(self) -> dict[str, str]:
        """The design tokens (CSS custom properties) that this theme sets; gehoor.css derives the others from these."""
        tint = mixed(self.accent, WHITE, 0.93)
        strong = mixed(self.accent, BLACK, 0.25)
        deep = mixed(self.accent, "#10131a", 0.62)
        link = darkened_for(self.accent, tint)
        return {
            "--gehoor-accent-color": self.accent,
            "--gehoor-accent-strong-color": strong,
            "--gehoor-accent-tint-color": tint,
            "--gehoor-accent-line-color": mixed(self.accent, WHITE, 0.75),
            "--gehoor-decoration-color": self.decoration or self.accent,
            "--utrecht-link-color": link,
            "--utrecht-link-hover-color": mixed(link, BLACK, 0.35),
            "--utrecht-page-footer-background-color": deep,
        }

    def css(self) -> str:
        """The style sheet of this theme: it only sets tokens, so it needs no knowledge of the pages."""
        lines = "".join(f"  {name}: {value};\n" for name, value in self.tokens.items())
        return f":root {{\n{lines}}}\n"

    def icon(self) -> str:
        """The picture in the browser's tab: a speech balloon in the municipality's colours, as SVG."""
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
            f'<path fill="{self.accent}" d="M6 3h20a4 4 0 0 1 4 4v13a4 4 0 0 1-4 4H16l-8 6v-6H6a4 4 0 0 1-4-4V7'
            'a4 4 0 0 1 4-4z"/><path fill="#fff" d="M8 9h16v3H8zm0 6h10v3H8z"/></svg>'
        )
