"""The hash chain of the register: how a link is made, and what must have happened to a broken one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from hashlib import sha256
from typing import Final

import msgspec

GENESIS: Final = "0" * 64
# With more displaced events than this, only the places next to each event are tried.
SEARCHED: Final = 500


class Problem(StrEnum):
    """What is wrong with a place on the register."""

    CHANGED = "changed"
    DELETED = "deleted"
    MOVED = "moved"
    INSERTED = "inserted"
    CUT_OFF = "cut_off"
    HEAD_GONE = "head_gone"


class Finding(msgspec.Struct, frozen=True):
    """A place where the register is not as it was written; the case is left out when it cannot be known."""

    position: int
    case_id: str | None
    problem: Problem
    detail: str


class Record(msgspec.Struct, frozen=True):
    """An event exactly as it stands in the file."""

    position: int
    case_id: str
    seq: int
    kind: str
    at: str
    actor: str
    payload: bytes
    previous_hash: str
    hash: str

    def fits(self, position: int) -> bool:
        """Whether the hash is the hash of this event at that position."""
        return self.hash == digest_of(
            position, self.case_id, self.seq, self.kind, self.at, self.actor, self.payload, self.previous_hash
        )


class Link(msgspec.Struct, frozen=True):
    """What is kept of an event while looking for the damage: the whole event only when its hash is wrong."""

    position: int
    case_id: str
    seq: int
    previous_hash: str
    hash: str
    unsound: Record | None


class Gone(msgspec.Struct, frozen=True):
    """An event a case must have had, with the positions between which it stood."""

    case_id: str
    seq: int
    after: int
    before: int | None


def digest_of(
    position: int, case_id: str, seq: int, kind: str, at: str, actor: str, payload: bytes, previous_hash: str
) -> str:
    """The hash of an event: each part with its length before it, so that no part can flow into the next."""
    texts = ("gehoor register 1", str(position), case_id, str(seq), kind, at, actor)
    parts = (*(text.encode() for text in texts), payload, previous_hash.encode())
    return sha256(b"".join(b"%d:%b," % (len(part), part) for part in parts)).hexdigest()


def link_of(record: Record) -> Link:
    """What is kept of an event while looking for the damage."""
    sound = record.fits(record.position)
    return Link(
        record.position, record.case_id, record.seq, record.previous_hash, record.hash, None if sound else record
    )


def diagnose(links: Sequence[Link], head_position: int, head_hash: str, last_seqs: Mapping[str, int]) -> list[Finding]:
    """Every place where these links are not one chain up to the head, in the order of the positions.

    `last_seqs` says for each case how many events it must have. Whoever can rewrite all hashes, the head and
    the views is not noticed here; for that, compare with a head that was kept elsewhere.
    """
    hashes = {link.hash for link in links} | {GENESIS}
    gaps = list(_gaps(links, head_position, cut_off=head_hash not in hashes))
    origins = _origins(links, gaps)
    gone = _gone(links, last_seqs, most=head_position + len(links))
    findings = [
        *_empty_places(gaps, gone, set(origins.values()), head_position),
        *_broken_links(links, gaps, origins, hashes, head_position, head_hash),
    ]
    return sorted(findings, key=lambda finding: finding.position)


def _gaps(links: Sequence[Link], head_position: int, *, cut_off: bool) -> Iterator[range]:
    expected = 1
    for link in links:
        if link.position > expected:
            yield range(expected, link.position)
        expected = link.position + 1
    if cut_off and head_position >= expected:
        yield range(expected, head_position + 1)


def _origins(links: Sequence[Link], gaps: Sequence[range]) -> dict[int, int]:
    """For each event that was moved unchanged: where it is now, and where it was."""
    unsound = [link.unsound for link in links if link.unsound is not None]
    empty = sum(len(gap) for gap in gaps)
    places: list[int] = []
    if len(unsound) + empty <= SEARCHED:
        places = [record.position for record in unsound] + [position for gap in gaps for position in gap]
    origins = {}
    for record in unsound:
        near = (record.position - 1, record.position + 1, *places)
        origin = next((place for place in near if record.fits(place)), None)
        if origin is not None:
            origins[record.position] = origin
    return origins


def _gone(links: Sequence[Link], last_seqs: Mapping[str, int], most: int) -> list[Gone]:
    """The events that must have been there, because the numbers in a case have no holes."""
    places: dict[str, dict[int, int]] = {}
    for link in links:
        places.setdefault(link.case_id, {})[link.seq] = link.position
    gone = []
    for case_id in places.keys() | last_seqs.keys():
        seen = places.get(case_id, {})
        last = max(last_seqs.get(case_id, 0), *seen, 0)
        for seq in range(1, min(last, most) + 1):
            if seq not in seen:
                after = max((place for number, place in seen.items() if number < seq), default=0)
                before = min((place for number, place in seen.items() if number > seq), default=None)
                gone.append(Gone(case_id, seq, after, before))
    return sorted(gone, key=lambda event: (event.after, event.case_id, event.seq))


def _empty_places(
    gaps: Sequence[range], gone: Sequence[Gone], explained: set[int], head_position: int
) -> Iterator[Finding]:
    named: set[Gone] = set()
    for gap in gaps:
        cut_off = gap.stop == head_position + 1
        problem = Problem.CUT_OFF if cut_off else Problem.DELETED
        where = f"plaats {gap[0]}" if len(gap) == 1 else f"de plaatsen {gap[0]} tot en met {gap[-1]}"
        inside = [event for event in gone if event.after < gap.stop and (event.before is None or event.before > gap[0])]
        named.update(inside)
        for event in inside:
            detail = f"Gebeurtenis {event.seq} van deze zaak is weg; {where} in het register is leeg."
            yield Finding(gap[0], event.case_id, problem, detail)
        if not inside and not (len(gap) == 1 and gap[0] in explained):
            yield Finding(gap[0], None, problem, f"In het register is {where} leeg.")
    for event in gone:
        if event not in named:
            problem = Problem.CUT_OFF if event.before is None else Problem.DELETED
            detail = f"Gebeurtenis {event.seq} van deze zaak is weg."
            yield Finding(event.before or event.after + 1, event.case_id, problem, detail)


def _broken_links(
    links: Sequence[Link],
    gaps: Sequence[range],
    origins: Mapping[int, int],
    hashes: set[str],
    head_position: int,
    head_hash: str,
) -> Iterator[Finding]:
    built_upon = {link.previous_hash for link in links} | {head_hash}
    gap_begins, gap_ends = {gap.start for gap in gaps}, {gap.stop for gap in gaps}
    before_was_changed = False
    for number, link in enumerate(links):
        next_link = links[number + 1] if number + 1 < len(links) else None
        follows = head_hash if next_link is None else next_link.previous_hash
        next_is_unsound = next_link is not None and next_link.unsound is not None
        problem = None
        if link.position in origins:
            problem, detail = Problem.MOVED, f"Deze gebeurtenis stond op plaats {origins[link.position]}."
        elif link.position > head_position:
            problem, detail = Problem.INSERTED, "Deze gebeurtenis staat na het einde van het register."
        elif link.hash not in built_upon and follows in hashes:
            problem, detail = Problem.INSERTED, "De gebeurtenissen eromheen sluiten op elkaar aan, zonder deze."
        elif link.unsound is not None:
            problem, detail = Problem.CHANGED, "De inhoud past niet bij de controlesom."
        elif link.hash not in built_upon and link.position + 1 not in gap_begins and not next_is_unsound:
            problem, detail = Problem.CHANGED, "Wat erna komt, past niet bij deze gebeurtenis."
        if problem is not None:
            yield Finding(link.position, link.case_id, problem, detail)
        explained = link.position in gap_ends or before_was_changed or problem is Problem.CHANGED
        if link.previous_hash not in hashes and not explained:
            detail = "De gebeurtenis die hiervoor kwam, is weg."
            yield Finding(link.position, None, Problem.DELETED, detail)
        before_was_changed = problem is Problem.CHANGED
