"""The page on which a municipality chooses who is told of what and when."""

from __future__ import annotations

import pytest

from gehoor.domain.tenant import Reminders
from web.admin.test_settings_pages import linked_errors, tenant_of
from web.desk.browser import Browser
from web.desk.conftest import Town

pytestmark = pytest.mark.anyio
PAGE = "/beheer/herinneringen"
CHOSEN = {"dagen": "2 en 10", "na": "5", "ambt": "burgemeester", "uur": "6", "dagmail": "ja", "week": "5"}


async def test_what_holds_is_shown_as_a_setting_of_the_board(iris: Browser) -> None:
    page = await iris.open(PAGE)
    assert "instelling van het bestuur" in page
    assert 'value="7, 2"' in page
    assert "Van Noor Verbeek" in page
    assert "is geen mailadres bekend" in page


async def test_another_choice_holds_at_once(town: Town, iris: Browser) -> None:
    await iris.open(PAGE)
    await iris.send(PAGE, {**CHOSEN, "waarom": "Eerder beginnen"})
    assert "Uw wijziging is opgeslagen" in iris.text
    chosen = (await tenant_of(town, "zaltbommel")).file.reminders
    wanted = Reminders(days_before=(10, 2), up_after=5, up_to="burgemeester", hour=6, daily=True, weekly_on=5)
    assert chosen == wanted


async def test_no_reminders_and_no_mails_is_a_choice_too(town: Town, iris: Browser) -> None:
    await iris.open(PAGE)
    await iris.send(PAGE, {**CHOSEN, "dagen": "", "dagmail": "", "week": "0", "ambt": ""})
    chosen = (await tenant_of(town, "zaltbommel")).file.reminders
    assert (chosen.days_before, chosen.daily, chosen.weekly_on, chosen.up_to) == ((), False, 0, "")


@pytest.mark.parametrize(
    ("field", "typed"),
    [("dagen", "een week"), ("dagen", "400"), ("dagen", "-1"), ("na", "0"), ("na", ""), ("na", "drie")],
)
async def test_what_is_no_number_of_days_is_named_and_kept(iris: Browser, town: Town, field: str, typed: str) -> None:
    before = (await tenant_of(town, "zaltbommel")).file.reminders
    await iris.open(PAGE)
    page = await iris.send(PAGE, {**CHOSEN, field: typed}, status=422)
    assert linked_errors(page) == [field]
    if typed:
        assert f'value="{typed}"' in page
    assert (await tenant_of(town, "zaltbommel")).file.reminders == before
