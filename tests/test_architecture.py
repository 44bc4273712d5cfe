"""The fences between the parts: who may import whom, who may read a clock, how long a file may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GEHOOR = ROOT / "platform" / "gehoor"
PLUGINS = ROOT / "plugins"
SOURCES = sorted([*GEHOOR.rglob("*.py"), *PLUGINS.rglob("*.py")])
STANDARD = sys.stdlib_module_names

#: Part -> what it may import of gehoor, besides itself and gehoor.errors. The pure parts log nothing.
MAY_IMPORT = {
    "domain": set[str](),
    "regulation": {"domain"},
    "storage": {"domain", "logs"},
    "letters": {"domain", "logs"},
    "mail": {"domain"},
    "services": {"domain", "logs", "regulation", "storage", "letters", "mail"},
    "web": {"domain", "logs", "regulation", "storage", "letters", "services", "bootstrap", "settings"},
    "cli": {
        *("domain", "logs", "regulation", "storage", "letters", "services"),
        *("bootstrap", "settings", "web", "worker", "hints", "arq_runner"),
    },
}
#: Part -> third-party packages it may import. The pure parts have few.
MAY_USE = {
    "domain": {"msgspec", "dateutil"},
    "regulation": {"msgspec", "pluggy"},
    "services": {
        "msgspec",
        "puremagic",
        "markupsafe",
        "argon2",
        "pyotp",
        "segno",
        "webauthn",
        "joserfc",
        "httpx",
        "icalendar",
    },
    "letters": {"msgspec", "jinja2", "markupsafe", "weasyprint", "pydyf", "pypdf", "PIL"},
    "mail": {"msgspec", "aiosmtplib", "nh3"},
    "storage": {"msgspec", "piccolo", "aiosqlite", "asyncpg", "cryptography"},
    "web": {"msgspec", "litestar", "jinja2", "markupsafe", "puremagic", "multipart"},
}


def imports_of(path: Path) -> Iterator[str]:
    """Every module a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "gehoor")


def part_of(path: Path) -> str:
    """The part of the platform a file belongs to: its folder, or its own name at the top."""
    return path.relative_to(GEHOOR).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_has_one_purpose_and_fewer_than_three_hundred_lines(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 300
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), "a module begins with a sentence that says what it is for"


@pytest.mark.parametrize("path", sorted(GEHOOR.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_part_imports_only_what_lies_below_it(path: Path) -> None:
    part = part_of(path)
    for module in imports_of(path):
        names = module.split(".")
        if names[0] == "gehoor" and part in MAY_IMPORT and len(names) > 1 and names[1] not in ("errors", part):
            assert names[1] in MAY_IMPORT[part], f"{part} must not import {module}"
        if names[0] not in ("gehoor", *STANDARD) and part in MAY_USE:
            assert names[0] in MAY_USE[part], f"{part} must not use {names[0]}"


@pytest.mark.parametrize("path", sorted(PLUGINS.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_plugin_knows_the_facts_the_plugin_api_and_nothing_else(path: Path) -> None:
    own = path.relative_to(PLUGINS).parts[0]
    for module in imports_of(path):
        names = module.split(".")
        if names[0] == "gehoor":
            assert names[1:2] in (["domain"], ["regulation"]), f"a plugin must not import {module}"
        else:
            assert names[0] in (own, "msgspec", *STANDARD), f"a plugin must not use {names[0]}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_composition_root_reads_the_clock(path: Path) -> None:
    if path == GEHOOR / "bootstrap.py":
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in ("now", "utcnow", "today"):
            assert not (isinstance(node.value, ast.Name) and node.value.id in ("datetime", "date", "dt"))


def test_nobody_in_the_platform_names_a_plugin() -> None:
    plugins = [folder.name for folder in PLUGINS.iterdir() if (folder / "__init__.py").exists()]
    assert len(plugins) >= 2
    for path in GEHOOR.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not [name for name in plugins if name in text], path


def test_the_source_roots_are_not_packages() -> None:
    assert not (ROOT / "platform" / "__init__.py").exists()
    assert not (ROOT / "plugins" / "__init__.py").exists()


def modules_after(statement: str) -> set[str]:
    """The modules loaded in a new process after a statement."""
    code = f"{statement}\nimport sys; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def test_the_website_never_loads_the_pdf_library() -> None:
    loaded = modules_after("import gehoor.cli.serve")
    assert "litestar" in loaded
    assert not {"weasyprint", "pydyf", "fontTools"} & loaded


def test_the_website_starts_without_the_libraries_that_only_some_requests_need() -> None:
    loaded = modules_after("import gehoor.cli.serve")
    assert not {"cryptography", "httpx", "joserfc", "webauthn", "pyotp", "segno", "aiosmtplib", "puremagic"} & loaded


def test_only_two_files_know_of_redis_and_arq() -> None:
    knowing = {path.name for path in SOURCES if {"redis", "arq"} & {name.split(".")[0] for name in imports_of(path)}}
    assert knowing == {"hints.py", "arq_runner.py"}


def test_neither_website_nor_worker_loads_redis_unless_it_is_set() -> None:
    loaded = modules_after("import gehoor.cli.serve, gehoor.cli.work")
    assert "gehoor.worker" in loaded
    assert not {"redis", "arq", "hiredis"} & loaded


def test_the_law_is_asked_without_database_or_web() -> None:
    loaded = modules_after(
        "from gehoor.regulation import RegulationLibrary\n"
        "from gehoor.services.explanation import Explainer\n"
        "Explainer(RegulationLibrary.installed())"
    )
    assert "nl_awb_zaltbommel" in loaded
    assert not {"piccolo", "sqlite3", "litestar", "jinja2"} & loaded
