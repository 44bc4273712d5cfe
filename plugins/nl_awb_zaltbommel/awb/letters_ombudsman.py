"""The letter to the ombudsman: what is done with each recommendation, or why not."""

from __future__ import annotations

from gehoor.domain import events as ev
from gehoor.domain.calendar import in_words
from gehoor.domain.case import Case
from gehoor.regulation import Letter


def ombudsman_answer(case: Case, office: str, body: str) -> Letter | None:
    """To the ombudsman that is competent for this case; each recommendation by its number (9:36 lid 4)."""
    report, answered = case.last(ev.OmbudsmanReported), case.last(ev.OmbudsmanAnswered)
    if report is None or answered is None:
        return None
    numbered = [(str(number), response.followed) for number, response in enumerate(answered.responses, start=1)]
    told = [
        _told([number for number, followed in numbered if followed], "volgen wij op"),
        _told([number for number, followed in numbered if not followed], "volgen wij niet op"),
    ]
    return Letter(
        key="ombudsman_answer",
        template="ombudsman_answer",
        title="Onze reactie op uw aanbevelingen",
        recipients=("ombudsman",),
        must_say=(
            (
                "report",
                f"In uw rapport over deze klacht {_done(len(numbered))}. In deze brief leest u wat wij daarmee doen"
                " (artikel 9:36 lid 4 Awb).",
            ),
            ("responses", " ".join(each for each in told if each)),
        ),
        signatory=office,
        on_behalf_of=body,
    )


def _done(amount: int) -> str:
    return "doet u één aanbeveling" if amount == 1 else f"doet u {amount} aanbevelingen"


def _told(numbers: list[str], what: str) -> str:
    if not numbers:
        return ""
    return f"{'Aanbeveling' if len(numbers) == 1 else 'De aanbevelingen'} {in_words(numbers)} {what}."
