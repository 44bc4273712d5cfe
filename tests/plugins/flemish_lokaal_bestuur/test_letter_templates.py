"""What a template does with what is written in a case, and without it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from flemish_lokaal_bestuur import VOORBEELDSTAD
from gehoor.letters.failure import LetterFailed
from gehoor.letters.templates import LetterTemplates

FOLDER = Path(VOORBEELDSTAD.letters)


@pytest.mark.parametrize(
    ("key", "wanting", "passage"),
    [
        ("referral", "referred_to", "naam_van_de_instantie"),
        ("forwarded", "referred_to", "naam_van_de_instantie"),
        ("forward_consent", "referred_to", "naam_van_de_instantie"),
        ("progress_notice", "reason", "stand_van_zaken"),
        ("measure_done", "measure", "uitgevoerde_maatregel"),
        ("hearing_report", "hearing_report", "verslag"),
        ("extension", "extension_reason", "reden_van_de_verlenging"),
    ],
)
def test_a_letter_without_what_it_is_about_cannot_be_made(key: str, wanting: str, passage: str, context: Any) -> None:
    said = {"consent": "Zonder toestemming niet.", "until": "", "term": "Dan.", "progress": "", "follow_up": ""}
    said["heard"] = "Wij spraken."
    with pytest.raises(LetterFailed, match=passage):
        LetterTemplates([FOLDER]).render(key, context(must=said, **{wanting: " "}))


def test_a_question_is_answered_or_told_where_to_look(context: Any) -> None:
    templates, must = LetterTemplates([FOLDER]), {"kind": "U vraagt om informatie."}
    for said in ({"reason": "Open op zaterdag.", "referred_to": ""}, {"reason": "", "referred_to": "Op de website."}):
        made = templates.render("reclassified_question", context(must=must, **said))
        assert next(filter(None, said.values())) in made
    with pytest.raises(LetterFailed, match="antwoord_of_vindplaats"):
        templates.render("reclassified_question", context(must=must, reason="", referred_to=""))


def test_the_accused_is_not_greeted_by_the_complainants_name(context: Any) -> None:
    html = LetterTemplates([FOLDER]).render(
        "staff_reply_invitation", context(must={"no_verdict": "", "contact": ""}, recipient="accused")
    )
    assert "Beste Nele" not in html
    assert "Ik kreeg geen antwoord." in html
