"""Steps about who acts for the complainant: naming somebody, recording the mandate, and ending it."""

from __future__ import annotations

from collections.abc import Mapping

from gehoor.domain.complaint import Mandate
from gehoor.services import representation
from gehoor.services.dossier import Dossier
from gehoor.services.representation import SHOWN, Step
from gehoor.services.uploads import Upload
from gehoor.web.desk.actions import Action, Doing, Known, Value
from gehoor.web.desk.representative_form import read_representative

SECTION = "beoordelen"
#: How a mandate can have come in, for a page that takes the file at once.
SEEN = (
    (Mandate.UPLOADED.value, "Ontvangen", "Voeg haar hieronder toe, of schrijf waar zij ligt."),
    (Mandate.SHOWN.value, "Getoond", "U of een collega heeft de machtiging gezien en teruggegeven."),
    (Mandate.NOT_REQUIRED.value, "Niet nodig", "Schrijf hieronder waarom niet."),
)


def offered(known: Known) -> dict[str, bool]:
    """Which of these steps are shown in this case now."""
    acts, closed = known.found.case.complaint.representation, known.found.case.closed_on is not None
    return {
        "vertegenwoordiger": not closed,
        "machtiging": not closed and acts is not None and acts.mandate not in SHOWN,
        "machtiging-intrekken": acts is not None,
    }


def _step(doing: Doing) -> Step:
    return Step(
        place=doing.place,
        actor=doing.actor,
        reference=doing.work.reference,
        at=doing.work.at,
        seen=doing.work.seen,
    )


async def _name(doing: Doing) -> Dossier:
    who = read_representative(doing.entry, doing.named)
    doing.check()
    return await representation.name_representative(_step(doing), who)


def one_file(doing: Doing, field_name: str, too_many: str) -> Upload | None:
    """The file that was sent in this field, where one was."""
    files = doing.entry.files(doing.named(field_name))
    if len(files) > 1:
        doing.wrong(field_name, too_many)
    return Upload(files[0].filename, files[0].media_type, files[0].content) if files else None


async def _record(doing: Doing) -> Dossier:
    seen = doing.choice("gezien", [key for key, *_ in SEEN], required="Kies hoe de machtiging is gezien.")
    note, file = doing.line("waar"), one_file(doing, "bestand", "Kies één bestand: de machtiging zelf.")
    doing.check()
    return await representation.record_mandate(_step(doing), Mandate(seen), note, file)


async def _withdraw(doing: Doing) -> Dossier:
    return await representation.withdraw(_step(doing), doing.text("hoe"))


def _new_representative(_: Known) -> Mapping[str, Value]:
    return {"machtiging": Mandate.ASKED.value}


ACTIONS = [
    Action(
        name="vertegenwoordiger",
        section=SECTION,
        done="Vastgelegd wie namens de klager komt.",
        carry_out=_name,
        fields={"name": "naam", "address": "adres"},
        filled_in=_new_representative,
    ),
    Action(
        name="machtiging",
        section=SECTION,
        done="De machtiging is vastgelegd. Brieven gaan nu naar de vertegenwoordiger.",
        carry_out=_record,
        fields={"mandate": "gezien", "file": "bestand", "note": "waar"},
    ),
    Action(
        name="machtiging-intrekken",
        section=SECTION,
        done="De machtiging is ingetrokken. De vertegenwoordiger kan de klacht niet meer volgen.",
        carry_out=_withdraw,
        fields={"note": "hoe"},
    ),
]
