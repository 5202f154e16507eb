"""One implementing body written in two ways, so that it would be counted as two."""

from __future__ import annotations

from collections.abc import Iterator

from shirube.checks.context import CheckContext, Row, fold_name
from shirube.core.finding import Finding, Level

CODE = "body-variant"
LEVELS = (Level.ODD,)


def check_body_variant(context: CheckContext) -> Iterator[Finding]:
    """One finding for each further spelling that differs by width, spaces or capitals, at its first row."""
    spellings: dict[str, dict[str, Row]] = {}
    for row in context.rows:
        for body in row.indicator.bodies:
            spellings.setdefault(fold_name(body), {}).setdefault(body, row)
    for rows in spellings.values():
        first, *others = rows
        for body in others:
            yield Finding(
                code=CODE,
                level=Level.ODD,
                place=rows[body].place(),
                message=f"実施主体「{body}」は、ほかの行では「{first}」と書かれています。"
                "別の実施主体として集計されます。",
                remedy="全角と半角、空白、大文字と小文字をそろえてください。",
            )
