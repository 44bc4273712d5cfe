"""A template and facts become a complete document, or a failure that names what is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gehoor.domain.calendar import written
from gehoor.letters.failure import LetterFailed
from gehoor.letters.templates import LetterTemplates, content_hash

Facts = dict[str, Any]


def with_body(body: str) -> str:
    return (
        '{% extends "base.html" %}{% block subject %}Onderwerp{% endblock %}'
        f"{{% block body %}}{body}{{% endblock %}}"
    )


def failure_of(body: str, facts: Facts) -> LetterFailed:
    with pytest.raises(LetterFailed) as failed:
        LetterTemplates([], {"letter": with_body(body)}).render("letter", facts)
    return failed.value


def test_a_letter_holds_everything_a_reader_looks_for(letter: str) -> None:
    for words in (
        "<!DOCTYPE html>",
        '<html lang="nl-NL">',
        "<title>Ontvangstbevestiging</title>",
        "Retouradres: Postbus 12, 1234 AB Voorbeeldstad",
        "Mevrouw A. de Voorbeeld<br>",
        "maandag 4 januari 2027",
        "KL-2027-0001",
        "namens het college",
        "<li>Kopie van uw klacht</li>",
        "<li>De heer B. Verzonnen</li>",
        "--accent: #154273",
    ):
        assert words in letter


def test_a_letter_has_one_main_heading(letter: str) -> None:
    assert letter.count("<h1>") == 1


def test_a_letter_refers_to_nothing_outside_itself(letter: str) -> None:
    assert "http" not in letter
    assert "url(" not in letter


def test_what_somebody_wrote_is_never_markup(facts: Facts) -> None:
    entries = [{"label": "Wat is er gebeurd?", "value": "<img src='https://kwaad.example/'> & meer"}]
    html = LetterTemplates([]).render("receipt_copy", facts | {"entries": entries, "received_at": "vandaag"})
    assert "<img" not in html
    assert "&lt;img" in html


def test_a_receipt_copy_holds_every_entry_in_order_and_no_signature(facts: Facts) -> None:
    story = "Ik stond aan de balie.\n\n" + "Niemand hielp mij. " * 20
    entries = [
        {"label": "Naam", "value": "A. de Voorbeeld"},
        {"label": "Wat is er gebeurd?", "value": story},
        {"label": "Wat wilt u?", "value": "Excuses"},
    ]
    html = LetterTemplates([]).render("receipt_copy", facts | {"entries": entries, "received_at": "4 januari"})
    places = [html.index(words) for words in ("A. de Voorbeeld</td>", "Niemand hielp mij.", "Excuses")]
    assert places == sorted(places)
    assert html.count("<table") == html.count("</table>") == 2
    assert "Met vriendelijke groet" not in html


def test_labels_can_be_said_otherwise(facts: Facts) -> None:
    flemish = '{% extends "letter.html" %}{% block label_reference %}Kenmerk{% endblock %}'
    letters = LetterTemplates([], {"letter": with_body(""), "flemish": flemish})
    assert '<p class="label">Ons kenmerk</p>' in letters.render("letter", facts)
    assert '<p class="label">Kenmerk</p>' in letters.render("flemish", facts)


def test_the_first_folder_that_has_a_letter_wins(tmp_path: Path, facts: Facts) -> None:
    tenant, plugin = tmp_path / "tenant", tmp_path / "plugin"
    for folder, keys in ((tenant, ["settled"]), (plugin, ["settled", "extended"])):
        folder.mkdir()
        for key in keys:
            (folder / f"{key}.html").write_text(with_body(f"<p>{key} van {folder.name}</p>"), encoding="utf-8")
    letters = LetterTemplates([tenant, plugin])
    assert "settled van tenant" in letters.render("settled", facts)
    assert "extended van plugin" in letters.render("extended", facts)


def test_a_tenant_can_change_one_block_of_the_core_layout(tmp_path: Path, facts: Facts) -> None:
    own = '{% extends "core/base.html" %}{% block closing %}Hoogachtend,{% endblock %}'
    (tmp_path / "base.html").write_text(own, encoding="utf-8")
    html = LetterTemplates([tmp_path], {"letter": with_body("")}).render("letter", facts)
    assert "Hoogachtend," in html
    assert "Met vriendelijke groet," not in html


@pytest.mark.parametrize("key", ["unknown", "../templates", "base.html", ""])
def test_an_unknown_template_fails_naming_it(key: str, facts: Facts) -> None:
    with pytest.raises(LetterFailed) as failed:
        LetterTemplates([]).render(key, facts)
    assert failed.value.template == key
    assert f"'{key}'" in failed.value.message


@pytest.mark.parametrize("body", ["{{ nickname }}", "{{ signature.nickname }}", "{% if nickname %}x{% endif %}"])
def test_an_unknown_placeholder_fails_naming_it_and_its_line(body: str, facts: Facts) -> None:
    failed = failure_of(f"\n\n{body}", facts)
    assert failed.template == "letter"
    assert failed.placeholder == "nickname"
    assert "'nickname'" in failed.message
    assert "regel 3" in failed.message


def test_a_missing_fact_of_the_layout_fails_naming_it(facts: Facts) -> None:
    del facts["reference"]
    failed = failure_of("", facts)
    assert failed.placeholder == "reference"
    assert "base.html" in failed.message


def test_a_failure_tells_no_folder_of_the_machine(tmp_path: Path, facts: Facts) -> None:
    (tmp_path / "letter.html").write_text(with_body("{{ nickname }}"), encoding="utf-8")
    with pytest.raises(LetterFailed) as failed:
        LetterTemplates([tmp_path]).render("letter", facts)
    assert "letter.html" in failed.value.message
    assert str(tmp_path) not in failed.value.message


def test_a_mistake_in_a_template_fails_naming_the_line(facts: Facts) -> None:
    failed = failure_of("\n{% if %}", facts)
    assert "'letter.html' klopt niet op regel 2" in failed.message


def test_a_value_of_the_wrong_kind_fails_without_telling_the_value(facts: Facts) -> None:
    failed = failure_of("{{ secret | nl_date }}", facts | {"secret": "geheim van iemand"})
    assert "AttributeError" in failed.message
    assert "geheim" not in failed.message


@pytest.mark.parametrize(
    "body",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ date.__class__.__base__ }}",
        "{{ '{0.__class__}'.format(date) }}",
        "{{ copies.append('x') }}",
        "{{ 'x'.center(1000000000) }}",
        "{{ 'x' * 1000000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ range(1000000000) }}",
        "{{ reference | safe }}",
        "{{ '%1000000000d' | format(1) }}",
        "{% autoescape false %}{{ reference }}{% endautoescape %}",
        "{{ self.__init__.__globals__ }}",
        "{% include '../templates.py' %}",
        "{% include 'core/../templates.py' %}",
    ],
)
def test_an_escape_from_the_sandbox_fails(body: str, facts: Facts) -> None:
    assert failure_of(body, facts).template == "letter"


def test_an_accent_that_is_no_colour_fails(facts: Facts) -> None:
    facts["theme"] = {"accent": "#154273; } @import url(https://kwaad.example/)"}
    assert "base.html" in failure_of("", facts).message


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 1, 4), "maandag 4 januari 2027"),
        (date(2026, 12, 31), "donderdag 31 december 2026"),
        (date(2028, 2, 29), "dinsdag 29 februari 2028"),
    ],
)
def test_a_day_is_written_in_words(day: date, words: str) -> None:
    assert written(day) == words


def test_a_text_and_its_bytes_have_the_same_hash() -> None:
    assert content_hash("één") == content_hash("één".encode())
    assert content_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
