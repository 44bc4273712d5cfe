"""The settings of the queue: a wrong one is told with what to do, and a password is never shown."""

from __future__ import annotations

import pytest

from gehoor.errors import InvalidInput
from gehoor.settings import read_settings


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("localhost:6379", "begint niet met redis://"),
        ("http://:geheim@localhost", "begint niet met redis://"),
        ("redis://:geheim@", "ontbreekt de naam van de server"),
        ("redis://:geheim@localhost:zes", "de poort klopt niet"),
        ("redis://:geheim@localhost:99999", "de poort klopt niet"),
        ("redis://:geheim@[::1", "de server of de poort klopt niet"),
        ("redis://:geheim@localhost/nul", "het nummer van de database"),
        ("unix://", "ontbreekt het pad"),
    ],
)
def test_a_wrong_address_is_told_without_showing_it(address: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_settings({"GEHOOR_REDIS": address})
    assert said in caught.value.message
    assert caught.value.field == "GEHOOR_REDIS"
    assert "geheim" not in caught.value.message


def test_a_good_address_is_kept_and_not_shown() -> None:
    for address in ("redis://localhost", "rediss://jan:geheim@redis.example:6380/2", "unix:///run/redis.sock?db=1"):
        settings = read_settings({"GEHOOR_REDIS": f" {address} "})
        assert settings.redis is not None
        assert settings.redis.value == address
        assert "geheim" not in repr(settings)


@pytest.mark.parametrize(
    ("redis", "chosen", "works"),
    [("", "", True), ("", "0", False), ("redis://localhost", "", False), ("redis://localhost", "1", True)],
)
def test_with_redis_the_website_leaves_the_work_to_others_unless_told(redis: str, chosen: str, works: bool) -> None:
    assert read_settings({"GEHOOR_REDIS": redis, "GEHOOR_WORKER": chosen}).worker is works


def test_another_choice_is_refused() -> None:
    with pytest.raises(InvalidInput, match="GEHOOR_WORKER is 'ja'; geef 0 of 1"):
        read_settings({"GEHOOR_WORKER": "ja"})
