"""A text of a letter that is broken, unsafe or leaves out what the law demands is refused with place and remedy."""

from __future__ import annotations

import pytest

from gehoor.letters.checking import LONGEST, Mistake
from gehoor.services import letter_versions
from letters.sampled import letters_of, place_of

PLACE, LETTER = place_of("zaltbommel"), letters_of("zaltbommel")["acknowledgement"]
HEAD = '{% extends "base.html" %}\n{% block subject %}Ontvangen{% endblock %}\n{% block body %}\n'
DEMANDED = '<p>{{ must.receipt }} {{ must.term }}{% if "committee" in must %} {{ must.committee }}{% endif %}</p>\n'
END = "{% endblock %}\n"


def mistakes(source: str) -> list[Mistake]:
    return letter_versions.check(PLACE, LETTER, source)


def with_body(body: str) -> list[Mistake]:
    return mistakes(HEAD + DEMANDED + body + "\n" + END)


def test_a_whole_letter_has_no_mistakes() -> None:
    assert with_body("<p>Dank u wel. {{ received_on | nl_date }}</p>") == []


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("{{ referense }}", 5, "De plaatshouder 'referense' is niet bekend. Bedoelt u reference"),
        ("\n{{ handler.offise }}", 6, "'handler.offise' is niet bekend. Bedoelt u handler.office"),
        ("{{ must.trem }}", 5, "'trem' is niet bekend. Bedoelt u must.term"),
        ("{% if due %}Ja", 6, "Hier is iets begonnen en niet beëindigd. Zet {% endif %}"),
        ("{{ reference | hoofdletters }}", 5, "'hoofdletters' achter een | of 'is' is niet bekend"),
        ("{% wanneer %}", 5, "De opdracht 'wanneer' is niet bekend"),
        ("{{ reference }", 5, "Hier staat '}'"),
        ("{{ reference.__class__ }}", 5, "'__class__' mag een brief niet gebruiken"),
        ("{{ copies.append('x') }}", 5, "Een brief kan geen functie aanroepen"),
        ('{% include "base.css" %}', 5, "'include' kan niet in een brief"),
        ("{% macro m() %}{{ m() }}{% endmacro %}", 5, "'macro' kan niet in een brief"),
        ("{% for letter in what_happened %}{{ letter }}{% endfor %}", 5, "Hier kan een brief niet doorheen gaan"),
        ("{% for a in 'abc' %}x{% endfor %}", 5, "Hier kan een brief niet doorheen gaan"),
        ("{% set a = reason ~ reason %}{% set a = a ~ a %}", 5, "uit een andere eigen naam gemaakt"),
        ("{% set a %}x{% endset %}", 5, "'set … endset' kan niet in een brief"),
        (
            "{% for a in parts %}{% for b in a.norms %}{% for c in parts %}x{% endfor %}{% endfor %}{% endfor %}",
            5,
            "te veel lijsten in elkaar",
        ),
        ("<script>alert(1)</script>", 5, "<script> kan niet in een brief"),
        ('<img src="https://kwaad.example/x.png" alt="x">', 5, "Deze afbeelding staat buiten de brief"),
        ("<h4>Diep</h4>", 5, "Na een kop h1 komt een h4. Maak er h2 van"),
        ("<h1>Nog een</h1>", None, "niet precies één hoofdkop"),
        ("<table><tr><th>Kop</th></tr></table>", 5, 'Schrijf <th scope="col">'),
        ('<p style="background:url(x.png)">x</p>', 5, "verwijst naar iets buiten de brief"),
        ('<p onclick="x">x</p>', 5, "Een brief kan niets laten uitvoeren"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_helps(body: str, line: int | None, said: str) -> None:
    found = with_body(body)
    assert any(said in mistake.text and mistake.line == line for mistake in found), [m.text for m in found]
    assert all(mistake.remedy for mistake in found)


def test_a_part_of_a_list_that_no_sample_of_this_letter_fills_shows_nothing_wrong() -> None:
    assert with_body("{% for part in parts %}{{ part.nummer }}{% endfor %}") == []


def test_a_passage_that_is_left_out_is_named_with_its_words_and_its_article() -> None:
    found = mistakes(HEAD + "<p>{{ must.receipt }}</p>\n" + END)
    term = next(mistake for mistake in found if "'term'" in mistake.what)
    assert "artikel 9:6 Awb" in term.what
    assert "De klacht is afgehandeld uiterlijk op" in term.what
    assert "{{ must.term }}" in term.remedy


def test_a_passage_that_a_choice_leaves_out_in_some_sample_is_found() -> None:
    hidden = DEMANDED.replace("{{ must.term }}", "{% if acting_for %}{{ must.term }}{% endif %}")
    [mistake] = mistakes(HEAD + hidden + END)
    assert "'term'" in mistake.what
    assert "voorbeeld: Klacht via het formulier" in mistake.what


def test_a_passage_that_is_changed_on_its_way_counts_as_left_out() -> None:
    assert mistakes(HEAD + DEMANDED.replace("must.term", "must.term | upper") + END)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("<p>Zomaar</p>", "De brief heeft geen opmaak"),
        ('{% extends "core/child.py" %}', "Deze opmaak bestaat niet"),
        ('{% extends "base.html" %}{% block body %}x{% endblock %}', "Het onderwerp ontbreekt"),
        (HEAD.replace("Ontvangen", " ") + DEMANDED + END, "Het onderwerp is leeg"),
        ("x" * (LONGEST + 1), "Maak de tekst korter"),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "zit te diep in elkaar"),
    ],
)
def test_a_letter_has_a_layout_a_subject_and_an_end(source: str, said: str) -> None:
    assert any(said in mistake.text for mistake in mistakes(source))
