"""The one table of all staff lists: a page names its columns, core/_table.html draws them.

    {% table stipend in to_pay label="To pay" %}
      {% column "Member" row sort="reference" %}{% reference stipend.reference %}{% endcolumn %}
      {% column "Sum" class="end" sort="-amount" %}{{ stipend.amount_cents|dollars }}{% endcolumn %}
      {% empty %}<p class="empty">Nothing to pay.</p>
    {% endtable %}

The list is a core.tables.Table, or any rows where nobody sorts and no page follows. `row`: the
column names the row. `hush` hides a heading from sight. The heading takes over of a cell's
classes what must be alike: `end` for numbers and times, `spare` for what folds away on a phone.
`when` leaves a column out; `{% row id=… class=… %}` marks the rows; `number` counts them.
A table of the class `stacked` shows each row as a few lines on a phone; roles keep it a table.
`labeled`: there its heading stands before what is in the cell.
"""

from collections.abc import Container, Iterator
from typing import Any

from django import template
from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    Parser,
    TextNode,
    Token,
    token_kwargs,
)
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.tables import Table

register = template.Library()

OF_HEADINGS = ("end", "spare")
STACKED = "stacked"
WORDS = {"row", "hush", "labeled"}
Options = dict[str, FilterExpression]


class ColumnNode(Node):
    """One column: its heading and what stands in a cell of it."""

    def __init__(self, words: list[str], options: Options, cell: NodeList) -> None:
        self.options, self.nodelist = options, cell
        self.is_hushed, self.names_the_row = "hush" in words, "row" in words
        self.is_labeled = "labeled" in words

    def heading(self, table: Table, context: Context) -> dict[str, Any]:
        """As core/_table.html needs it."""
        classes = _value(self.options, "class", context).split()
        address, order = table.sorted_by(_value(self.options, "sort", context))
        return {
            "words": _value(self.options, "heading", context),
            "is_hushed": self.is_hushed,
            "class": " ".join(word for word in classes if word in OF_HEADINGS),
            "address": address,
            "order": order,
        }

    def tags(self, context: Context, *, has_roles: bool) -> tuple[SafeString, SafeString]:
        """What begins and ends each of its cells."""
        element, role = ("th", "rowheader") if self.names_the_row else ("td", "cell")
        marks = {
            "scope": "row" if self.names_the_row else "",
            "role": role if has_roles else "",
            "class": _value(self.options, "class", context),
            "data-label": _value(self.options, "heading", context) if self.is_labeled else "",
        }
        worn = format_html_join("", ' {}="{}"', ((k, v) for k, v in marks.items() if v))
        return format_html("<{}{}>", element, worn), format_html("</{}>", element)

    def is_shown(self, context: Context) -> bool:
        """Unless its `when` says no."""
        return "when" not in self.options or bool(_value(self.options, "when", context))


class RowNode(Node):
    """What marks each row."""

    def __init__(self, options: Options) -> None:
        self.options = options


class TableNode(Node):
    """A whole list, with what it says when it is empty."""

    child_nodelists = ("columns", "empty")

    def __init__(
        self,
        variables: list[str],
        source: FilterExpression,
        options: Options,
        columns: NodeList,
        empty: NodeList,
    ) -> None:
        self.variables, self.source, self.options = variables, source, options
        self.columns, self.empty = columns, empty

    def render(self, context: Context) -> SafeString:
        found = self.source.resolve(context, ignore_failures=True)
        table = found if isinstance(found, Table) else Table(found or ())
        columns = [
            column
            for column in self.columns.get_nodes_by_type(ColumnNode)
            if column.is_shown(context)
        ]
        has_roles = STACKED in _value(self.options, "class", context).split()
        drawn = {
            "table": table,
            "has_roles": has_roles,
            "headings": [column.heading(table, context) for column in columns],
            "rows": self._rows(table, columns, context, has_roles=has_roles) if table else (),
            "empty": "" if table else self.empty.render(context),
            **{
                name: _value(self.options, name, context)
                for name in ("label", "labelledby", "caption", "class")
            },
        }
        frame = context.template.engine.get_template("core/_table.html")
        return frame.render(context.new(drawn))

    def _rows(
        self, table: Table, columns: list[ColumnNode], context: Context, *, has_roles: bool
    ) -> Iterator[dict[str, Any]]:
        tags = [(each.nodelist, *each.tags(context, has_roles=has_roles)) for each in columns]
        marks: Options = {}
        for row_node in self.columns.get_nodes_by_type(RowNode):
            marks |= row_node.options
        for number, row in enumerate(table, start=1):
            values = row if len(self.variables) > 1 else (row,)
            with context.push(**dict(zip(self.variables, values, strict=True)), number=number):
                cells = ((begin, cell.render(context), end) for cell, begin, end in tags)
                yield {
                    "id": _value(marks, "id", context),
                    "class": _value(marks, "class", context),
                    "cells": format_html_join("", "{}{}{}", cells),
                }


@register.tag
def column(parser: Parser, token: Token) -> ColumnNode:
    """One column of a table; see the module."""
    _tag, heading, *bits = token.split_contents()
    options = token_kwargs([bit for bit in bits if "=" in bit], parser)
    words = [bit for bit in bits if "=" not in bit]
    if unknown := set(words) - WORDS:
        raise template.TemplateSyntaxError(f"A column knows no {sorted(unknown)}")
    options["heading"] = parser.compile_filter(heading)
    cell = parser.parse(("endcolumn",))
    _trim(cell)
    parser.delete_first_token()
    return ColumnNode(words, options, cell)


def _trim(cell: NodeList) -> None:
    """Nobody sees the space around what is in a cell."""
    if cell and isinstance(cell[0], TextNode):
        cell[0].s = cell[0].s.lstrip()
    if cell and isinstance(cell[-1], TextNode):
        cell[-1].s = cell[-1].s.rstrip()


@register.tag
def row(parser: Parser, token: Token) -> RowNode:
    """The id and the class of each row; see the module."""
    return RowNode(token_kwargs(token.split_contents()[1:], parser))


@register.tag
def table(parser: Parser, token: Token) -> TableNode:
    """A list as a table; see the module."""
    bits = token.split_contents()[1:]
    middle = bits.index("in")
    variables = "".join(bits[:middle]).split(",")
    source = parser.compile_filter(bits[middle + 1])
    options = token_kwargs(bits[middle + 2 :], parser)
    columns = parser.parse(("empty", "endtable"))
    empty = NodeList()
    if parser.next_token().contents == "empty":
        empty = parser.parse(("endtable",))
        parser.delete_first_token()
    return TableNode(variables, source, options, columns, empty)


def _value(options: Options, name: str, context: Context) -> Any:
    return options[name].resolve(context) if name in options else ""


@register.simple_tag
def tick(
    name: str, key: str, chosen: Container[str] = (), words: str = "", cents: int | None = None
) -> SafeString:
    """A box that chooses a row, for what is done to all chosen ones; `words` name it.

    What is chosen comes to the sum of the `cents`, which the page then says.
    """
    box = '<input type="checkbox" name="{}" value="{}" aria-label="Choose {}"{}{}>'
    checked = format_html(" {}", "checked") if key in chosen else ""
    amount = format_html(' data-cents="{}"', cents) if cents is not None else ""
    of_row = (name, key, words or key, amount, checked)
    return format_html(f'<label class="tick-box">{box}</label>', *of_row)
