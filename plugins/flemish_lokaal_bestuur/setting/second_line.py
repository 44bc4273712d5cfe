"""The second line as the board set it: which body, where, until when, in sentences for a letter."""

from __future__ import annotations

from datetime import date

import msgspec

from flemish_lokaal_bestuur.belgian_days import reply_day
from flemish_lokaal_bestuur.options import Options, SecondLine, SecondLineType
from flemish_lokaal_bestuur.setting.signing import contact
from flemish_lokaal_bestuur.setting.source import SETTING
from gehoor.domain.calendar import written
from gehoor.domain.case import Case
from gehoor.regulation import Escalation

#: Name and address by default, where the board did not write its own.
_KNOWN = {
    SecondLineType.VLAAMSE_OMBUDSDIENST: (
        "Vlaamse Ombudsdienst",
        "Leuvenseweg 86, 1000 Brussel, gratis telefoonnummer 1700",
    ),
    SecondLineType.EIGEN: ("ombudsdienst van ons bestuur", ""),
    SecondLineType.INTERGEMEENTELIJK: ("intergemeentelijke ombudsdienst", ""),
    SecondLineType.COLLEGE: ("college van burgemeester en schepenen", ""),
}


class SecondLineHere(msgspec.Struct, frozen=True, kw_only=True):
    """The second line for one case."""

    body: str
    address: str
    until: date | None
    condition: str
    sentence: str


def second_line_of(case: Case, second: SecondLine) -> SecondLineHere:
    """The second line for a case; the last day is known only where the board set a term and the case is closed."""
    name, address = _KNOWN[second.type]
    body = second.name or name
    where = second.address or address
    closed_on = case.closed_on
    until = reply_day(closed_on, second.until_days) if closed_on and second.until_days else None
    article = "het" if second.type is SecondLineType.COLLEGE and not second.name else "de"
    who = body if second.name else f"{article} {body}"
    place = f" ({where})" if where else ""
    sentence = f"Bent u niet tevreden met ons antwoord? Dan kunt u met uw klacht naar {who}{place}."
    if until is not None:
        sentence += f" Dat kan tot en met {written(until)}."
    elif second.until_days:
        sentence += f" Dat kan tot {second.until_days} dagen na het afsluiten van uw klacht."
    else:
        sentence += " Wij kennen geen termijn waarbinnen u dat moet doen. Wacht toch liever niet te lang."
    return SecondLineHere(
        body=body,
        address=where,
        until=until,
        condition="Nadat ons bestuur zelf de kans kreeg om de klacht te behandelen.",
        sentence=sentence,
    )


@SETTING.article(answers="escalation:college")
def college_as_second_line(case: Case, options: Options) -> Escalation | None:
    """A board without ombudsdienst may let people write to the college after the answer; the decree is silent."""
    if options.second_line.type is not SecondLineType.COLLEGE:
        return None
    second = second_line_of(case, options.second_line)
    return Escalation(
        key="college",
        body=second.body,
        address=second.address,
        until=second.until,
        condition=second.condition,
        sentence=second.sentence,
    )


def last_word(case: Case, options: Options) -> str:
    """The closing sentence of a letter: the second line as it was set, or a neutral one that promises nothing."""
    if options.second_line.type is SecondLineType.NONE:
        return (
            "Hebt u na deze brief nog vragen, of bent u het er niet mee eens? Neem dan contact op met"
            f" {contact(case)}. Wij luisteren graag naar u."
        )
    return second_line_of(case, options.second_line).sentence
