"""The sheets of a print run: the address list, and a sheet before each letter that says what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

#: More does not fit on a sheet; what is left out is counted.
_LINES, _ENCLOSURES, _LONGEST = 8, 12, 90
_PAGE = """<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: A4; margin: 20mm; @bottom-right {{ content: "{title}"; font: 9pt sans-serif; color: #444 }} }}
body {{ font: 12pt/1.5 sans-serif; color: #1a1a1a; margin: 0 }}
section + section {{ break-before: page }}
h1 {{ font-size: 26pt; line-height: 1.2; margin: 0 0 4mm }}
.address {{ font-size: 15pt; margin: 8mm 0; padding: 6mm; border: 0.5mm solid #1a1a1a }}
.address p {{ margin: 0 }}
.hand {{ font-weight: bold }}
table {{ border-collapse: collapse; width: 100%; font-size: 10.5pt }}
th, td {{ border-bottom: 0.3mm solid #777; padding: 1.5mm 2mm; text-align: left; vertical-align: top }}
thead {{ display: table-header-group }}
tr {{ break-inside: avoid }}
</style></head><body>{body}</body></html>"""


@dataclass(frozen=True)
class Enclosure:
    """A file that goes with a letter; without pages it cannot be printed here and somebody adds it by hand."""

    name: str
    pages: int


@dataclass(frozen=True)
class Sheet:
    """One letter of a run, as its sheet and the address list show it."""

    reference: str
    title: str
    address: Sequence[str]
    pages: int
    enclosures: Sequence[Enclosure] = ()
    #: It stays inside the house.
    inside: bool = False


def sheets_html(run: int, sheets: Sequence[Sheet]) -> str:
    """A sheet for each letter, each on a page of its own."""
    title = f"Printronde {run}"
    body = "".join(_sheet(number, len(sheets), sheet) for number, sheet in enumerate(sheets, start=1))
    return _PAGE.format(title=title, body=body)


def list_html(run: int, sheets: Sequence[Sheet]) -> str:
    """The addresses of all letters, to be ticked off at the post."""
    rows = "".join(
        f"<tr><th scope='row'>{number}</th><td>{escape(sheet.reference)}</td><td>{escape(_short(sheet.title))}</td>"
        f"<td>{'<br>'.join(escape(_short(line)) for line in sheet.address) or 'Geen adres'}</td>"
        f"<td>{sheet.pages + sum(each.pages for each in sheet.enclosures)}</td></tr>"
        for number, sheet in enumerate(sheets, start=1)
    )
    body = (
        f"<section><h1>Adreslijst printronde {run}</h1><p>{_counted(len(sheets), 'brief', 'brieven')}. Voor elke brief"
        " zit een voorblad. Het voorblad gaat niet mee in de envelop.</p><table><thead><tr><th scope='col'>Nr.</th>"
        "<th scope='col'>Kenmerk</th><th scope='col'>Brief</th><th scope='col'>Aan</th><th scope='col'>Bladzijden</th>"
        f"</tr></thead><tbody>{rows}</tbody></table></section>"
    )
    return _PAGE.format(title=f"Printronde {run}: adreslijst", body=body)


def picture_html(name: str, media_type: str, encoded: str) -> str:
    """A picture that was enclosed, on a page of its own."""
    style = "max-width: 100%; max-height: 245mm"
    picture = f"<img alt='{escape(_short(name), quote=True)}' style='{style}' src='data:{media_type};base64,{encoded}'>"
    return _PAGE.format(title="Bijlage", body=f"<section>{picture}</section>")


def _sheet(number: int, count: int, sheet: Sheet) -> str:
    lines = "".join(f"<p>{escape(_short(line))}</p>" for line in sheet.address[:_LINES]) or "<p>Geen adres bekend</p>"
    shown = "".join(f"<li>{_enclosure(each)}</li>" for each in sheet.enclosures[:_ENCLOSURES])
    more = len(sheet.enclosures) - _ENCLOSURES
    more_shown = f"<li>en nog {more} {'bijlage' if more == 1 else 'bijlagen'}, zie het dossier</li>" if more > 0 else ""
    enclosed = f"<h2>Bijlagen</h2><ul>{shown}{more_shown}</ul>" if shown else "<p>Zonder bijlagen.</p>"
    inside = "<p class='hand'>Interne post: deze brief blijft binnen de organisatie.</p>" if sheet.inside else ""
    return (
        f"<section><p>Voorblad. Dit blad gaat niet mee in de envelop.</p><h1>{escape(sheet.reference)}</h1>"
        f"<p>Brief {number} van {count}: {escape(_short(sheet.title))}</p><div class='address'>{lines}</div>{inside}"
        f"<p>De brief heeft {_counted(sheet.pages, 'bladzijde', 'bladzijden')}.</p>{enclosed}</section>"
    )


def _enclosure(each: Enclosure) -> str:
    if not each.pages:
        return f"{escape(_short(each.name))}: <span class='hand'>print dit bestand zelf, uit het dossier</span>"
    return f"{escape(_short(each.name))} ({_counted(each.pages, 'bladzijde', 'bladzijden')})"


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
