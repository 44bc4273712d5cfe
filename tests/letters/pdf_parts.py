"""What a PDF holds: its tagged parts and its fonts."""

from __future__ import annotations

import pikepdf


def tagged(document: pikepdf.Pdf, *kinds: str) -> list[pikepdf.Dictionary]:
    """The parts with one of these tags."""
    return [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and str(item.get("/S")) in kinds]


def embedded_fonts(document: pikepdf.Pdf) -> list[str]:
    """The names of its fonts, which are all in the file."""
    fonts = [
        item
        for item in document.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
    ]
    assert fonts
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
    return [str(font.FontName) for font in fonts]
