"""Rule 9 on catalogues: every message in every finished language, placeholders and tags equal.

Messages are read from the source with Python's and Django's own parsers: no gettext is needed.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.template import Context, Engine, Template
from django.template.base import Node
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.translation import to_locale, trim_whitespace

from core.languages import ALL, ENGLISH, Language
from tests.architecture.screen import templates
from tests.architecture.source import ROOT, Module, relative, site_modules

# function → position of context and message among its arguments
GETTEXT = {
    "gettext": (None, 0),
    "gettext_lazy": (None, 0),
    "gettext_noop": (None, 0),
    "ngettext": (None, 0),
    "ngettext_lazy": (None, 0),
    "pgettext": (0, 1),
    "pgettext_lazy": (0, 1),
    "npgettext": (0, 1),
    "npgettext_lazy": (0, 1),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|%%|\{\w*\}")
TAG = re.compile(r"</?[a-z]\w*")
PLAIN = "core/django_words.py"  # days and months need no note
FEW_WORDS = 2  # so short, a message may mean several things
UNDERSCORE = re.compile(r"""\b_\((["'])(.*?)\1\)""")


class Message(NamedTuple):
    """A message's key in a catalogue, and where it was found."""

    context: str | None
    text: str
    place: str

    @property
    def key(self) -> tuple[str | None, str]:
        """What polib and gettext look it up by."""
        return self.context, self.text


def translated_languages() -> list[Language]:
    """All but English, whose messages are the keys themselves."""
    return [language for language in ALL if language is not ENGLISH]


def catalogue_path(language: Language, folder: Path = ROOT / "locale") -> Path:
    """Where Django looks for it."""
    return folder / to_locale(language.code) / "LC_MESSAGES" / "django.po"


def in_module(module: Module) -> Iterator[Message]:
    """Messages of a Python file. Raises ValueError for one that is not a literal."""
    names = {
        alias.asname or alias.name: alias.name
        for node in module.nodes(ast.ImportFrom)
        if node.module == "django.utils.translation"
        for alias in node.names
    }
    for node in module.nodes(ast.Call):
        name = ast.unparse(node.func)
        function = names.get(name, name.removeprefix("translation."))
        if (name in names or name.startswith("translation.")) and function in GETTEXT:
            place = f"{module.path}, line {node.lineno}"
            context, text = (
                None if position is None else _literal(node.args[position], place)
                for position in GETTEXT[function]
            )
            yield Message(context, text, place)


def _literal(node: ast.expr, place: str) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise ValueError(f"{place}: a message must be a literal, not {ast.unparse(node)}")


def in_template(place: str, text: str) -> Iterator[Message]:
    """Messages of a template."""
    for node in _nodes(Template(text, engine=Engine.get_default()).nodelist):
        if isinstance(node, TranslateNode):
            words = getattr(node.filter_expression.var, "literal", None)
            if isinstance(words, str):
                context = node.message_context
                yield Message(context and context.var, words.replace("%", "%%"), place)
        elif isinstance(node, BlockTranslateNode):
            singular, _names = node.render_token_list(node.singular)
            words = trim_whitespace(singular) if node.trimmed else singular
            context = node.message_context
            yield Message(context and context.resolve(Context()), words, place)
    for _quote, words in UNDERSCORE.findall(text):
        yield Message(None, words, place)


def _nodes(nodelist: Iterable[Node]) -> Iterator[Node]:
    """Every node, with those inside; a template that is extended is read on its own."""
    for node in nodelist:
        yield node
        for attribute in node.child_nodelists:
            yield from _nodes(getattr(node, attribute, None) or [])


def all_messages() -> list[Message]:
    """Every message of the site."""
    found = [message for module in site_modules() for message in in_module(module)]
    for path in templates():
        found += in_template(relative(path), path.read_text(encoding="utf-8"))
    return found


def gaps(catalogue: Iterable[polib.POEntry], messages: Iterable[Message]) -> Iterator[str]:
    """Messages that a finished language lacks, or is unsure about."""
    entries = {(e.msgctxt, e.msgid): e for e in catalogue if not e.obsolete}
    for message in messages:
        if message.key not in entries:
            yield f"{message.place}: no entry for “{message.text}”"
    for entry in entries.values():
        if entry.fuzzy:
            yield f"fuzzy: “{entry.msgid}”"
        elif not entry.translated():
            yield f"untranslated: “{entry.msgid}”"


def unexplained(catalogue: Iterable[polib.POEntry]) -> Iterator[str]:
    """Messages that do not say where they stand, or so short that a translator must guess."""
    for entry in catalogue:
        places = {place for place, _line in entry.occurrences}
        if not places:
            yield f"no place: “{entry.msgid}”"
        elif _is_short(entry.msgid) and not entry.comment and places != {PLAIN}:
            yield f"no note for translators: “{entry.msgid}”"


def _is_short(text: str) -> bool:
    return len(PLACEHOLDER.sub(" ", text).split()) <= FEW_WORDS


def differences(catalogue: Iterable[polib.POEntry]) -> Iterator[str]:
    """Translations whose placeholders or HTML tags are not those of the message."""
    for entry in catalogue:
        if entry.obsolete:
            continue
        for translation in [entry.msgstr, *entry.msgstr_plural.values()]:
            originals = [entry.msgid, *([entry.msgid_plural] if entry.msgid_plural else [])]
            if translation and _marks(translation) not in [_marks(text) for text in originals]:
                yield f"“{entry.msgid}” → “{translation}”"


def _marks(text: str) -> Counter[str]:
    return Counter([*PLACEHOLDER.findall(text), *TAG.findall(text)])
