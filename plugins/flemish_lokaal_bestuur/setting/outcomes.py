"""The ways of settlement the text leaves open: the answer with its judgement, informal solution, withdrawal, norms."""

from __future__ import annotations

from datetime import date

from flemish_lokaal_bestuur.ombudsnormen import EDITION, NORMS
from flemish_lokaal_bestuur.setting.source import SETTING
from gehoor.domain import events as ev
from gehoor.domain.case import Case, Status
from gehoor.regulation import NormList, Outcome

JUDGEMENTS = (("founded", "gegrond"), ("partly_founded", "deels gegrond"), ("unfounded", "ongegrond"))
CLOSED = "de klacht is al afgesloten"


@SETTING.article(answers=("outcome:solved_informally", "outcome:withdrawn"))
def without_judgement(case: Case) -> list[Outcome]:
    """Solved to the complainant's satisfaction, or withdrawn: the text is silent, so it stays on the register only."""
    refused = ""
    if case.status is Status.CLOSED:
        refused = CLOSED
    elif case.status is Status.REFUSED:
        refused = "er is al beslist de klacht niet te behandelen"
    judged = refused or ("er ligt al een oordeel: geef dat aan de klager" if case.last(ev.Judged) else "")
    return [
        Outcome(
            key="solved_informally",
            title="Opgelost: de klager is tevreden",
            available=not judged,
            because=judged,
            needs_reason=True,
            needs_consent=True,
            letter="solved_informally",
        ),
        Outcome(
            key="withdrawn",
            title="Ingetrokken door de klager",
            available=not refused,
            because=refused,
            letter="withdrawn",
        ),
    ]


@SETTING.article(answers=f"norms:{EDITION}")
def ombudsnormen() -> NormList:
    """The list of the Vlaamse Ombudsdienst as a help to judge; no local board is bound to use it."""
    return NormList(
        key=EDITION,
        title="Ombudsnormen van de Vlaamse Ombudsdienst",
        valid_from=date(2002, 1, 1),
        norms=NORMS,
        remark="Toetsen aan de ombudsnormen mag en hoeft niet. Een klacht kan meer dan één norm raken.",
    )
