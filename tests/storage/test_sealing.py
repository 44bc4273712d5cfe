"""What is sealed opens with the same key for the same purpose, and in no other way."""

from __future__ import annotations

import pytest

from gehoor.storage import sealing
from gehoor.storage.engine import TenantNotSelected
from gehoor.storage.sealing import KEY_BYTES, OVERHEAD, Damaged, Sealer

KEY = bytes(range(KEY_BYTES))
CONTENT = b"het wachtwoord van de mailserver"


def test_what_was_sealed_can_be_opened_again() -> None:
    sealed = Sealer.of(KEY).seal(CONTENT, "secret:smtp")
    assert Sealer.of(KEY).unseal(sealed, "secret:smtp") == CONTENT
    assert CONTENT not in sealed
    assert len(sealed) == len(CONTENT) + OVERHEAD


def test_nothing_at_all_can_be_sealed_too() -> None:
    assert Sealer.of(KEY).unseal(Sealer.of(KEY).seal(b"", "blob:x"), "blob:x") == b""


def test_the_same_content_is_sealed_differently_each_time() -> None:
    sealer = Sealer.of(KEY)
    assert len({sealer.seal(CONTENT, "secret:smtp") for _ in range(50)}) == 50


@pytest.mark.parametrize("place", range(0, len(CONTENT) + OVERHEAD, 3))
def test_a_change_of_one_bit_is_noticed(place: int) -> None:
    sealed = bytearray(Sealer.of(KEY).seal(CONTENT, "secret:smtp"))
    sealed[place] ^= 1
    with pytest.raises(Damaged):
        Sealer.of(KEY).unseal(bytes(sealed), "secret:smtp")


@pytest.mark.parametrize("length", [0, 1, 12, OVERHEAD - 1, OVERHEAD, OVERHEAD + 5])
def test_what_was_cut_off_is_noticed(length: int) -> None:
    sealed = Sealer.of(KEY).seal(CONTENT, "secret:smtp")
    with pytest.raises(Damaged):
        Sealer.of(KEY).unseal(sealed[:length], "secret:smtp")


def test_what_was_sealed_for_one_thing_does_not_open_for_another() -> None:
    sealed = Sealer.of(KEY).seal(CONTENT, "totp:pim")
    with pytest.raises(Damaged, match="hoort bij een andere sleutel"):
        Sealer.of(KEY).unseal(sealed, "totp:karel")


def test_another_key_does_not_open_it() -> None:
    sealed = Sealer.of(KEY).seal(CONTENT, "totp:pim")
    with pytest.raises(Damaged):
        Sealer.of(bytes(KEY_BYTES)).unseal(sealed, "totp:pim")


def test_a_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Sealer.of(b"short")


def test_a_sealer_does_not_show_its_key() -> None:
    assert repr(Sealer.of(KEY)) == "Sealer(...)"


def test_without_a_tenant_there_is_no_sealer() -> None:
    with pytest.raises(TenantNotSelected):
        sealing.current()
