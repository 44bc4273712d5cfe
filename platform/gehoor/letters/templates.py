"""From a letter template and facts to a complete HTML document.

A letter begins with `{% extends "base.html" %}` and fills the blocks `subject` and `body`. The first folder that
has a template wins, so a municipality can replace a letter, and the layout too; `core/base.html` is always
the platform's own, for a layout that changes only some blocks of it.

What `base.html` needs:

- `lang` ("nl-NL" or "nl-BE") and `title`;
- `municipality`: the full name as it stands at the head ("Gemeente Voorbeeldstad");
- `sender_lines`: the postal address, in lines; `contact_lines`, which may be left out: telephone, website;
- `addressee_lines`: name and address, in lines; empty for a document that is not posted;
- `date` (a `date`) and `reference`;
- `signature`: `office`, `on_behalf_of` or None, `name` or None;
- `enclosures` and `copies`: lists of texts, possibly empty;
- `annexes`, which may be left out: enclosed texts that are printed behind the letter, each with a `title` and `parts`
  (`title`, which may be empty, and `text`);
- `acting_for` and `acting_as`, which may be left out: whom the reader represents, and as what ("gemachtigde");
- `theme`: `accent`, a colour as "#rrggbb";
- which may be left out: `letterhead` (`logo` as a data address, `logo_alt`), and of `signature` also `closing`,
  `title`, `with_name` and `phone`.

Blocks with wording that may differ: `label_return`, `label_date`, `label_reference`, `closing`,
`label_on_behalf_of`, `label_enclosures`, `label_copies`. Blocks with parts: `letterhead`, `window`, `facts`,
`signature`, `appendix`, and `style` for more CSS. Classes for use in a body: `box` (an explanation such as
"Waarom deze datum?"), `legal-basis` (a list of articles), `keep` (not split over two pages).

A template is written by others, so it runs in a sandbox: it shows facts and does not calculate, call methods
of texts, or switch escaping off.
"""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    DictLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
)
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from gehoor.domain.calendar import written
from gehoor.letters.compiled import CompiledTemplates
from gehoor.letters.failure import LetterFailed

