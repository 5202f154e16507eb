"""``shirube report``: the same table out again, in as many formats as are asked for."""

from __future__ import annotations

import argparse
from pathlib import Path

from shirube.cli.arguments import add_year_argument
from shirube.cli.reading import add_read_arguments, read_named_file
from shirube.core.finding import Finding, Level
from shirube.core.report_kind import KINDS, WHOLE
from shirube.readers.result import REWRITTEN
from shirube.writers.formats import check_suffix, write_report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, the outputs, and the year the report is about."""
    add_read_arguments(parser)
    parser.add_argument(
        "-o",
        "--output",
        dest="outputs",
        action="append",
        type=Path,
        required=True,
        metavar="出力",
        help="作成するファイル。拡張子で形式が決まります。何度でも指定できます",
    )
    add_year_argument(parser, "どの年度の報告とするか。指定しなければ最新の実績の年度です")
    kinds = "、".join(f"{kind.key}（{kind.name}）" for kind in KINDS.values())
    parser.add_argument(
        "--kind",
        default=WHOLE.key,
        metavar="種類",
        help=f"表のどの部分を載せるか。{kinds}。bodyには主体の名前を続けます（例：body:商工会）",
    )


def run(args: argparse.Namespace) -> int:
    """Write every output; a suffix nobody can write is refused before anything is read or written."""
    for output in args.outputs:
        check_suffix(output)
    read = read_named_file(args)
    for finding in read.findings:
        if finding.code == REWRITTEN or finding.level is Level.GRAVE:
            # Whoever goes straight to the report shall not be surprised by another arrangement, and shall
            # not hand on what was read wrongly.
            _say(finding)
    said: set[Finding] = set()
    for output in args.outputs:
        findings = write_report(read.plan, output, year=args.year, kind=args.kind)
        print(f"作成しました：{output}")
        for finding in findings:
            if finding not in said:  # the same holds for each format: said once
                _say(finding, indent="  ")
        said.update(findings)
    return 0


def _say(finding: Finding, *, indent: str = "") -> None:
    place = finding.place.render()
    print(f"{indent}[{finding.level.label}] {f'{place}：' if place else ''}{finding.message}")
    if finding.remedy:
        print(f"{indent}    → {finding.remedy}")
