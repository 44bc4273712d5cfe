"""The colours of a municipality, held to the contrast that people need to read them."""

from __future__ import annotations

import re

import msgspec

from gehoor.domain.theme import BLACK, WHITE, contrast_ratio, darkened_for, mixed, too_light
from gehoor.errors import InvalidInput

__all__ = ["BLACK", "WHITE", "Theme", "contrast_ratio", "darkened_for", "mixed"]

_HEX = re.compile(r"#[0-9a-f]{6}")


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
        if problem := too_light(self.accent):
            raise InvalidInput(problem, field="accent")

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
