"""What people type: cleaned, refused with a message that helps, and kept."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry, FieldError, FormErrors, clean_email, clean_text, parse_date, showable

CONTROL = [chr(number) for number in (*range(9), *range(0x0B, 0x0D), *range(0x0E, 0x20), *range(0x7F, 0xA0))]


def entry_of(**texts: str | list[str]) -> Entry:
    form = Form()
    for name, value in texts.items():
        form.texts[name.replace("__", "-")] = value if isinstance(value, list) else [value]
    return Entry(form)


def test_every_kind_of_line_end_becomes_the_same_one() -> None:
    assert clean_text("een\r\ntwee\rdrie\u2028vier\nvijf", 100) == "een\ntwee\ndrie\nvier\nvijf"


def test_letters_with_accents_are_written_in_one_way() -> None:
    assert clean_text("cafe\u0301", 4) == "caf\u00e9"


def test_space_around_a_text_goes_and_inside_it_stays() -> None:
    assert clean_text(" \n  een\t twee \n\n", 100) == "een\t twee"


@pytest.mark.parametrize("character", [*CONTROL, "\ufffd"], ids=lambda character: f"{ord(character):04x}")
def test_a_character_that_cannot_be_read_is_refused_and_not_left_out(character: str) -> None:
    with pytest.raises(FieldError, match="tekens die wij niet kunnen lezen"):
        clean_text(f"een{character}twee", 100)


def test_a_text_that_is_too_long_is_told_by_how_much() -> None:
    with pytest.raises(FieldError, match=r"Uw tekst is 100\.000 tekens lang; er passen 20\.000 in"):
        clean_text("a" * 100_000, 20_000)
    assert len(clean_text("a" * 20_000, 20_000)) == 20_000


@given(st.text())
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    try:
        cleaned = clean_text(text, 10_000)
    except FieldError:
        return
    assert clean_text(cleaned, 10_000) == cleaned
    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in cleaned)


@given(st.text())
def test_what_is_shown_again_is_what_was_typed_with_a_sign_for_what_cannot_be_shown(text: str) -> None:
    shown = showable(text)
    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in shown)
    assert len(shown) == len(text.replace("\r\n", "\n"))


def test_a_whole_date_is_read_with_numbers_or_names() -> None:
    expected = date(2026, 3, 7)
    for month in ("3", "03", " 3 ", "maart", "Maart", "mrt", "maa"):
        assert parse_date("7", month, "2026") == expected
    assert parse_date("29", "2", "2028") == date(2028, 2, 29)


def test_three_empty_fields_are_no_date() -> None:
    assert parse_date("", " ", "") is None


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (("31", "2", "2026"), "31 februari bestaat niet."),
        (("30", "2", "2028"), "30 februari bestaat niet."),
        (("29", "2", "2026"), "29 februari bestaat niet in 2026."),
        (("31", "4", "2026"), "31 april bestaat niet."),
        (("0", "4", "2026"), "0 april bestaat niet."),
        (("1", "13", "2026"), "Maand 13 bestaat niet. Vul een getal in van 1 tot en met 12."),
        (("1", "0", "2026"), "Maand 0 bestaat niet. Vul een getal in van 1 tot en met 12."),
        (("1", "4", "26"), "Vul het jaar in met vier cijfers, bijvoorbeeld 2026."),
        (("1", "4", "0926"), "Het jaar 0926 kan niet kloppen. Kijk het jaar na."),
        (("1", "4", "twee"), "Vul het jaar in met vier cijfers, bijvoorbeeld 2026."),
        (("eerste", "4", "2026"), "Vul de dag in met cijfers, bijvoorbeeld 7."),
        (("-1", "4", "2026"), "Vul de dag in met cijfers, bijvoorbeeld 7."),
        (("٣", "4", "2026"), "Vul de dag in met cijfers, bijvoorbeeld 7."),
        (("9" * 9999, "4", "2026"), "Vul de dag in met cijfers, bijvoorbeeld 7."),
        (("1", "april mei", "2026"), "Vul de maand in met cijfers, bijvoorbeeld 3 voor maart."),
        (("", "4", "2026"), "Vul ook de dag in."),
        (("", "", "2026"), "Vul ook de dag en de maand in."),
        (("1", "", ""), "Vul ook de maand en het jaar in."),
    ],
)
def test_a_date_that_does_not_exist_is_explained(typed: tuple[str, str, str], message: str) -> None:
    with pytest.raises(FieldError) as problem:
        parse_date(*typed)
    assert problem.value.message == message


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_that_exists_can_be_typed(day: date) -> None:
    assert parse_date(str(day.day), str(day.month), str(day.year)) == day


@given(st.text(), st.text(), st.text())
def test_whatever_is_typed_as_a_date_gives_a_day_or_a_message(day: str, month: str, year: str) -> None:
    entry = entry_of(dag__dag=day, dag__maand=month, dag__jaar=year)
    found = entry.date("dag")
    empty = not (day.strip() or month.strip() or year.strip())
    assert [found is not None, bool(entry.errors), empty].count(True) == 1


@pytest.mark.parametrize("address", ["s.dewit@voorbeeld.nl", "a+b@sub.voorbeeld.be", "é@müller.example"])
def test_an_email_address_with_all_its_parts_is_taken(address: str) -> None:
    assert clean_email(address) == address


@pytest.mark.parametrize("address", ["jan", "jan@", "@x.nl", "jan@voorbeeld", "a@b@c.nl", "jan de wit@x.nl", "a@b..nl"])
def test_an_email_address_that_misses_a_part_is_explained(address: str) -> None:
    with pytest.raises(FieldError, match=r"naam@voorbeeld\.nl"):
        clean_email(address)


def test_errors_stand_in_the_order_of_the_form_and_the_first_of_a_field_stays() -> None:
    errors = FormErrors()
    errors.add("naam", "Vul uw naam in.")
    errors.add("email", "Vul uw e-mailadres in.")
    errors.add("naam", "Iets anders.")
    assert list(errors) == [("naam", "Vul uw naam in."), ("email", "Vul uw e-mailadres in.")]
    assert errors.get("naam") == "Vul uw naam in."
    assert errors.get("straat") == ""
    assert len(errors) == 2


def test_a_good_form_gives_its_values_and_no_errors() -> None:
    entry = entry_of(
        naam="  S.  de Wit ",
        email="s@voorbeeld.nl",
        wat="Een\r\nverhaal",
        dag__dag="7",
        dag__maand="3",
        dag__jaar="2026",
        dienst="wegen",
        onderwerp=["a", "b", "a", "verzonnen"],
        akkoord="ja",
    )
    assert entry.line("naam", required="x") == "S. de Wit"
    assert entry.email("email") == "s@voorbeeld.nl"
    assert entry.text("wat", limit=100) == "Een\nverhaal"
    assert entry.date("dag") == date(2026, 3, 7)
    assert entry.choice("dienst", ["wegen"]) == "wegen"
    assert entry.choices("onderwerp", ["a", "b"]) == ["a", "b"]
    assert entry.flag("akkoord") is True
    assert entry.files("bijlagen") == []
    assert not entry.errors


def test_a_form_with_errors_says_what_is_wrong_everywhere_and_keeps_what_was_typed() -> None:
    entry = entry_of(
        naam="", email="jan", wat="a" * 30 + "\x00", lang="a" * 21, dag__dag="31", dag__maand="2", dag__jaar="2026"
    )
    entry.line("naam", required="Vul uw naam in.")
    entry.email("email")
    entry.text("wat", limit=20)
    entry.text("lang", limit=20)
    entry.date("dag")
    entry.choice("dienst", ["wegen"], required="Kies een dienst.")
    entry.choices("onderwerp", ["a"], required="Kies een onderwerp.")
    entry.flag("akkoord", required="Kruis dit aan.")
    fields = [field for field, _ in entry.errors]
    assert fields == ["naam", "email", "wat", "lang", "dag", "dienst", "onderwerp", "akkoord"]
    assert entry.value("email") == "jan"
    assert entry.value("wat") == "a" * 30 + "\ufffd"
    assert entry.value("lang") == "a" * 21
    assert entry.value("dag-dag") == "31"


def test_an_invented_choice_counts_as_none() -> None:
    entry = entry_of(dienst="verzonnen")
    assert entry.choice("dienst", ["wegen"], required="Kies een dienst.") == ""
    assert entry.errors.get("dienst") == "Kies een dienst."


def test_a_day_after_the_latest_one_is_refused() -> None:
    typed = {"dag__dag": "3", "dag__maand": "3", "dag__jaar": "2026"}
    assert entry_of(**typed).date("dag", latest=date(2026, 3, 3)) == date(2026, 3, 3)
    entry = entry_of(**typed)
    assert entry.date("dag", latest=date(2026, 3, 2)) is None
    assert "toekomst" in entry.errors.get("dag")


def test_a_form_can_begin_with_values() -> None:
    entry = Entry(values={"naam": "S. de Wit", "eerder": "ja"})
    assert entry.value("naam") == "S. de Wit"
    assert entry.chosen("eerder", "ja")
    assert not entry.errors
