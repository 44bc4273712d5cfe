"""The letters on receipt, on what is missing, and on a complaint that is refused, forwarded or only spoken."""

from __future__ import annotations

import pytest

from gehoor.bootstrap import Platform
from gehoor.domain import events as ev
from gehoor.domain.complaint import Channel
from gehoor.domain.events import Decision, Party
from services.dutch_letters.story import OMBUDSMAN, Story, only, told
from standing_clock import Clock

pytestmark = pytest.mark.anyio


async def test_l1_the_acknowledgement_tells_the_day_of_receipt_and_of_the_outcome(story: Story) -> None:
    text = (await only(story, "acknowledgement", "complainant"))["complainant"]
    assert "Wij hebben uw klacht ontvangen op vrijdag 20 november 2026." in text
    assert "artikel 9:11 lid 1 Awb" in text
    assert "Uiterlijk op maandag 4 januari 2027" in text
    assert "Noor Verbeek Klachtencoördinator" in text


async def test_l2_the_accused_gets_the_notice_the_complaint_and_what_came_with_it(story: Story) -> None:
    await story.treated()
    words = await only(story, "handler_notice", "complainant", "accused")
    assert (
        "wordt behandeld door het afdelingshoofd, namens het college van burgemeester en wethouders"
        in words["complainant"]
    )
    assert "Bijlagen" not in words["complainant"]
    assert "Afschrift aan degene over wie de klacht gaat" in words["complainant"]
    copied = (await story.made("handler_notice"))["accused"]
    assert "Dit is een afschrift van onze brief aan Petra Proefpersoon." in words["accused"]
    assert (
        "Bijlagen De klacht van vrijdag 20 november 2026 Bijlage bij de klacht: foto van de balie.png"
        in words["accused"]
    )
    assert "Wat is er gebeurd? Aan de balie werd mij de deur gewezen." in words["accused"]
    assert "Voorbeeldlaan" not in words["accused"], "the address is of no use to the accused"
    assert len(copied.queued.enclosed) == 1
    assert copied.queued.recipient is Party.ACCUSED
    assert (await story.made("handler_notice"))["complainant"].queued.enclosed == ()


async def test_l3_what_is_missing_is_asked_with_a_day(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        story = await told(platform, clock, place, Channel.LETTER)
        await story.by("noor").request_repair(("signature",), story.day(14))
        text = (await only(story, "repair", "complainant"))["complainant"]
    assert "Dit ontbreekt nog: de ondertekening." in text
    assert "uiterlijk op vrijdag 4 december 2026" in text


async def test_l4_a_refusal_has_its_ground_its_reason_and_the_ombudsman(story: Story) -> None:
    await story.facts()
    await story.assign()
    await story.by("karel").decide(Decision.NOT_TREATED, ("earlier_handled",), "Zie onze brief van mei.")
    text = (await only(story, "refusal", "complainant"))["complainant"]
    assert "(artikel 9:8 lid 1 onder a Awb)" in text
    assert "Zie onze brief van mei." in text
    assert OMBUDSMAN in text
    assert "tot en met zaterdag 20 november 2027" in text
    assert "namens het college van burgemeester en wethouders, Karel Wilgenboom Afdelingshoofd" in text


async def test_l11_an_oral_complaint_that_is_not_solved_has_two_ways_on(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        story = await told(platform, clock, place, Channel.ORAL)
        await story.by("noor").simple(ev.MediationFailed(on=story.day(0)))
        text = (await only(story, "oral_not_resolved", "complainant"))["complainant"]
    assert "U kunt uw klacht schriftelijk indienen." in text
    assert OMBUDSMAN in text


async def test_l12_forwarding_is_told_with_where_to_and_the_day_that_is_kept(story: Story) -> None:
    await story.facts()
    await story.assign()
    await story.by("karel").decide(
        Decision.REFERRED, ("other_instance",), "Het waterschap gaat hierover.", "Waterschap"
    )
    await story.by("karel").forward("Waterschap Verzonnen, Dijk 1")
    text = (await only(story, "forwarded", "complainant"))["complainant"]
    assert "Waterschap Verzonnen, Dijk 1" in text
    assert "vrijdag 20 november 2026" in text
