"""What the template language says about a mistake, in plain Dutch with what helps."""

from __future__ import annotations

import re
from typing import Final

_SAID: Final = (
    (r"unexpected end of template.*looking for.*'(endif|endfor|endblock|endset)'",
     "Hier is iets begonnen en niet beëindigd.", "Zet {{% {0} %}} waar het ophoudt."),
    (r"Encountered unknown tag 'end\w*'.*innermost block that needs to be closed is '(\w+)'",
     "Hier is iets begonnen en niet beëindigd.", "Zet {{% end{0} %}} waar het ophoudt."),
    (r"Encountered unknown tag '(\w+)'", "De opdracht '{0}' is niet bekend.",
     "Gebruik if, for, set of block, en sluit ze af met endif, endfor of endblock."),
    (r"No (?:filter|test) named '(\w+)'", "'{0}' achter een | of 'is' is niet bekend.",
     "Gebruik nl_date, paragraphs, join, lower, upper of default."),
    (r"expected token 'end of (?:print statement|statement block)', got '(.+?)'", "Hier staat '{0}' te veel.",
     "Controleer de accolades en wat ertussen staat."),
    (r"unexpected '(.+?)'", "Hier staat '{0}' waar het niet kan.",
     "Controleer de accolades en haakjes van deze regel."),
    (r"block '(\w+)' defined twice", "Het blok '{0}' staat er twee keer.", "Haal er één weg."),
    (r"Missing end of comment tag", "Een opmerking is begonnen en niet beëindigd.", "Sluit haar af met #}}."),
    (r"autoescape", "'autoescape' mag niet worden omgezet.", "Haal het weg."),
)  # fmt: skip


def in_dutch(message: str) -> tuple[str, str]:
    """What is wrong, and what to do."""
    for pattern, what, remedy in _SAID:
        found = re.search(pattern, message, re.IGNORECASE | re.DOTALL)
        if found:
            return what.format(*found.groups()), remedy.format(*found.groups())
    return (
        "De tekst kan hier niet worden gelezen.",
        "Controleer de accolades, haakjes en aanhalingstekens in deze regel.",
    )
