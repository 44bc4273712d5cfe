"""Steps that inform the complainant by letter: how far it is, whether we may forward it, where to go after us."""

from __future__ import annotations

from gehoor.services.dossier import Dossier
from gehoor.web.desk.actions import Action, Doing, Known

#: The steps and the kind of event each of them puts on the register.
STEPS = {
    "voortgang": "progress_told",
    "toestemming-vragen": "forward_consent_asked",
    "tweede-lijn": "escalation_explained",
}


async def _tell_progress(doing: Doing) -> Dossier:
    text = doing.text("tekst", required="Schrijf hoe ver het staat; dit komt in de brief.")
    doing.check()
    return await doing.work.tell_progress(text)


async def _ask_consent(doing: Doing) -> Dossier:
    body = doing.text("instantie", required="Schrijf om welke instantie het gaat; dit komt in de brief.")
    reply_by = doing.date("datum")
    doing.check()
    return await doing.work.ask_forward_consent(body, reply_by)


async def _explain(doing: Doing) -> Dossier:
    return await doing.work.explain_escalation()


def offered(known: Known) -> dict[str, bool]:
    """The steps for which the law of this case has a letter now."""
    return {name: kind in known.law.steps for name, kind in STEPS.items()}


ACTIONS = [
    Action(
        name="voortgang",
        section="behandelen",
        done="De brief aan de klager staat bij Brieven. De termijn blijft dezelfde.",
        carry_out=_tell_progress,
        fields={"progress": "tekst"},
    ),
    Action(
        name="toestemming-vragen",
        section="afsluiten",
        done="De brief met de vraag aan de klager staat bij Brieven.",
        carry_out=_ask_consent,
        fields={"body": "instantie", "reply_by": "datum"},
        filled_in=lambda known: {"instantie": known.file.newest.get("referred_to", "")},
    ),
    Action(
        name="tweede-lijn",
        section="afsluiten",
        done="De brief aan de klager staat bij Brieven.",
        carry_out=_explain,
    ),
]
