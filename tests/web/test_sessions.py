"""Signing in, staying signed in and being signed out."""

from __future__ import annotations

import hashlib

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from gehoor.services.tokens import hash_of
from web.fictional_site import VOORBEELDSTAD_HOST, Site, hidden_token
from web.small_handlers import HANDLERS


def signed_in(site: Site, person: str = "jv", *, https: bool = False) -> TestClient[Litestar]:
    client = site.client(https=https)
    client.post("/aanmelden", data={"_csrf": hidden_token(client.get("/").text), "naam": person})
    return client


def person(client: TestClient[Litestar]) -> str:
    found: str = client.get("/wie").json()["person"]
    return found


def test_somebody_who_signs_in_is_known_from_then_on() -> None:
    site = Site(HANDLERS)
    client = signed_in(site)
    assert person(client) == "jv"
    assert person(site.client()) == ""


def test_only_the_hash_of_the_token_is_kept() -> None:
    site = Site(HANDLERS)
    token = signed_in(site).cookies["gehoor"]
    assert len(token) >= 43
    assert list(site.sessions.rows) == [hashlib.sha256(token.encode()).hexdigest()]
    assert token not in repr(site.sessions.rows)


def test_an_anonymous_visitor_has_no_session_and_no_session_cookie() -> None:
    site = Site(HANDLERS)
    client = site.client()
    client.get("/")
    assert site.sessions.rows == {}
    assert "gehoor" not in client.cookies


def test_a_token_chosen_by_somebody_else_is_never_taken_over() -> None:
    site = Site(HANDLERS)
    client = site.client()
    client.cookies.set("gehoor", "gekozen-door-een-ander")
    client.post("/aanmelden", data={"_csrf": hidden_token(client.get("/").text), "naam": "jv"})
    assert hash_of("gekozen-door-een-ander") not in site.sessions.rows
    assert len(site.sessions.rows) == 1


def test_signing_in_again_ends_the_session_before() -> None:
    site = Site(HANDLERS)
    client = signed_in(site)
    (before,) = site.sessions.rows
    client.post("/aanmelden", data={"_csrf": hidden_token(client.get("/").text), "naam": "ander"})
    assert before not in site.sessions.rows
    assert [session.person_id for session in site.sessions.rows.values()] == ["ander"]


def test_signing_out_ends_the_session_here_and_in_the_browser() -> None:
    site = Site(HANDLERS)
    client = signed_in(site)
    answer = client.post("/afmelden", data={"_csrf": hidden_token(client.get("/").text)}, follow_redirects=False)
    assert site.sessions.rows == {}
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert person(client) == ""


@pytest.mark.parametrize(("minutes", "expected"), [(29, "jv"), (30, "")])
def test_after_half_an_hour_of_nothing_the_session_is_over(minutes: int, expected: str) -> None:
    site = Site(HANDLERS)
    client = signed_in(site)
    site.clock.forward(minutes=minutes)
    assert person(client) == expected
    assert bool(site.sessions.rows) == bool(expected)


def test_who_keeps_working_stays_signed_in_for_ten_hours_and_no_longer() -> None:
    site = Site(HANDLERS)
    client = signed_in(site)
    for _ in range(29):
        site.clock.forward(minutes=20)
        assert person(client) == "jv"
    site.clock.forward(minutes=20)
    assert person(client) == ""


def test_reading_pages_does_not_write_each_time() -> None:
    site = Site(HANDLERS)
    client = signed_in(site)
    for _ in range(20):
        person(client)
    assert site.sessions.touched == 0
    site.clock.forward(minutes=1)
    person(client)
    assert site.sessions.touched == 1


def test_a_session_is_not_looked_up_for_style_sheets() -> None:
    site = Site(HANDLERS)
    client = signed_in(site)
    site.clock.forward(minutes=5)
    client.get("/static/gehoor.css")
    client.get("/thema.css")
    assert site.sessions.touched == 0


def test_the_cookie_cannot_be_read_by_scripts_or_sent_by_other_sites() -> None:
    client = Site(HANDLERS).client()
    token = hidden_token(client.get("/").text)
    answer = client.post("/aanmelden", data={"_csrf": token, "naam": "jv"}, follow_redirects=False)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("gehoor=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie


def test_over_https_the_cookie_is_secure_and_bound_to_the_host() -> None:
    client = Site(HANDLERS, https=True).client(https=True)
    token = hidden_token(client.get("/").text)
    answer = client.post("/aanmelden", data={"_csrf": token, "naam": "jv"}, follow_redirects=False)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-gehoor=")
    assert "Secure" in cookie
    assert "Path=/" in cookie


def test_a_page_for_staff_sends_a_visitor_to_sign_in_and_back() -> None:
    answer = Site(HANDLERS).client().get("/bureau", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/aanmelden?verder=%2Fbureau"


def test_a_program_without_a_session_hears_so_in_json() -> None:
    answer = Site(HANDLERS).client().get("/bureau", headers={"accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json()["code"] == "sign_in_needed"


def test_who_was_signed_out_while_typing_is_told_and_loses_nothing() -> None:
    site = Site(HANDLERS)
    client = signed_in(site)
    token = hidden_token(client.get("/").text)
    site.clock.forward(hours=1)
    answer = client.post(
        "/echo", data={"_csrf": token, "bevindingen": "Een lang verhaal"}, headers={"sec-fetch-site": "same-origin"}
    )
    assert answer.status_code == 403
    assert "U was afgemeld" in answer.text
    assert "Een lang verhaal" in answer.text
    assert 'href="/aanmelden"' in answer.text


def test_a_session_of_one_municipality_is_none_at_another() -> None:
    site = Site(HANDLERS)
    token = signed_in(site).cookies["gehoor"]
    site.sessions.rows.clear()  # Each municipality has a store of its own.
    assert site.client(VOORBEELDSTAD_HOST).get("/wie", headers={"cookie": f"gehoor={token}"}).json()["person"] == ""
