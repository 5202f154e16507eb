"""``shirube analyse``: what officers ask next of a plan, for people and for programs."""

from __future__ import annotations

import argparse
import sys
from fractions import Fraction
from pathlib import Path

from shirube.cli.arguments import add_year_argument
from shirube.cli.reading import add_read_arguments, read_named_file
from shirube.cli.whatif_options import WhatIfError, add_whatif_arguments, parse_edge, parse_target
from shirube.core.analysis import AnalysisOptions, compute_analysis
from shirube.core.graded_plan import NO_RULE, GradedPlan, compute_graded_plan
from shirube.core.plan import Plan
from shirube.core.report import UnknownYearError
from shirube.core.rollup import ROLLUP_RULES, RollupOptions
from shirube.core.scale import Scale
from shirube.core.whatif import WhatIf, compute_whatif, find_rows_named
from shirube.readers.tag_groups import load_tag_groups, read_tag_groups


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, the year, and what to try or to choose."""
    add_read_arguments(parser)
    add_year_argument(parser, "この年度の末に立って分析します。指定がなければ最新の実績の年度")
    parser.add_argument("--json", action="store_true", help="プログラム用にJSONで出力します")
    add_whatif_arguments(parser)
    parser.add_argument(
        "--rollup",
        action="append",
        default=[],
        choices=list(ROLLUP_RULES),
        help="施策などの総合評価を、この決め方で表示します（"
        + "、".join(f"{rule.name}：{rule.label}" for rule in ROLLUP_RULES.values())
        + "）",
    )
    parser.add_argument(
        "--cap", type=int, default=100, metavar="割合", help="上限付き平均の上限（%%。初期値は100）"
    )
    parser.add_argument("--mixed-units", action="store_true", help="合計の比で、単位の異なる値も合計します")
    parser.add_argument(
        "--representative", action="append", default=[], metavar="名前", help="代表指標とする指標の名前"
    )
    parser.add_argument("--tags", type=Path, metavar="TOML", help="課題をまとめて数えるグループのファイル")


def run(args: argparse.Namespace) -> int:
    """Print the whole analysis; what cannot be answered is one line on the error stream."""
    plan = read_named_file(args).plan
    scale = plan.scale or NO_RULE
    graded = compute_graded_plan(plan, scale)
    year = args.year or (graded.reported_years[-1] if graded.reported_years else None)
    if year is None:
        print("実績値のある年度がないため、分析できません。", file=sys.stderr)
        return 2
    if year not in graded.reported_years:
        known = "、".join(item.render() for item in graded.reported_years)
        raise UnknownYearError(f"{year}の実績値はありません。実績値のある年度：{known}。")
    analysis = compute_analysis(graded, year, _make_options(args, graded))
    whatif = _try_changes(args, plan, scale, graded)
    if args.json:
        from shirube.cli.analyse_json import render_analysis_json

        print(render_analysis_json(analysis, whatif))
    else:
        from shirube.cli.analyse_text import render_analysis

        print(render_analysis(analysis, whatif))
    return 0


def _make_options(args: argparse.Namespace, graded: GradedPlan) -> AnalysisOptions:
    named = [row for text in args.representative for row in find_rows_named(graded.rows, text)]
    return AnalysisOptions(
        tag_groups=read_tag_groups(args.tags) if args.tags else load_tag_groups(),
        rollups=tuple(dict.fromkeys(args.rollup)),
        rollup_options=RollupOptions(
            cap=Fraction(args.cap, 100),
            mixed_units=args.mixed_units,
            representatives=frozenset(row.indicator.key for row in named),
        ),
    )


def _try_changes(args: argparse.Namespace, plan: Plan, scale: Scale, graded: GradedPlan) -> WhatIf | None:
    """The plan with the changes asked for; None where none were."""
    if not (args.edge or args.target):
        return None
    edges = [parse_edge(text) for text in args.edge]
    targets = [parse_target(text, graded.rows) for text in args.target]
    try:
        return compute_whatif(plan, scale, edges=edges, targets=targets)
    except ValueError as error:  # an edge that the rule does not have, or that would jump over another
        raise WhatIfError(str(error)) from None
