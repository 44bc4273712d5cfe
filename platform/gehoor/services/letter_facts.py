"""What a letter may show of a case beside the law's answer: its people, its texts and its papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.regulation.answers import Ground
from gehoor.services import labels
from gehoor.storage import files, narratives, people
from gehoor.storage.files import Attachment
from gehoor.storage.narratives import Narrative
from gehoor.storage.people import Party
from gehoor.storage.representatives import REPRESENTATIVE

if TYPE_CHECKING:
    from gehoor.services.dossier import Dossier

#: What the letters are made from and no letter shows as it is: people with their addresses, and the papers.
NOT_SHOWN = ("complainant", "accused", "representative", "attachments", "told")


async def facts_of(dossier: Dossier, event: ev.Event) -> dict[str, Any]:
    """Everything a letter at this event may show that is not in the law's answer."""
    told = await narratives.narratives_of(dossier.case_id)
    attached = await files.attachments_of(dossier.case_id)
    return facts_told(dossier, event, await people.parties_of(dossier.case_id), told, attached)


def facts_told(
    dossier: Dossier, event: ev.Event, who: Sequence[Party], told: Sequence[Narrative], attached: Sequence[Attachment]
) -> dict[str, Any]:
    """The same from people, texts and papers as they were read, or made up for an example."""
    case = dossier.case
    parties = {party.role: party for party in who}
    texts = {entry.id: entry.text for entry in told}
    newest = {entry.kind: entry.text for entry in told}
    findings = case.last(ev.FindingsRecorded)
    decided = case.last(ev.AdmissibilityDecided) or case.last(ev.AdmissibilityAdvised)
    repair, hearing = case.last(ev.RepairRequested), case.last(ev.HearingOffered)
    reason = getattr(event, "reason", None)
    more_time = isinstance(event, ev.Extended | ev.FurtherExtensionAsked)
    return {
        "complainant": parties.get("complainant"),
        "accused": parties.get("accused"),
        "representative": parties.get(REPRESENTATIVE),
        "attachments": {each.id: each for each in attached},
        "told": newest,
        "reason": texts.get(reason, "") if reason else "",
        "extension_reason": texts.get(reason, "") if more_time and reason else "",
        "findings": texts.get(findings.text, "") if findings else "",
        "measure": texts.get(event.measure, "") if isinstance(event, ev.MeasureDone) else "",
        "measures": [texts.get(measure.text, "") for measure in case.all(ev.MeasureAdded)],
        "grounds": _grounds(dossier, decided.grounds if decided else (), event),
        "repair_missing": _missing(dossier, repair) if repair else [],
        "reply_by": event.reply_by
        if isinstance(event, ev.FurtherExtensionAsked)
        else (hearing.reply_by if hearing else None) or (repair.until if repair else None),
        "referred_to": newest.get("referred_to", ""),
        "what_happened": newest.get("what_happened", ""),
        "accused_text": _in_a_sentence(newest.get("about", ""))
        or labels.FUNCTIONS.get(case.complaint.accused.function, ""),
        **_of_the_judgement(dossier, event, texts),
        **_of_the_hearing(case, texts),
        **_of_the_ombudsman(case, texts),
    }


def _of_the_judgement(dossier: Dossier, event: ev.Event, texts: Mapping[int, str]) -> dict[str, Any]:
    judged, advice = dossier.case.last(ev.Judged), dossier.case.last(ev.AdviceReceived)
    listed = dossier.rulebook.norms(dossier.case, event.on) if judged else []
    norms = {norm.key: norm.title for norms in listed for norm in norms.norms}
    return {
        "advice": texts.get(advice.text, "") if advice and advice.text else "",
        "deviation": texts.get(judged.deviation, "") if judged and judged.deviation else "",
        "conclusion": texts.get(judged.reason, "") if judged and judged.reason else "",
        "parts": [
            {
                "number": part.number,
                "text": texts.get(part.text, "") if part.text else "",
                "judgement": labels.JUDGEMENTS[part.judgement],
                "norms": [norms.get(key, key) for key in part.norms],
            }
            for part in (judged.parts if judged else ())
        ],
    }


def _of_the_hearing(case: Case, texts: Mapping[int, str]) -> dict[str, Any]:
    planned, held = case.last(ev.HearingPlanned), case.last(ev.HearingHeld)
    return {
        "hearing_place": texts.get(planned.place, "") if planned and planned.place else "",
        "hearing_report": texts.get(held.report, "") if held and held.report else "",
    }


def _of_the_ombudsman(case: Case, texts: Mapping[int, str]) -> dict[str, Any]:
    """The last report with, for each recommendation, what is done with it as far as that was answered."""
    report, answered = case.last(ev.OmbudsmanReported), case.last(ev.OmbudsmanAnswered)
    responses = {response.recommendation: response for response in answered.responses} if answered else {}
    return {
        "report": texts.get(report.text, "") if report else "",
        "recommendations": [
            {
                "number": number,
                "text": texts.get(recommendation, ""),
                "response": texts.get(responses[recommendation].text, "") if recommendation in responses else "",
            }
            for number, recommendation in enumerate(report.recommendations if report else (), start=1)
        ],
    }


def _missing(dossier: Dossier, repair: ev.RepairRequested) -> list[str]:
    """What must be completed, in the words of the law of this case where it has them."""
    asked = {need.key: need.what for need in dossier.rulebook.intake_requirements(dossier.case.complaint, repair.on)}
    return [asked.get(item) or labels.MISSING.get(item, item) for item in repair.missing]


def _in_a_sentence(text: str) -> str:
    """What somebody typed as a beginning, to be read after "over": only a leading article loses its capital."""
    first, space, rest = text.partition(" ")
    return f"{first.lower()}{space}{rest}" if first in ("De", "Het", "Een", "Mijn", "Iemand") else text


def _grounds(dossier: Dossier, keys: tuple[str, ...], event: ev.Event) -> list[dict[str, str]]:
    if not keys:
        return []
    known: dict[str, Ground] = {
        ground.key: ground for ground in dossier.rulebook.admissibility_grounds(dossier.case.complaint, event.on)
    }
    return [
        {
            "title": known[key].title,
            "because": known[key].because,
            "basis": ", ".join(citation.label for citation in known[key].basis),
        }
        for key in keys
        if key in known
    ]
