"""Fills in a text of a letter with a sample case, to be looked at: marked as an example, its demanded words marked."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from gehoor.services.letter_samples import Sample
from gehoor.services.municipality import Municipality

MARK: Final = "VOORBEELD"
#: Large and pale across each page, and once as words for who has the page read aloud.
_STYLE: Final = """<style>
.sample-mark { position: fixed; top: 110mm; left: 12mm; width: 150mm; margin: 0; color: #767676; opacity: .28;
  font-size: 64pt; font-weight: 700; text-align: center; transform: rotate(-32deg); }
mark { background: #fff3c4; color: inherit; box-shadow: inset 0 -0.35mm 0 #7a5b00; }
@media screen {
  body { margin: 1.5rem auto; max-width: 46rem; padding: 0 1rem; font-size: 15px; }
  .sample-mark { position: static; width: auto; transform: none; opacity: 1; color: #595959; font-size: 1.1rem;
    letter-spacing: .2em; }
}
</style>
"""


def preview(place: Municipality, key: str, source: str, sample: Sample, *, marked: bool) -> str:
    """The letter of this sample with this text; raises `LetterFailed`. `marked`: what the law demands stands out."""
    context = dict(sample.context)
    if marked:
        context["must"] = {name: Markup("<mark>{}</mark>").format(text) for name, text in sample.letter.must_say}
    html = place.templates.trying(key, source).render(key, context)
    html = html.replace("</head>", f"{_STYLE}</head>", 1)
    start = html.find("<body")
    end = html.find(">", start) + 1
    return f'{html[:end]}\n<p class="sample-mark">{MARK}</p>{html[end:]}'
