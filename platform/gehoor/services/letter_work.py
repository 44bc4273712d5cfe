"""Steps that ask or answer somebody by letter: more time, the advice of a commission, the ombudsman's report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from gehoor.domain import events as ev
from gehoor.errors import InvalidInput
from gehoor.services.case_work import CaseWork
from gehoor.services.dossier import Dossier
from gehoor.services.enclosures import ADVICE
from gehoor.services.uploads import Upload
from gehoor.storage import files
from gehoor.storage.scope import transaction

#: Where a document that came from the ombudsman comes from.
OMBUDSMAN = "ombudsman"


class ResponseInput(msgspec.Struct, frozen=True, kw_only=True):
    """What the municipality does with one recommendation, in the order of the report."""

    followed: bool
    text: str


class LetterWork(CaseWork):
    """What the desk asks and answers by letter in one case, beside the decisions."""

    async def ask_further(self, until: date, reply_by: date | None, reason: str) -> Dossier:
        """Asks the complainant in a letter to agree to a later end; the term stays what it was."""
        if not reason.strip():
            raise InvalidInput("Schrijf waarom er meer tijd nodig is; dit staat in de brief.", field="reason")
        async with transaction():
            found = await self.opened()
            number = await self.text(found, "extension_reason", reason)
            event = ev.FurtherExtensionAsked(on=self.on, until=until, reply_by=reply_by, reason=number)
            return await self.record(found, [event])

    async def record_advice(self, text: str, file: Upload | None) -> Dossier:
        """Keeps the advice on the complaint: its text, the document itself, or both."""
        async with transaction():
            found = await self.opened()
            number = await self.text(found, "advice", text)
            event = ev.AdviceReceived(on=self.on, text=number, attachment=await self._attach(found, file, ADVICE))
            return await self.record(found, [event])

    async def record_ombudsman_report(self, text: str, recommendations: Sequence[str], file: Upload | None) -> Dossier:
        """Keeps what the ombudsman found and recommended."""
        if not text.strip():
            raise InvalidInput("Schrijf wat de ombudsman vindt.", field="report")
        async with transaction():
            found = await self.opened()
            number = await self.text(found, "ombudsman_report", text)
            each = [await self.text(found, "recommendation", one) for one in recommendations]
            event = ev.OmbudsmanReported(
                on=self.on,
                text=number or 0,
                recommendations=tuple(one for one in each if one is not None),
                attachment=await self._attach(found, file, OMBUDSMAN),
            )
            return await self.record(found, [event])

    async def answer_ombudsman(self, responses: Sequence[ResponseInput]) -> Dossier:
        """Answers each recommendation of the last report in a letter: how it is followed, or why not."""
        for at, response in enumerate(responses, start=1):
            if not response.text.strip():
                raise InvalidInput(f"Schrijf wat u met aanbeveling {at} doet.", field="responses")
        async with transaction():
            found = await self.opened()
            report = found.case.last(ev.OmbudsmanReported)
            asked = report.recommendations if report else ()
            given = tuple(
                [
                    ev.Response(
                        recommendation=number,
                        followed=response.followed,
                        text=await self.text(found, "response", response.text) or 0,
                    )
                    for number, response in zip(asked, responses, strict=False)
                ]
            )
            return await self.record(found, [ev.OmbudsmanAnswered(on=self.on, responses=given)])

    async def _attach(self, found: Dossier, file: Upload | None, origin: str) -> int | None:
        if file is None:
            return None
        kept = await files.attach(found.case_id, file.name, file.media_type, file.content, origin, self.at)
        return kept.id
