"""The documents are held to the code."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from gehoor.regulation.hookspecs import RegulationHooks
from gehoor.services import composing, letter_facts

ROOT = Path(__file__).parents[1]


def test_the_plugin_guide_lists_every_hook_and_no_other() -> None:
    guide = (ROOT / "plugins" / "README.md").read_text(encoding="utf-8")
    section = guide.split("## The questions")[1].split("## Letters")[0]
    listed = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert sorted(listed) == sorted(name for name, _ in inspect.getmembers(RegulationHooks, inspect.isfunction))


def test_every_setting_that_is_read_stands_in_the_table_of_settings_and_no_other() -> None:
    read = (ROOT / "platform" / "gehoor").rglob("*.py")
    names = {name for file in read for name in re.findall(r"GEHOOR_[A-Z]+(?:_[A-Z]+)*", file.read_text("utf-8"))}
    readme = (ROOT / "platform" / "README.md").read_text(encoding="utf-8")
    rows = [line for line in readme.splitlines() if line.startswith("| `GEHOOR_")]
    assert {name for row in rows for name in re.findall(r"`(GEHOOR_[A-Z_]+)`", row.split(" | ")[0])} == names


@pytest.mark.parametrize("hook", [name for name, _ in inspect.getmembers(RegulationHooks, inspect.isfunction)])
def test_every_hook_says_what_it_asks(hook: str) -> None:
    assert (getattr(RegulationHooks, hook).__doc__ or "").strip().endswith(".")


def test_every_placeholder_in_the_guide_is_given_to_the_letters() -> None:
    guide = (ROOT / "plugins" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", guide.split("## Letters")[1].split("## Review")[0], re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    source = inspect.getsource(composing) + inspect.getsource(letter_facts)
    assert named
    assert not {name for name in named if f'"{name}"' not in source}


@pytest.mark.parametrize(
    "document", sorted([ROOT / "README.md", *(ROOT / "platform").glob("*.md"), *(ROOT / "plugins").rglob("*.md")]),
    ids=lambda path: str(path.relative_to(ROOT)),
)  # fmt: skip
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (document.parent / target).exists(), target
