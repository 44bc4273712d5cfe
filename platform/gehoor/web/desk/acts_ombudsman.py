"""Steps about the body outside: the case lies there, its report came in, its recommendations are answered."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gehoor.domain import events as ev
from gehoor.services.dossier import Dossier
from gehoor.services.letter_work import ResponseInput
from gehoor.web.desk.actions import REPORT, Action, Doing, Known
from gehoor.web.desk.acts_representation import one_file

SECTION = "afsluiten"
#: What is done with a recommendation; nothing is chosen beforehand.
FOLLOWED, NOT_FOLLOWED = "ja", "nee"
FOLLOWING = ((FOLLOWED, "Deze aanbeveling volgen wij op"), (NOT_FOLLOWED, "Deze aanbeveling volgen wij niet op"))
_BETWEEN = re.compile(r"\n[ \t]*\n+")


def offered(known: Known) -> Mapping[str, bool]:
    """Which of these steps are shown in this case now."""
    case = known.found.case
    report = case.last(ev.OmbudsmanReported)
    return {
        "ombudsman": "ombudsman_involved" in known.law.steps,
        "ombudsman-rapport": case.last(ev.OmbudsmanInvolved) is not None,
        "ombudsman-antwoord": report is not None and bool(report.recommendations),
    }


async def _involved(doing: Doing) -> Dossier:
    return await doing.work.simple(ev.OmbudsmanInvolved(on=doing.on))


async def _report(doing: Doing) -> Dossier:
    text = doing.text("tekst", limit=REPORT, required="Schrijf wat de ombudsman vindt.")
    recommended = doing.text("aanbevelingen", limit=REPORT)
    file = one_file(doing, "bestand", "Kies één bestand: het rapport zelf.")
    doing.check()
    each = [one.strip() for one in _BETWEEN.split(recommended) if one.strip()]
    return await doing.work.record_ombudsman_report(text, each, file)


async def _answer(doing: Doing) -> Dossier:
    report = doing.found.case.last(ev.OmbudsmanReported)
    responses = []
    for number in range(1, len(report.recommendations if report else ()) + 1):
        chosen = doing.choice(
            f"{number}-keuze",
            [key for key, _ in FOLLOWING],
            required=f"Kies of u aanbeveling {number} opvolgt.",
        )
        wanted = f"Schrijf hoe u aanbeveling {number} opvolgt, of waarom niet."
        text = doing.text(f"{number}-tekst", limit=REPORT, required=wanted)
        responses.append(ResponseInput(followed=chosen == FOLLOWED, text=text))
    doing.check()
    return await doing.work.answer_ombudsman(responses)


ACTIONS = [
    Action(
        name="ombudsman",
        section=SECTION,
        done="Vastgelegd dat de klacht bij de ombudsman ligt.",
        carry_out=_involved,
    ),
    Action(
        name="ombudsman-rapport",
        section=SECTION,
        done="Het rapport van de ombudsman is bewaard.",
        carry_out=_report,
        fields={"report": "tekst"},
    ),
    Action(
        name="ombudsman-antwoord",
        section=SECTION,
        done="De reactie is vastgelegd. De brief aan de ombudsman staat bij Brieven.",
        carry_out=_answer,
        fields={"responses": "1-tekst"},
    ),
]