CORE = Path(__file__).parent / "core"

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)*")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FILTERS = (
    *("capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "groupby", "join", "last"),
    *("length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "select", "selectattr", "sort"),
    *("string", "trim", "unique", "upper"),
)


def paragraphs(text: str) -> Markup:
    """A text typed by people as paragraphs, escaped; a blank line parts them, a single one breaks the line."""
    blocks = (block.strip() for block in re.split(r"\n\s*\n", text))
    return Markup("").join(
        Markup("<p>{}</p>\n").format(Markup("<br>").join(block.splitlines())) for block in blocks if block
    )


def content_hash(content: str | bytes) -> str:
    """The SHA-256 of a stored letter, in hexadecimal."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


class LetterTemplates:
    """The templates of one tenant: its own versions, then the folders in order, then the core letters."""

    def __init__(
        self, folders: Sequence[Path], versions: Mapping[str, str] | None = None, *, compiled: Path | None = None
    ) -> None:
        """`versions` holds sources by key, for what a tenant keeps in the database or wants to try out.

        `compiled` is the folder that keeps translated templates, for folders that come with the platform.
        """
        core = FileSystemLoader(CORE)
        self._folders, self._versions = tuple(folders), dict(versions or {})
        self._environment = environment(
            ChoiceLoader(
                [
                    PrefixLoader({"core": core}),
                    DictLoader({f"{key}.html": source for key, source in self._versions.items()}),
                    FileSystemLoader(list(folders)),
                    core,
                ]
            ),
            CompiledTemplates(compiled) if compiled is not None else None,
        )

    def trying(self, key: str, source: str | None) -> LetterTemplates:
        """These templates with another text of one letter; without a text, as if no version of it had been made."""
        others = {each: text for each, text in self._versions.items() if each != key}
        return LetterTemplates(self._folders, others if source is None else {**others, key: source})

    def source(self, key: str) -> str:
        """The text of a letter as it holds now; raises `LetterFailed` where there is none."""
        loader = self._environment.loader
        try:
            if loader is None or not _KEY.fullmatch(key):
                raise TemplateNotFound(key)
            return loader.get_source(self._environment, f"{key}.html")[0]
        except TemplateNotFound as error:
            what = f"het sjabloon '{error.name}' bestaat niet"
            raise _failed(key, f"{what}. Controleer de naam, of voeg het sjabloon toe.") from error

    def layouts(self) -> set[str]:
        """The layouts that a letter can begin with."""
        return {"base.html", "core/base.html"}

    def render(self, key: str, context: Mapping[str, object]) -> str:
        """The complete HTML document of the letter `key`; the template is `<key>.html`."""
        try:
            if not _KEY.fullmatch(key):
                raise TemplateNotFound(key)
            return self._environment.get_template(f"{key}.html").render(context)
        except TemplateNotFound as error:
            what = f"het sjabloon '{error.name}' bestaat niet"
            raise _failed(key, f"{what}. Controleer de naam, of voeg het sjabloon toe.") from error
        except TemplateSyntaxError as error:
            what = f"het sjabloon '{error.name}' klopt niet op regel {error.lineno} ({error.message})"
            raise _failed(key, f"{what}. Herstel die regel.", line=error.lineno) from error
        except UndefinedError as error:
            what = f"de plaatshouder '{error.message}' is niet bekend ({_place(error)})"
            advice = "Haal hem weg, of gebruik een plaatshouder die bij deze brief hoort."
            raise _failed(key, f"{what}. {advice}", placeholder=error.message, line=_line(error)) from error
        except SecurityError as error:
            what = f"het sjabloon doet iets wat een brief niet mag ({_place(error)})"
            advice = "Haal dat weg: een brief laat alleen gegevens zien."
            raise _failed(key, f"{what}. {advice}", line=_line(error)) from None
        except Exception as error:
            # Only the kind of error is told, and the error itself is left out of what a log shows: its text
            # could hold what somebody wrote.
            what = f"het sjabloon kon niet worden ingevuld ({_place(error)}, {type(error).__name__})"
            raise _failed(key, f"{what}. Controleer die regel.", line=_line(error)) from None


def environment(loader: BaseLoader | None = None, compiled: CompiledTemplates | None = None) -> Environment:
    """What reads and fills in letters, for texts that are tried out without a loader as well."""
    return _LetterEnvironment(
        loader=loader,
        autoescape=True,
        undefined=_UnknownPlaceholder,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=compiled,
    )


class _UnknownPlaceholder(StrictUndefined):
    """Fails on any use, and its message is the name of the placeholder."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        return self._undefined_hint or str(self._undefined_name)


class _LetterEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox in which a template can show what it was given, and little else."""

    # By these three a short template could ask for more memory than there is.
    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.globals = {"namespace": self.globals["namespace"]}
        self.filters = {name: self.filters[name] for name in _FILTERS} | {
            "nl_date": written,
            "paragraphs": paragraphs,
            "colour": _colour,
        }

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        raise SecurityError(f"the operator {operator} is not for letters")

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        # Not `isinstance`: a code of an enumeration is a text too, and may have a label.
        return type(obj) not in (str, bytes, Markup) and super().is_safe_attribute(obj, attr, value)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        for switch in template.find_all(nodes.EvalContextModifier):
            raise TemplateSyntaxError("'autoescape' mag niet worden omgezet", switch.lineno, name, filename)
        return template


def _colour(value: str) -> str:
    if not _COLOUR.fullmatch(value):
        raise ValueError("not a colour")
    return value


def _place(error: Exception) -> str:
    """The template and the line in it where this happened, without the folder it stands in."""
    for step in reversed(traceback.extract_tb(error.__traceback__)):
        if step.filename.endswith(".html") or step.filename == "<template>":
            return f"{Path(step.filename).name}, regel {step.lineno}"
    return "plaats onbekend"


def _line(error: Exception) -> int | None:
    """The line of a text from the database, which has no file; nothing for a mistake in a layout."""
    steps = [step for step in traceback.extract_tb(error.__traceback__) if step.filename == "<template>"]
    return steps[-1].lineno if steps else None


def _failed(key: str, reason: str, placeholder: str | None = None, line: int | None = None) -> LetterFailed:
    message = f"De brief '{key}' kon niet worden gemaakt: {reason}"
    return LetterFailed(message, template=key, placeholder=placeholder, line=line)
