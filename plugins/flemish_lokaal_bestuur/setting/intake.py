"""What the board asks of a complaint at intake, and one exit the regulation does not name."""

from __future__ import annotations

from datetime import date

from flemish_lokaal_bestuur.belgian_days import reply_day
from flemish_lokaal_bestuur.options import Options
from flemish_lokaal_bestuur.setting.source import SETTING
from gehoor.domain.complaint import Channel, ComplainantKind, Complaint, RepresentativeKind
from gehoor.regulation import Definition, IntakeRequirement


@SETTING.article(
    answers=(
        *("requirement:who", "requirement:when", "requirement:which_file", "requirement:entity"),
        *("requirement:staff_function", "requirement:read_back"),
    )
)
def what_the_board_asks(complaint: Complaint, on: date, options: Options) -> list[IntakeRequirement]:
    """What must be known to apply articles 4, 6 and 7; the text asks none of it, and a gap can be filled.

    A day for an answer of a citizen moves to the next working day, whatever holds for the board itself.
    """
    by = reply_day(on, options.clarification_days)
    asked = [
        ("who", "Uw naam en hoe wij u kunnen bereiken. Een anonieme klacht kunnen wij niet behandelen."),
        ("when", "De dag waarop het gebeurde, of de laatste dag. Een klacht kan tot één jaar na de feiten."),
        ("which_file", "Over welk dossier gaat het, en wat is uw rol daarin?"),
        ("entity", "Gaat het over de stad, over het OCMW of over allebei?"),
    ]
    if complaint.complainant.kind is ComplainantKind.EMPLOYEE:
        asked.append(("staff_function", "Is de klacht gericht tegen een ander personeelslid?"))
    found = [IntakeRequirement(key=key, what=what, by=by) for key, what in asked]
    if complaint.channel is Channel.ORAL:
        found.append(
            IntakeRequirement(
                key="read_back",
                what="Schrijf de mondelinge klacht op, lees ze voor aan de klager en noteer dat die akkoord gaat.",
                repairable=False,
            )
        )
    return found


@SETTING.article(answers="requirement:authorisation")
def mandate_of_whoever_complains_for_another(
    complaint: Complaint, on: date, options: Options
) -> IntakeRequirement | None:
    """The text is silent about complaining for another: it may be done, by default with a written mandate.

    Who represents by law, such as a parent or a guardian, has no mandate to show.
    """
    acts = complaint.representation
    if acts is None or acts.proven or acts.kind is RepresentativeKind.LEGAL or not options.written_mandate:
        return None
    if acts.kind is RepresentativeKind.LAWYER and not options.written_mandate_of_lawyers:
        return None
    return IntakeRequirement(
        key="authorisation",
        what="Een volmacht: een brief waarin degene voor wie u klaagt, zegt dat u dat mag doen.",
        by=reply_day(on, options.clarification_days),
    )


@SETTING.article(answers="definition:whistleblower")
def whistleblowers_have_their_own_way() -> Definition:
    """A whistle-blower's report goes by another law, under which one may stay anonymous."""
    return Definition(
        key="whistleblower",
        term="Klokkenluidersmelding",
        text="U werkt voor of met ons bestuur en wilt een ernstige inbreuk melden.",
        goes_to="Het interne meldpunt, of Audit Vlaanderen als extern meldpunt. U mag daar anoniem melden.",
        example="U zag op het werk dat er met een aanbesteding gefraudeerd wordt.",
    )
