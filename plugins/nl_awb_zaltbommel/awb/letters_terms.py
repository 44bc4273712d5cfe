"""The letters about more time: the extension, the request to agree to a later day, and what was agreed."""

from __future__ import annotations

from datetime import date

from gehoor.domain import events as ev
from gehoor.domain.calendar import written
from gehoor.domain.case import Case
from gehoor.domain.events import Party
from gehoor.regulation import Letter
from nl_awb_zaltbommel.awb.law_ombudsman import competent_ombudsman, contact
from nl_awb_zaltbommel.awb.letters import from_handler
from nl_awb_zaltbommel.options import Options


def extension(case: Case, sentence: str) -> Letter:
    """The new day, to the complainant and the accused."""
    return from_handler(
        case,
        "extension",
        "Wij hebben meer tijd nodig voor de klacht",
        (("term", sentence),),
        (Party.COMPLAINANT, Party.ACCUSED),
    )


def extension_agreed(case: Case, sentence: str) -> Letter:
    """The day that was agreed, confirmed to the complainant."""
    return from_handler(case, "extension_agreed", "Onze afspraak over meer tijd voor uw klacht", (("term", sentence),))


def further_extension_request(case: Case, due: date, options: Options) -> Letter | None:
    """The day proposed, that only written consent makes it hold, and that the term stays without it (9:11 lid 3)."""
    asked = case.last(ev.FurtherExtensionAsked)
    if asked is None:
        return None
    until = written(asked.until)
    answer = f" Wilt u dat doen uiterlijk op {written(asked.reply_by)}?" if asked.reply_by is not None else ""
    ombudsman = contact(competent_ombudsman(case, asked.on, options))
    return from_handler(
        case,
        "further_extension_request",
        "Mogen wij langer over uw klacht doen?",
        (
            ("proposal", f"Wij vragen u of wij uw klacht mogen afhandelen tot en met {until}."),
            (
                "consent",
                "Dat mag alleen als u schriftelijk laat weten dat u het goedvindt (artikel 9:11 lid 3 Awb). Stuur ons"
                f" een brief of een e-mail, of stuur de strook onder deze brief terug.{answer}",
            ),
            (
                "without",
                "U hoeft het niet goed te vinden. Zegt u nee, of horen wij niets van u? Dan verandert er niets en"
                f" blijft de datum {written(due)}. Is uw klacht dan niet afgehandeld, dan kunt u binnen een jaar na die"
                f" datum een verzoekschrift sturen naar: {ombudsman}.",
            ),
            ("slip", f"Ik vind het goed dat mijn klacht wordt afgehandeld tot en met {until}."),
        ),
    )
