"""`gehoor clock --at DAG [--tenant GEMEENTE] [--dry-run]`: goes through a day, or says what that would do."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Sequence
from datetime import date, datetime

from gehoor.bootstrap import Platform, open_platform
from gehoor.domain.events import Moved
from gehoor.errors import GehoorError, InvalidInput
from gehoor.logs import where
from gehoor.services import clock, clock_plan
from gehoor.services.clock_plan import Plan
from gehoor.services.municipality import Municipality
from gehoor.services.notice_words import CAUSES, OVERDUE, OVERDUE_UP, REMINDER
from gehoor.settings import read_settings

_KINDS = {REMINDER: "herinnering", OVERDUE: "te laat", OVERDUE_UP: "te laat, naar boven"}


def run(arguments: Sequence[str]) -> int:
    """Goes through the days up to the one that is asked; exit status 1 where a municipality could not be done."""
    parser = argparse.ArgumentParser(prog="gehoor clock", description=__doc__)
    parser.add_argument("--at", metavar="DAG", help="de dag, als 2026-11-24; zonder: de laatste waarvan het uur sloeg")
    parser.add_argument("--tenant", metavar="GEMEENTE", help="de map van de gemeente; zonder: alle gemeenten")
    parser.add_argument("--dry-run", action="store_true", help="zeg wat er zou gebeuren en schrijf niets")
    chosen = parser.parse_args(arguments)
    return asyncio.run(_clock(_day(chosen.at), chosen.tenant, dry=chosen.dry_run))


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise InvalidInput(f"'{given}' is geen dag. Schrijf de dag als 2026-11-24.", field="at") from None


async def _clock(day: date | None, slug: str | None, *, dry: bool) -> int:
    platform = await open_platform(read_settings(os.environ))
    try:
        names = [slug] if slug else await platform.slugs()
        failed = [name for name in names if not await _one(platform, name, day, dry=dry)]
    finally:
        await platform.aclose()
    return 1 if failed else 0


async def _one(platform: Platform, name: str, day: date | None, *, dry: bool) -> bool:
    try:
        async with platform.at(name) as place:
            at = platform.clock()
            until = day or clock.last_due(place, at)
            lines = await (_planned(place, until, at) if dry else _done(platform, place, until, at))
    except GehoorError as problem:
        lines, well = [f"niet gelukt. {problem.message}"], False
    except Exception as error:
        # What goes wrong in one municipality must not keep the others from their day.
        lines, well = [f"niet gelukt ({where(error)})"], False
    else:
        well = True
    for line in lines:
        print(f"{name}: {line}")
    return well


async def _done(platform: Platform, place: Municipality, until: date, at: datetime) -> list[str]:
    if until > place.day(at):
        raise InvalidInput(f"{until.isoformat()} is nog niet geweest. Kijk vooruit met --dry-run.", field="at")
    done = await clock.run(place, platform.settings, at, until)
    return [
        f"dagen: {_days(done.days)}; nieuwe meldingen: {done.notices}; mails: {done.mails}",
        *(f"{CAUSES.get(cause, cause)}: de lopende zaken worden opnieuw berekend" for cause in done.changes),
    ]


async def _planned(place: Municipality, until: date, at: datetime) -> list[str]:
    plan = await clock_plan.plan(place, until, at)
    return [f"dagen: {_days(plan.days)}", *_told(plan), *_moved(plan)]


def _told(plan: Plan) -> list[str]:
    lines = [
        f"{each.notice.day.isoformat()} {_KINDS.get(each.notice.kind, each.notice.kind)}: {each.reference},"
        f" {each.notice.code}, uiterlijk {_written(each.notice.due)}, aan {each.to}"
        for each in plan.told
    ]
    return [*lines, f"mail van de dag: {plan.daily}; mail met cijfers: {plan.weekly}"]


def _moved(plan: Plan) -> list[str]:
    causes = [f"{CAUSES.get(each.cause, each.cause)} {each.detail}".strip() for each in plan.changes]
    return [
        *(f"opnieuw berekenen: {cause}" for cause in causes),
        *(f"nieuwe datum: {reference}, {_both(each)}" for reference, each in plan.moved),
    ]


def _both(moved: Moved) -> str:
    return f"{moved.key}, was {_written(moved.was)}, wordt {_written(moved.now)}"


def _written(day: date | None) -> str:
    return day.isoformat() if day else "geen datum"


def _days(days: Sequence[date]) -> str:
    return ", ".join(day.isoformat() for day in days) or "geen, alles is al gedaan"
