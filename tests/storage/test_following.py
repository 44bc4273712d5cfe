"""Links that open a case once, mail whose words go when it left, and representatives: the same on both databases."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from gehoor.storage import access_links, mail, outbox, people, representatives
from gehoor.storage.access_links import Follower
from gehoor.storage.mail import Words
from gehoor.storage.representatives import FORMER, REPRESENTATIVE
from gehoor.storage.scope import RuleBroken, Store, transaction
from gehoor.storage.tables_following import AccessLink, MailOut
from storage.made_up import AT

pytestmark = pytest.mark.anyio
SLUG = "zaltbommel"
PETRA = Follower("c-1", "complainant")
SOON = AT + timedelta(minutes=30)
WORDS = Words("petra@voorbeeld.example", "Uw link", "Open https://zaltbommel.example/status/openen/geheim")


def hashed(letter: str) -> str:
    return letter * 64


async def put_link(letter: str = "a", follower: Follower | None = PETRA) -> None:
    async with transaction():
        await access_links.put(hashed(letter), follower, AT, SOON)


async def put_mail() -> int:
    async with transaction():
        return await mail.put("link", WORDS, "<1@voorbeeld.example>", AT, SOON, case_id="c-1", role="complainant")


async def test_a_link_opens_a_case_once(store: Store) -> None:
    async with store.tenant(SLUG):
        await put_link()
        assert await access_links.use(hashed("a"), hashed("1"), AT, SOON) == PETRA
        assert await access_links.use(hashed("a"), hashed("2"), AT, SOON) is None
        assert await access_links.visit(hashed("1"), AT) == PETRA
        assert await access_links.visit(hashed("2"), AT) is None


async def test_of_two_who_use_a_link_at_once_one_gets_in(store: Store) -> None:
    async with store.tenant(SLUG):
        await put_link()

    async def use(letter: str) -> Follower | None:
        async with store.tenant(SLUG):
            return await access_links.use(hashed("a"), hashed(letter), AT, SOON)

    got = await asyncio.gather(*(use(letter) for letter in "12345678"))
    assert [each for each in got if each is not None] == [PETRA]


async def test_a_link_ends_with_its_time_and_opens_nothing_without_a_case(store: Store) -> None:
    async with store.tenant(SLUG):
        await put_link("a")
        await put_link("b", None)
        assert await access_links.use(hashed("a"), hashed("1"), SOON, SOON) is None
        assert await access_links.use(hashed("b"), hashed("2"), AT, SOON) is None
        assert await access_links.use(hashed("c"), hashed("3"), AT, SOON) is None


async def test_a_visit_ends_with_its_time_alone_or_with_everything_of_this_person(store: Store) -> None:
    other = Follower("c-1", REPRESENTATIVE)
    async with store.tenant(SLUG):
        for letter, who in (("a", PETRA), ("b", PETRA), ("c", other)):
            await put_link(letter, who)
            assert await access_links.use(hashed(letter), hashed(letter.upper()), AT, SOON) == who
        assert await access_links.visit(hashed("A"), SOON) is None
        await access_links.end_visit(hashed("A"))
        assert await access_links.visit(hashed("A"), AT) is None
        assert await access_links.visit(hashed("B"), AT) == PETRA
        async with transaction():
            await access_links.end_all(PETRA)
        assert await access_links.visit(hashed("B"), AT) is None
        assert await access_links.visit(hashed("C"), AT) == other


async def test_old_links_are_forgotten_and_another_municipality_has_none(store: Store) -> None:
    async with store.tenant(SLUG):
        await put_link()
    async with store.tenant("neerdam"):
        assert await access_links.use(hashed("a"), hashed("1"), AT, SOON) is None
    async with store.tenant(SLUG):
        await access_links.forget_before(AT)
        assert await AccessLink.count() == 1
        await access_links.forget_before(SOON)
        assert await AccessLink.count() == 0


async def test_the_words_of_a_mail_are_sealed_and_go_when_it_left(store: Store) -> None:
    async with store.tenant(SLUG):
        number = await put_mail()
        (row,) = await MailOut.select()
        assert b"geheim" not in row["sealed"]
        assert b"petra" not in row["sealed"]
        job = await outbox.claim(AT, timedelta(minutes=2))
        assert job is not None
        assert (job.kind, job.payload) == ("mail", f'{{"mail":{number}}}'.encode())
        found = await mail.waiting(number)
        assert found is not None
        assert found[1] == WORDS
        await mail.over(number, "sent", AT)
        assert await mail.waiting(number) is None
        (row,) = await MailOut.select()
        assert (row["state"], row["sealed"], row["error"]) == ("sent", None, None)
        # What left stays left, whatever a slow worker writes later.
        await mail.over(number, "failed", AT, "smtp_550")
        (row,) = await MailOut.select()
        assert (row["state"], row["error"]) == ("sent", None)


async def test_a_mail_cannot_wait_without_its_words(store: Store) -> None:
    async with store.tenant(SLUG):
        await put_mail()
        with pytest.raises(RuleBroken):
            await MailOut.update({MailOut.sealed: None}, force=True)


async def test_mail_for_one_person_in_a_case_is_dropped_and_old_mail_forgotten(store: Store) -> None:
    async with store.tenant(SLUG):
        number = await put_mail()
        async with transaction():
            await mail.drop_of("c-1", REPRESENTATIVE)
        assert await mail.waiting(number) is not None
        async with transaction():
            await mail.drop_of("c-1", "complainant")
        assert await mail.waiting(number) is None
        await mail.forget_before(SOON)
        assert await MailOut.count() == 0


async def test_a_representative_has_a_code_until_it_ends(store: Store) -> None:
    async with store.tenant(SLUG):
        await people.put_party("c-1", REPRESENTATIVE, "Rik Raad", email="rik@voorbeeld.example")
        assert await representatives.by_access_hash(hashed("x")) is None
        await representatives.let_follow("c-1", hashed("x"))
        await representatives.let_follow("c-1", hashed("y"))
        found = await representatives.by_access_hash(hashed("x"))
        assert found is not None
        assert found.name == "Rik Raad"
        await representatives.set_access_hash("c-1", hashed("z"))
        assert await representatives.by_access_hash(hashed("x")) is None
        async with transaction():
            await representatives.retire("c-1")
        assert await representatives.by_access_hash(hashed("z")) is None
        assert [party.role for party in await people.parties_of("c-1")] == [FORMER]


async def test_a_second_representative_takes_the_place_of_the_first_without_the_code(store: Store) -> None:
    async with store.tenant(SLUG):
        for name in ("Rik Raad", "Ria Raad"):
            await people.put_party("c-1", REPRESENTATIVE, name)
            await representatives.let_follow("c-1", hashed(name[1]))
            async with transaction():
                await representatives.retire("c-1")
        assert [(party.role, party.name) for party in await people.parties_of("c-1")] == [(FORMER, "Ria Raad")]
