"""The headers on every answer."""

from __future__ import annotations

import re

import pytest

from web.fictional_site import Site
from web.small_handlers import HANDLERS


@pytest.mark.parametrize(
    "path", ["/", "/bestaat-niet", "/fout/unexpected", "/static/gehoor.css", "/thema.css", "/brief.pdf"]
)
def test_every_answer_of_a_municipality_is_guarded(path: str) -> None:
    headers = Site(HANDLERS).client().get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_a_page_may_use_our_style_sheet_and_no_script_of_its_own() -> None:
    policy = Site(HANDLERS).client().get("/").headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == "'self'"
    assert rules["form-action"] == "'self'"
    assert rules["base-uri"] == "'none'"
    assert re.fullmatch(r"'nonce-[\w-]{20,}'", rules["script-src"])
    assert "unsafe" not in policy


def test_the_nonce_is_new_each_time() -> None:
    client = Site(HANDLERS).client()
    policies = {client.get("/").headers["content-security-policy"] for _ in range(3)}
    assert len(policies) == 3


@pytest.mark.parametrize("path", ["/", "/bestaat-niet", "/wie", "/brief.pdf", "/fout/unexpected"])
def test_nothing_that_may_be_personal_is_kept_by_a_browser(path: str) -> None:
    assert Site(HANDLERS).client().get(path).headers["cache-control"] == "no-store"


def test_browsers_are_held_to_https_only_where_it_is_used() -> None:
    assert "strict-transport-security" not in Site(HANDLERS).client().get("/").headers
    secure = Site(HANDLERS, https=True).client(https=True).get("/")
    assert secure.headers["strict-transport-security"] == "max-age=31536000"


def test_a_pdf_is_left_to_the_browsers_own_reader() -> None:
    assert Site(HANDLERS).client().get("/brief.pdf").headers["content-security-policy"] == "frame-ancestors 'none'"


def test_no_page_holds_a_script_or_a_style_of_its_own() -> None:
    for path in ("/", "/bestaat-niet"):
        html = Site(HANDLERS).client().get(path).text
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", html)
