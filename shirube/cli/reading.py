"""Reading the file that a command names: arguments, the reading itself, and all findings about it."""

from __future__ import annotations

import argparse
from pathlib import Path

from msgspec.structs import replace

from shirube.cli.scale_option import add_scale_argument, read_named_scale
from shirube.core.agreement import settle_edges
from shirube.core.finding import Finding, sort_findings
from shirube.readers.layout_recipe import NO_RECIPE, LayoutRecipe, find_layout_recipe, read_layout_recipe
from shirube.readers.read import ReadOptions, read_plan
from shirube.readers.result import ReadPlan


def add_read_arguments(parser: argparse.ArgumentParser) -> None:
    """The file and how to read it: the same in every command that reads a table."""
    parser.add_argument(
        "file", type=Path, metavar="ファイル", help="読み取る表（形式の一覧は shirube formats）"
    )
    group = parser.add_argument_group("読み取り方")
    group.add_argument("--table", type=int, metavar="番号", help="何番目の表を読み取るか")
    group.add_argument("--sheet", default="", metavar="シート名", help="読み取るシート")
    group.add_argument(
        "--layout",
        metavar="設定",
        help="読み取り設定（shirube recipe で書き出したTOMLか、登録されている名前）",
    )
    group.add_argument("--encoding", metavar="文字コード", help="テキストの文字コード（euc_jpなど）")
    group.add_argument(
        "--columns",
        type=parse_column_lines,
        metavar="位置",
        help="罫線のないPDFの列の区切り。左端からの位置をポイントで並べます（例：40,180,320）",
    )
    group.add_argument(
        "--trust",
        action="store_true",
        help="ご自身が作成したファイルとして、制限をかけずに速く読み取ります",
    )
    add_scale_argument(parser, "表の凡例の代わりに用いる評価基準")


def parse_column_lines(text: str) -> tuple[float, ...]:
    """Positions of column lines in points: 「40,180,320」."""
    from shirube.readers import column_lines

    places = column_lines.parse_column_lines(text)
    if not places:
        raise argparse.ArgumentTypeError(
            f"列の区切りは、40,180,320 のように数値をコンマで並べてください（「{text}」）"
        )
    return places


def read_named_file(args: argparse.Namespace) -> ReadPlan:
    """The plan of the file named on the command line, with the rule named there if there is one."""
    options = ReadOptions(
        trusted=args.trust,
        table=args.table,
        sheet=args.sheet,
        layout=_read_layout(args.layout),
        encoding=args.encoding,
        pdf_columns=args.columns,
    )
    read = read_plan(args.file, options)
    if not args.scale:
        return read
    findings = tuple(item for item in read.findings if item.code != "no-legend")
    scale = settle_edges(read.plan, read_named_scale(args.scale))
    return replace(read, plan=replace(read.plan, scale=scale), findings=findings)


def _read_layout(name: str | None) -> LayoutRecipe:
    """The recipe named on the command line: a file, or one that is shipped; none leaves all to inference."""
    if not name:
        return NO_RECIPE
    if name.endswith(".toml") or Path(name).exists():
        return read_layout_recipe(name)
    return find_layout_recipe(name)


def collect_findings(read: ReadPlan) -> list[Finding]:
    """What reading and checking found, gravest first."""
    from shirube.checks.registry import check_plan

    return sort_findings([*read.findings, *check_plan(read.plan)])
