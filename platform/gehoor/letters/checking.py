"""Checks the text of a letter that a municipality wrote: is it whole, safe, and does it say what the law demands?

A text is held to a small part of the template language, in which a letter cannot grow or run without end: it shows
placeholders, chooses with `if`, goes through a list with `for`, and names what it shows with `set`.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
from jinja2 import TemplateSyntaxError, nodes

from gehoor.letters.failure import LetterFailed
from gehoor.letters.page_check import mistakes_on_page, plain
from gehoor.letters.placeholders import NAMES
from gehoor.letters.syntax_words import in_dutch
from gehoor.letters.templates import LetterTemplates, environment

LONGEST: Final = 60_000
MOST_LOOPS: Final = 2
_REQUIRED: Final = {"subject": "onderwerp", "body": "inhoud"}
_FORBIDDEN: Final[Mapping[type[nodes.Node], str]] = {
    nodes.Macro: "macro", nodes.CallBlock: "call", nodes.Include: "include", nodes.Import: "import",
    nodes.FromImport: "from", nodes.FilterBlock: "filter",
    nodes.ScopedEvalContextModifier: "autoescape", nodes.AssignBlock: "set … endset",
}  # fmt: skip


class Demand(msgspec.Struct, frozen=True):
    """A passage the law demands, by its key, with the articles that ask for the letter."""

    key: str
    text: str
    basis: tuple[str, ...] = ()


class SampleCase(msgspec.Struct, frozen=True):
    """A case to try a text with: what it may show, and what must be in it."""

    title: str
    context: Callable[[], Mapping[str, Any]]
    demands: tuple[Demand, ...]


class Mistake(msgspec.Struct, frozen=True):
    """What is wrong with a text, in which line where that is known, and what helps."""

    what: str
    remedy: str
    line: int | None = None

    @property
    def text(self) -> str:
        """All of it in one message."""
        return f"{f'Regel {self.line}: ' if self.line else ''}{self.what} {self.remedy}"


def mistakes_in(
    key: str, source: str, samples: Sequence[SampleCase], layouts: Collection[str], templates: LetterTemplates
) -> list[Mistake]:
    """Everything wrong with this text of the letter `key`; `templates` has the text among its versions.

    A text that cannot be read, or is not safe to fill in, is not filled in with the samples.
    """
    if len(source) > LONGEST:
        return [Mistake(f"De tekst is {len(source)} tekens lang.", f"Er passen er {LONGEST} in. Maak de tekst korter.")]
    try:
        tree = environment().parse(source)
        environment().compile(source)
    except TemplateSyntaxError as error:
        return [Mistake(*in_dutch(error.message or ""), line=error.lineno)]
    except RecursionError:
        return [Mistake("De tekst zit te diep in elkaar.", "Gebruik minder haakjes en blokken in elkaar.")]
    found = sorted(_static(tree, layouts), key=lambda mistake: mistake.line or 0)
    return found or list(_filled_in(key, source, samples, templates))


def _static(tree: nodes.Template, layouts: Collection[str]) -> Iterator[Mistake]:
    yield from _frame(tree, layouts)
    for kind, name in _FORBIDDEN.items():
        for node in tree.find_all(kind):
            yield Mistake(f"'{name}' kan niet in een brief.", "Haal het weg, en schrijf de tekst uit.", node.lineno)
    for call in tree.find_all(nodes.Call):
        # What a block holds in the layout is the one thing a letter may call.
        if not (isinstance(call.node, nodes.Name) and call.node.name == "super"):
            yield Mistake(
                "Een brief kan geen functie aanroepen.", "Haal het weg, en schrijf de tekst uit.", call.lineno
            )
    yield from _names(tree)
    yield from _loops(tree, 0)
    yield from _assignments(tree)
    for node in tree.find_all(nodes.Getattr):
        if node.attr.startswith("_"):
            yield Mistake(f"'{node.attr}' mag een brief niet gebruiken.", "Haal het weg.", node.lineno)


def _frame(tree: nodes.Template, layouts: Collection[str]) -> Iterator[Mistake]:
    first = next(iter(tree.find_all(nodes.Extends)), None)
    remedy = 'Zet als eerste regel: {% extends "base.html" %}'
    if first is None:
        yield Mistake("De brief heeft geen opmaak.", remedy, 1)
    elif not isinstance(first.template, nodes.Const) or first.template.value not in layouts:
        yield Mistake("Deze opmaak bestaat niet.", remedy, first.lineno)
    blocks = {block.name: block for block in tree.find_all(nodes.Block)}
    for name, words in _REQUIRED.items():
        if name not in blocks:
            yield Mistake(f"Het {words if name == 'subject' else 'blok met de ' + words} ontbreekt.",
                          f"Zet het tussen {{% block {name} %}} en {{% endblock %}}.", 1)  # fmt: skip


def _names(tree: nodes.Template) -> Iterator[Mistake]:
    """Names nobody knows, with the known ones that look like them; and unknown parts of known names."""
    own = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    known = {*NAMES, *own, "loop", "super"}
    for node in tree.find_all(nodes.Name):
        if node.name not in known:
            yield _unknown(node.name, sorted(known), node.lineno)
    for part in tree.find_all(nodes.Getattr):
        inside = part.node
        if isinstance(inside, nodes.Name) and inside.name in NAMES and inside.name not in own:
            declared = NAMES[inside.name]
            if declared.parts and not declared.many and part.attr not in declared.parts:
                names = [f"{inside.name}.{each}" for each in declared.parts]
                yield _unknown(f"{inside.name}.{part.attr}", names, part.lineno)


def _unknown(name: str, known: list[str], line: int) -> Mistake:
    ends = {each.rpartition(".")[2]: each for each in known} | {each: each for each in known}
    near = list(dict.fromkeys(ends[each] for each in difflib.get_close_matches(name, ends, n=3, cutoff=0.5)))
    remedy = f"Bedoelt u {' of '.join(near)}?" if near else "Kies een naam uit de lijst met plaatshouders."
    return Mistake(f"De plaatshouder '{name}' is niet bekend.", remedy, line)


def _loops(node: nodes.Node, depth: int) -> Iterator[Mistake]:
    """A letter goes through its own lists, and not through lists in lists in lists."""
    for child in node.iter_child_nodes():
        inner = depth
        if isinstance(child, nodes.For):
            inner = depth + 1
            if child.recursive or inner > MOST_LOOPS:
                remedy = "Ga hoogstens twee keer in elkaar door een lijst."
                yield Mistake("Hier staan te veel lijsten in elkaar.", remedy, child.lineno)
            if not _is_list(child.iter):
                remedy = "Zet achter 'in' een plaatshouder die een lijst is, zoals parts of measures."
                yield Mistake("Hier kan een brief niet doorheen gaan.", remedy, child.lineno)
        yield from _loops(child, inner)


def _is_list(node: nodes.Node | None) -> bool:
    while isinstance(node, nodes.Filter):
        node = node.node
    if isinstance(node, nodes.Getattr):
        # The list of a part in a list: a text has no parts, so this never goes through letters one by one.
        return isinstance(node.node, nodes.Name)
    return isinstance(node, nodes.Name) and node.name in NAMES and NAMES[node.name].many


def _assignments(tree: nodes.Template) -> Iterator[Mistake]:
    """A name that is made from another made name can double at each line, until there is no memory left."""
    made = {target.name for node in tree.find_all(nodes.Assign) for target in _targets(node)}
    for node in tree.find_all(nodes.Assign):
        if any(used.name in made for used in node.node.find_all(nodes.Name)) or (
            isinstance(node.node, nodes.Name) and node.node.name in made
        ):
            remedy = "Schrijf de tekst uit, of gebruik alleen plaatshouders achter het = teken."
            yield Mistake("Hier wordt een eigen naam uit een andere eigen naam gemaakt.", remedy, node.lineno)


def _targets(node: nodes.Assign) -> list[nodes.Name]:
    return [node.target] if isinstance(node.target, nodes.Name) else list(node.target.find_all(nodes.Name))


def _filled_in(
    key: str, source: str, samples: Sequence[SampleCase], templates: LetterTemplates
) -> Iterator[Mistake]:  # fmt: skip
    """What shows only when the text is filled in; the same mistake in another sample is told once."""
    told: set[str] = set()
    for sample in samples:
        for name, mistake in _with(key, source, sample, templates):
            if name not in told:
                told.add(name)
                yield mistake


def _with(key: str, source: str, sample: SampleCase, templates: LetterTemplates) -> Iterator[tuple[str, Mistake]]:
    inside = f"(voorbeeld: {sample.title})"
    try:
        html = templates.render(key, sample.context())
    except LetterFailed as failure:
        if failure.placeholder and failure.line:
            passages = [f"must.{demand.key}" for demand in sample.demands]
            mistake = _unknown(failure.placeholder, [*passages, *NAMES], failure.line)
            yield f"{failure.placeholder} {failure.line}", mistake
            return
        what = f"De brief kon niet worden ingevuld {inside}."
        yield failure.message, Mistake(what, failure.message, failure.line)
        return
    for what, remedy, line in mistakes_on_page(html, source):
        yield what, Mistake(what, remedy, line)
    text = plain(html)
    for demand in sample.demands:
        if plain(demand.text) not in text:
            basis = f" ({', '.join(demand.basis)})" if demand.basis else ""
            yield (
                demand.key,
                Mistake(
                    f"De verplichte passage '{demand.key}' ontbreekt{basis} {inside}: \"{demand.text}\"",
                    f"Zet {{{{ must.{demand.key} }}}} in de tekst, ook waar een keuze (if) de passage weglaat.",
                ),
            )
