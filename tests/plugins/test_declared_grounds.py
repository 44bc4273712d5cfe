"""Which grounds a law has can be read off its rules, so that pages need not ask for them."""

from __future__ import annotations

import pytest

from gehoor.domain.complaint import Channel, Complaint
from gehoor.regulation import Regulation, RegulationLibrary
from gehoor.regulation.law import rules_of

LIBRARY = RegulationLibrary.installed()
VERSIONS = [version for regulation in LIBRARY.ids for version in LIBRARY.versions(regulation)]


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: f"{version.id} {version.in_force}")
@pytest.mark.parametrize("channel", Channel)
def test_the_grounds_a_law_answers_are_those_its_rules_declare(version: Regulation, channel: Channel) -> None:
    complaint = Complaint(received_on=version.in_force, channel=channel)
    answered = LIBRARY.rulebook(version).admissibility_grounds(complaint, version.in_force)
    declared = [slot for rule in rules_of(version.laws) for slot in rule.answers if slot.startswith("ground:")]
    assert {ground.slot for ground in answered} == set(declared)
