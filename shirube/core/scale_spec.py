"""The examples of a rule: figures in, rate and grade out; test and documentation in one.

They stand beside the rule in its recipe; reading them from there belongs to readers/scale_recipe.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from shirube.core.evaluation import Evaluation, evaluate_situation
from shirube.core.figures import render_result
from shirube.core.finding import Finding, Level, Place
from shirube.core.rounding import Rounding
from shirube.core.scale import Scale
from shirube.core.situation import Situation

# What stands in the column of rates or grades where the rule gives none.
NONE_WORD = "なし"


class SpecCase(Struct, frozen=True, kw_only=True):
    """One example. ``cells`` are its figures as written; an empty rate or mark is not looked at."""

    situation: Situation
    rate: str = ""
    mark: str = ""
    note: str = ""
    line: int = 0
    cells: tuple[tuple[str, str], ...] = ()


def render_rate(evaluation: Evaluation) -> str:
    """The rate as the rule displays it, 「なし」 where there is none."""
    if evaluation.rate is None:
        return NONE_WORD
    display: Rounding = evaluation.scale.display
    return render_result(evaluation.formula, evaluation.situation, evaluation.rate, display)


def render_spec(cases: tuple[SpecCase, ...]) -> str:
    """The examples as a Markdown table, for people and for the documentation; "" where there are none."""
    if not cases:
        return ""
    heads = [head for head, _ in cases[0].cells]
    lines = ["| " + " | ".join(heads) + " |", "| " + " | ".join("---" for _ in heads) + " |"]
    lines += ["| " + " | ".join(cell or "　" for _, cell in case.cells) + " |" for case in cases]
    return "\n".join(lines)


def check_spec(scale: Scale, cases: tuple[SpecCase, ...], file: str = "") -> list[Finding]:
    """Every example that the rule does not give, with what it gives instead and how that came about."""
    return [finding for case in cases for finding in _check_case(scale, case, file)]


def _check_case(scale: Scale, case: SpecCase, file: str) -> Iterator[Finding]:
    evaluation = evaluate_situation(case.situation, scale)
    computed_rate, computed_mark = render_rate(evaluation), evaluation.mark or NONE_WORD
    for what, expected, computed in (
        ("達成率", case.rate, computed_rate),
        ("評価", case.mark, computed_mark),
    ):
        if expected and expected != computed:
            yield Finding(
                code="scale-example-differs",
                level=Level.GRAVE,
                message=(
                    f"例の{what}は「{expected}」と書かれていますが、この評価基準では「{computed}」になります"
                    f"（{evaluation.explanation}）。"
                ),
                remedy="例の数値か、評価基準の境目・計算式を確かめてください。",
                place=Place(file=file, cell=f"{case.line}行目" if case.line else ""),
            )
