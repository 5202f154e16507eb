"""``--edge A=85`` and ``--target "創業塾:R8=20"``: what a person would like to try."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from fractions import Fraction

from shirube.core.fiscal_year import fold_width, parse_fiscal_year
from shirube.core.graded_plan import GradedRow
from shirube.core.notation import parse_quantity
from shirube.core.pattern import late_pattern
from shirube.core.whatif import EdgeChange, TargetChange, find_rows_named

_EDGE = late_pattern(r"(?P<mark>.+?)\s*=\s*(?P<value>-?\d+(?:\.\d+)?)\s*%?\s*(?P<side>以上|超)?")
_TARGET = late_pattern(r"(?P<name>.+):(?P<year>[^:=]+)=(?P<value>[^=]+)")


class WhatIfError(Exception):
    """A change that cannot be tried; ``str()`` is one Japanese line."""


def add_whatif_arguments(parser: argparse.ArgumentParser) -> None:
    """Both options; each may be given several times."""
    parser.add_argument(
        "--edge",
        action="append",
        default=[],
        metavar="区分=割合",
        help="評価区分の下限を仮に変えます（例：A=85、A=85超）。何度でも指定できます",
    )
    parser.add_argument(
        "--target",
        action="append",
        default=[],
        metavar="名前:年度=値",
        help="目標値を仮に変えます（例：創業塾:R8=20）。何度でも指定できます",
    )


def parse_edge(text: str) -> EdgeChange:
    """A grade and the percentage its lower edge is moved to: A=85, A=85%以上, A=85超."""
    match = _EDGE.fullmatch(fold_width(text).strip())
    if not match:
        raise WhatIfError(f"--edge「{text}」を読み取れません。「A=85」の形で指定してください。")
    inclusive = {"以上": True, "超": False}.get(match["side"] or "")
    return EdgeChange(mark=match["mark"], value=Fraction(match["value"]) / 100, inclusive=inclusive)


def parse_target(text: str, rows: Sequence[GradedRow]) -> TargetChange:
    """An indicator by name or part of it, a fiscal year, and the target to try: 創業塾:R8=20."""
    match = _TARGET.fullmatch(fold_width(text).strip())
    if not match:
        raise WhatIfError(f"--target「{text}」を読み取れません。「創業塾:R8=20」の形で指定してください。")
    found = find_rows_named(rows, match["name"].strip())
    if len(found) != 1:
        names = "、".join(row.name for row in found[:5])
        raise WhatIfError(
            f"「{match['name']}」に当たる指標が{len(found)}件あります（{names}）。1件に決まる名前にしてください。"
            if found
            else f"「{match['name']}」に当たる指標はありません。"
        )
    try:
        year, quantity = parse_fiscal_year(match["year"]), parse_quantity(match["value"])
    except ValueError as error:
        raise WhatIfError(f"--target「{text}」：{error}") from None
    return TargetChange(key=found[0].indicator.key, year=year, value=quantity.value)
