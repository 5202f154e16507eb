"""``shirube explain``: how each grade came about, one sentence each."""

from __future__ import annotations

import argparse
import sys

from shirube.cli.arguments import add_year_argument
from shirube.cli.console import paint
from shirube.cli.reading import add_read_arguments, read_named_file
from shirube.core.evaluation import Evaluation, evaluate_indicator
from shirube.core.figures import render_cell
from shirube.core.fiscal_year import fold_width
from shirube.core.indicator import Indicator
from shirube.core.plan import Plan, render_indicator_name
from shirube.core.reading import Missing


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and which indicators and year are asked about."""
    add_read_arguments(parser)
    parser.add_argument("name", nargs="?", default="", metavar="名前", help="事業名や指標名の一部")
    add_year_argument(parser, "この年度だけを表示します")
    parser.add_argument(
        "--original-targets",
        action="store_true",
        help="改定した目標値の代わりに、当初の目標値で評価した場合を表示します",
    )


def run(args: argparse.Namespace) -> int:
    """Print the sentences; an unknown name is answered with one line."""
    plan = read_named_file(args).plan
    if plan.scale is None:
        print("評価基準がないため、評価の理由を説明できません。", file=sys.stderr)
        return 2
    wanted = fold_width(args.name)
    found = [
        (name, indicator)
        for path, indicator in plan.rows
        if wanted in fold_width(name := render_indicator_name(path, indicator))
    ]
    if not found:
        print(f"「{args.name}」に当たる指標はありません。", file=sys.stderr)
        return 2
    for name, indicator in found:
        print(paint(name, "bold"))
        for line in render_sentences(plan, indicator, against_original=args.original_targets):
            if not args.year or line.startswith(f"  {args.year}"):
                print(line)
    return 0


def render_sentences(plan: Plan, indicator: Indicator, *, against_original: bool = False) -> list[str]:
    """One line for each year of an indicator that has come, with the published mark where it differs.

    ``against_original`` judges by the targets as first set and says so where they were revised.
    """
    if plan.scale is None:
        return []
    evaluated = evaluate_indicator(indicator, plan.scale, against_original=against_original)
    return [
        f"  {item.year}　{_render_revision(indicator, item) if against_original else ''}"
        f"{item.explanation}{_render_published(indicator, item)}"
        for item in evaluated.evaluations
        if item.missing is not Missing.NOT_DUE
    ]


def _render_revision(indicator: Indicator, evaluation: Evaluation) -> str:
    target = indicator.target(evaluation.year)
    return f"（当初の目標値。{render_cell(target.reading)}に改定）" if target and target.revisions else ""


def _render_published(indicator: Indicator, evaluation: Evaluation) -> str:
    published = indicator.published_in(evaluation.year)
    if published is None or not published.mark or published.mark == evaluation.mark:
        return ""
    return "　" + paint(f"※公表された評価は{published.mark}", "yellow")
