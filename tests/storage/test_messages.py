"""Mail that came in finds its case by the mail before it, and where that is unclear somebody is asked."""

from __future__ import annotations

import pytest

from gehoor.storage import messages
from gehoor.storage.messages import New, Words
from gehoor.storage.scope import Store, transaction
from storage.made_up import AT

pytestmark = pytest.mark.anyio


async def arrived(number: int, case_id: str | None) -> str:
    """A mail that came in and was laid with a case; gives its message id."""
    message_id = f"<{number}@voorbeeld.example>"
    new = New(
        message_hash=f"{number:064}", message_id=message_id, received_at=AT, state="tray", kind="mail",
        words=Words(), raw=b"mail %d" % number,
    )  # fmt: skip
    async with transaction():
        stored = await messages.put(new, AT)
        assert stored is not None
        found = await messages.lock(stored)
        assert found is not None
        if case_id is not None:
            await messages.decide(found, "joined", "noor", AT, case_id=case_id, sender_role="complainant")
    return message_id


async def test_a_thread_has_a_case_where_all_its_mails_that_have_one_have_the_same(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        one = [await arrived(number, case) for number, case in enumerate(("c-1", "c-1", None))]
        assert await messages.case_of_thread(one) == "c-1"
        other = await arrived(4, "c-2")
        assert await messages.case_of_thread([*one, other]) is None
        assert await messages.case_of_thread([other]) == "c-2"
        assert await messages.case_of_thread(["<9@voorbeeld.example>"]) is None
        assert await messages.case_of_thread([]) is None
