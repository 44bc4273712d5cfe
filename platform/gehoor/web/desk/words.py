"""The words and colours in which the desk shows codes, days and people."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from gehoor.domain.calendar import WEEKDAYS
from gehoor.domain.complaint import BOTH_ENTITIES
from gehoor.regulation.answers import Effect, Verdict
from gehoor.services import labels
from gehoor.services.municipality import Municipality

#: Who has a duty, where it is no office.
ROLES = {
    "bestuursorgaan": "Bestuursorgaan",
    "commissie": "Adviescommissie",
    "beklaagde": "Beklaagde",
    "ontvanger": "Wie de klacht opnam",
}
EFFECTS = {
    Effect.MUST_REFUSE: "dan is de klacht niet ontvankelijk",
    Effect.MAY_REFUSE: "dan hoeft de klacht niet te worden behandeld",
    Effect.REPAIR_FIRST: "vraag eerst om aanvulling",
    Effect.NO_COMPLAINT: "dan is het geen klacht",
    Effect.ELSEWHERE: "dan hoort de klacht ergens anders",
    Effect.PROPER_HANDLING_ONLY: "dan geldt alleen de plicht om de klacht behoorlijk te behandelen",
}
VERDICTS = {
    Verdict.APPLIES: ("van toepassing", "warning"),
    Verdict.DOES_NOT: ("niet van toepassing", "neutral"),
    Verdict.ASK: ("zelf beoordelen", "info"),
}
STATUS_KINDS = {
    "received": "info",
    "admitted": "info",
    "assigned": "info",
    "judged": "info",
    "refused": "warning",
    "closed": "neutral",
}
LETTER_STATES = {
    "queued": ("wordt gemaakt", "info"),
    "rendered": ("klaar", "success"),
    "failed": ("mislukt", "error"),
}
READINGS = {
    "dossier": "Overzicht",
    "beoordelen": "Beoordelen",
    "toewijzen": "Toewijzen",
    "behandelen": "Behandelen",
    "brieven": "Brieven",
    "afsluiten": "Afsluiten",
    "bijlage": "Een bijlage",
    "brief": "Een brief",
    "opgenomen": "Na het opnemen",
    "afschrift": "Afschrift na het opnemen",
    "eigen afschrift": "Eigen afschrift",
    "eigen bijlage": "Eigen afschrift, een bijlage",
    "eigen brief": "Eigen afschrift, een brief",
    "noodtoegang": "Noodtoegang geopend",
    "printronde": "Printronde geopend",
}
CHANNELS = {"form": "formulier", "email": "e-mail", "letter": "brief", "oral": "mondeling"}
#: Where a duty is carried out, for those that have a page; another duty is only told.
DUTY_SECTIONS = {
    **dict.fromkeys(("acknowledge", "advise_admissibility", "decide_admissibility"), "beoordelen"),
    **dict.fromkeys(("consult_service", "appoint_handler", "appoint_chosen", "assign"), "toewijzen"),
    **dict.fromkeys(("hand_over_to_director", "tell_who_handles"), "toewijzen"),
    **dict.fromkeys(("offer_hearing_complainant", "offer_hearing_accused", "report_of_hearing"), "behandelen"),
    **dict.fromkeys(("report_of_committee", "explain_deviation", "hearing_by_committee"), "behandelen"),
    "answer_recommendations": "afsluiten",
    **dict.fromkeys(("investigate", "measures", "follow_up", "offer_handover"), "behandelen"),
    **dict.fromkeys(("notify_outcome", "notify_refusal", "mediate", "confirm_oral_not_resolved"), "afsluiten"),
    **dict.fromkeys(("refer_by_letter", "ask_consent_to_forward", "forward"), "afsluiten"),
}
#: Which duties fulfil a date, for those that are fulfilled before the case ends.
DATE_DUTIES = {
    "acknowledgement": ("acknowledge",),
    "admissibility_decision": ("decide_admissibility",),
    "refusal_notice": ("decide_admissibility", "notify_refusal"),
    "settlement": ("notify_outcome",),
}
#: From this many days on, a date is marked.
SOON = 7


def days_left(due: date, on: date) -> tuple[str, str]:
    """How long there is until a day, in words, and the kind of badge for it."""
    left = (due - on).days
    if left < 0:
        return ("1 dag te laat" if left == -1 else f"{-left} dagen te laat"), "error"
    if left == 0:
        return "vandaag", "warning"
    if left == 1:
        return "morgen", "warning"
    return f"nog {left} dagen", "warning" if left <= SOON else "neutral"


_SHORT_MONTHS = (
    *("jan.", "feb.", "mrt", "apr.", "mei", "juni"),
    *("juli", "aug.", "sep.", "okt.", "nov.", "dec."),
)


def short_day(day: date) -> str:
    """A day that fits in a table: "ma 4 jan. 2027"."""
    return f"{WEEKDAYS[day.weekday()][:2]} {day.day} {_SHORT_MONTHS[day.month - 1]} {day.year}"


def short_moment(at: datetime, zone: tzinfo) -> str:
    """A moment that fits in a list: "ma 4 jan. 2027, 9.05 uur"."""
    local = at.astimezone(zone)
    return f"{short_day(local.date())}, {local.hour}.{local.minute:02d} uur"


def office_title(office: str) -> str:
    """The Dutch name of an office or role."""
    return labels.OFFICES.get(office) or ROLES.get(office) or office.replace("_", " ").capitalize()


def units_of(place: Municipality) -> list[tuple[str, str]]:
    """The units of the municipality, to choose from."""
    return [(unit.key, unit.title) for unit in place.tenant.organisation.units]


def people_of(place: Municipality) -> list[tuple[str, str]]:
    """Everybody on the staff by name, to choose from."""
    people = sorted(place.tenant.organisation.people, key=lambda person: person.name)
    return [(person.id, person.name) for person in people]


#: The legal persons of a Flemish municipality.
_ENTITIES = {"stad": "De stad", "ocmw": "Het OCMW"}


def entities_of(place: Municipality) -> list[tuple[str, str]]:
    """The legal persons a complaint can be about; empty where there is one only."""
    found = dict.fromkeys(unit.entity for unit in place.tenant.organisation.units if unit.entity)
    return [(key, _ENTITIES.get(key, key)) for key in found]


def sides_of(place: Municipality) -> list[tuple[str, str]]:
    """Which legal persons a complaint can be about: one of them, or both; empty where there is one only."""
    entities = entities_of(place)
    return [*entities, (BOTH_ENTITIES, "De stad en het OCMW")] if len(entities) > 1 else entities


def functions() -> list[tuple[str, str]]:
    """The functions of whoever a complaint is about, to choose from."""
    return [(code, title.removeprefix("een ").removeprefix("de ").removeprefix("het ").capitalize())
            for code, title in labels.FUNCTIONS.items()]  # fmt: skip


def kinds() -> list[tuple[str, str]]:
    """The kinds of complainant, to choose from."""
    return [(kind.value, title.capitalize()) for kind, title in labels.KINDS.items()]
