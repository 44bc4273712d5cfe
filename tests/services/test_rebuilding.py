"""The lists of a municipality are made again from its register, also those that came after its first cases."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from gehoor.services import export
from gehoor.services.rebuilding import rebuild
from gehoor.services.verification import verify
from gehoor.storage import cases, register
from gehoor.storage.tables import CaseView
from gehoor.storage.tables_following import AccessLink, MailOut
from gehoor.storage.tables_wall import CasePerson
from web.wall.stage import NL, on_stage

pytestmark = pytest.mark.anyio
OPENS = "f" * 64
MOMENT = "2026-03-02T09:00:00.000000Z"


async def test_who_a_case_concerns_and_every_list_come_back_from_the_register(tmp_path: Path) -> None:
    async with on_stage(NL, tmp_path) as stage:
        first = await stage.case("assigned")
        await stage.case("received")
        async with stage.platform.at(NL) as place:
            before = await cases.by_reference(first.reference)
            head = await register.head()
            await CasePerson.delete(force=True)
            await CaseView.update({CaseView.status: "closed"}, force=True)
            assert len((await verify(place)).problems) == 4
            assert await rebuild() == 2
            assert (await verify(place)).problems == []
            assert await register.head() == head
            # The keys by which somebody comes back to a case are on no event, and stay.
            assert await cases.by_reference(first.reference) == before
            assert before is not None
            assert before.access_hash


async def test_an_export_holds_links_and_mail_without_what_opens_a_case(tmp_path: Path) -> None:
    async with on_stage(NL, tmp_path) as stage:
        reference, path = await stage.file(), tmp_path / "export.zip"
        async with stage.platform.at(NL):
            row = await cases.by_reference(reference)
            assert row is not None
            moments = {"made_at": MOMENT, "expires_at": MOMENT}
            await AccessLink.insert(AccessLink(token_hash=OPENS, case_id=row.case_id, role="complainant", **moments))
            await MailOut.insert(
                MailOut(message_id="m@x", kind="link", case_id=row.case_id, state="queued", sealed=b"z", **moments)
            )
            manifest = await export.write(path, slug=NL, title="Zaltbommel", regulation="x", at=stage.now)
        assert manifest.rows["access_link"] == manifest.rows["mail_out"] == 1
        with zipfile.ZipFile(path) as archive:
            said = [archive.read(f"tabellen/{name}.jsonl").decode() for name in ("access_link", "mail_out")]
        assert all(row.case_id in text and '"left_out":true' in text for text in said)
        assert OPENS not in said[0]
