"""The sample cases ask the law for its letters, and what letters may show is declared, no more and no less."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from gehoor.letters.placeholders import NAMES, PLACEHOLDERS
from gehoor.regulation.answers import Letter
from gehoor.services import letter_data, letter_preview, letter_versions
from letters.sampled import AT, SLUGS, letters_of, place_of


def contexts() -> Iterator[tuple[str, dict[str, Any]]]:
    for slug in SLUGS:
        for key, letter in letters_of(slug).items():
            for sample in letter.samples:
                yield f"{slug}: {key}, {sample.title}", sample.context


def test_every_name_that_letters_get_is_declared_with_all_its_parts_and_no_other_is() -> None:
    given: dict[str, set[str]] = {}
    for _, context in contexts():
        for name, value in context.items():
            parts = given.setdefault(name, set())
            if name != "must" and isinstance(value, dict):
                parts |= set(value)
            elif isinstance(value, list):
                parts |= {part for item in value if isinstance(item, dict) for part in item}
    assert set(given) == set(NAMES)
    # A list that was empty in every sample shows no parts.
    differ = {name for name, parts in given.items() if parts and parts != set(NAMES[name].parts)}
    assert not differ


def test_every_placeholder_is_explained_and_has_a_sample() -> None:
    for placeholder in PLACEHOLDERS:
        assert placeholder.title
        assert placeholder.explanation.endswith((".", "}}"))
        assert placeholder.samples
        assert all(placeholder.samples)
    assert len(NAMES) == len(PLACEHOLDERS)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_letter_of_the_law_is_right_in_every_sample_case(slug: str) -> None:
    wrong = {
        key: [mistake.text for mistake in found]
        for key, letter in letters_of(slug).items()
        if letter.samples
        if (found := letter_versions.check(place_of(slug), letter, letter_versions.text_of(place_of(slug), key)))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("slug", "keys"),
    [
        ("zaltbommel", "acknowledgement refusal closing extension hearing_invitation repair oral_not_resolved"),
        ("voorbeeldstad", "acknowledgement refusal extension hearing_invitation repair referral"),
    ],
)
def test_the_sample_cases_reach_the_letters_of_the_law(slug: str, keys: str) -> None:
    letters = letters_of(slug)
    assert {key for key in keys.split() if not letters[key].samples} == set()


def test_the_samples_of_a_refusal_hold_every_ground_and_a_representative() -> None:
    samples = letters_of("zaltbommel")["refusal"].samples
    assert len({sample.letter.must_say for sample in samples}) >= 7
    assert any(sample.context["acting_for"] for sample in letters_of("zaltbommel")["acknowledgement"].samples)


def test_the_accused_gets_a_copy_of_the_closing_and_several_parts_are_judged_differently() -> None:
    samples = letters_of("zaltbommel")["closing"].samples
    assert any(sample.recipient == "accused" and sample.context["is_copy"] for sample in samples)
    assert any(len({part["judgement"] for part in sample.context["parts"]}) == 3 for sample in samples)


def test_a_letter_the_law_never_asks_for_is_not_changed_because_it_cannot_be_checked() -> None:
    unused = [letter for slug in SLUGS for letter in letters_of(slug).values() if not letter.samples]
    assert unused
    for letter in unused:
        [mistake] = letter_versions.check(place_of("voorbeeldstad"), letter, "{% extends 'base.html' %}")
        assert "in geen van de voorbeeldzaken" in mistake.what


def test_an_example_says_so_and_marks_what_the_law_demands() -> None:
    place, letter = place_of("zaltbommel"), letters_of("zaltbommel")["acknowledgement"]
    source = letter_versions.text_of(place, letter.key)
    html = letter_preview.preview(place, letter.key, source, letter.samples[0], marked=True)
    assert '<p class="sample-mark">VOORBEELD</p>' in html
    assert "<mark>Wij hebben uw klacht ontvangen" in html
    assert "<mark>" not in letter_preview.preview(place, letter.key, source, letter.samples[0], marked=False)


def test_the_facts_of_a_letter_hold_no_name_and_no_text_of_anybody() -> None:
    for slug in SLUGS:
        for letter in letters_of(slug).values():
            for sample in letter.samples:
                facts = letter_data.facts_of(place_of(slug), sample.dossier, sample.letter, sample.recipient, AT)
                said = repr(facts)
                assert not [word for word in ("van 't Hof", "Verzonnen", "Bedacht", "balie", "Fictief") if word in said]
                assert ("case" in facts) == (sample.recipient == "complainant")
                assert facts["letter"]["basis"]
                assert isinstance(sample.letter, Letter)
