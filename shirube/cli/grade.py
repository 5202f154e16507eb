"""``shirube grade``: a plain list of cells graded by a rule, row by row, also as a filter."""

from __future__ import annotations

import argparse
import codecs
import io
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

from shirube.cli.scale_option import add_scale_argument, read_named_scale
from shirube.core.evaluation import compute_rate, evaluate_situation
from shirube.core.finding import Level
from shirube.core.grader import compile_scale
from shirube.core.scale import Scale, Subject
from shirube.core.situation import Situation
from shirube.readers.cell_list import CellList
from shirube.readers.source import UnreadableFile
from shirube.writers.cell_list import CellListWriter, GradedCell
from shirube.writers.whole_file import UnwritableFile
from shirube.writers.whole_stream import open_whole

STREAM = "-"
# Formulas that ask which year of the plan it is: a row without a year cannot be judged by them.
YEAR_FORMULAS = {"expected_ratio", "expected_progress", "paced_ratio"}
_REPLACEMENT = "〓"
Judge = Callable[[Situation], GradedCell]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The list, the rule and the output; 「-」 stands for the standard streams."""
    parser.add_argument("file", metavar="一覧", help="評価する一覧（CSV）。「-」は標準入力です")
    add_scale_argument(parser, "評価に用いる評価基準", required=True)
    parser.add_argument(
        "-o", "--output", default=STREAM, metavar="出力", help="作成するCSV。指定しなければ標準出力です"
    )
    parser.add_argument("--encoding", metavar="文字コード", help="一覧の文字コード（euc-jpなど）")
    parser.add_argument(
        "--output-encoding",
        choices=("utf-8", "utf-8-bom", "cp932"),
        help="出力の文字コード。指定しなければ、ファイルはBOM付きUTF-8、標準出力はUTF-8です",
    )
    parser.add_argument("--no-explanation", action="store_true", help="評価の理由の列を空にして、速くします")


def run(args: argparse.Namespace) -> int:
    """Grade every row and say on the error stream how many there were; 1 where rows could not be read."""
    scale = read_named_scale(args.scale)
    with _open_input(args.file) as source:
        name = "標準入力" if args.file == STREAM else Path(args.file).name
        cells = CellList(source, name=name, encoding=args.encoding, needs_year=needs_year(scale))
        with _open_output(args.output) as target:
            counts = _grade(cells, scale, target, args)
    print("\n".join([*cells.notes, _render_summary(counts)]), file=sys.stderr)
    return 1 if counts[Level.GRAVE.value] else 0


def needs_year(scale: Scale) -> bool:
    """Whether the rule looks at the year itself, and not only at the figures of the year."""
    conditions = [item for band in (*scale.bands, *scale.final_bands) for way in band.ways for item in way]
    return bool(
        scale.valid_from
        or scale.valid_to
        or scale.final_bands
        or {name for _, name in scale.formulas} & YEAR_FORMULAS
        or any(item.subject in (Subject.FINAL_YEAR, Subject.ON_SCHEDULE) for item in conditions)
    )


def make_judge(scale: Scale) -> Judge:
    """Grades one row and explains it."""

    def judge(situation: Situation) -> GradedCell:
        evaluation = evaluate_situation(situation, scale)
        return GradedCell(evaluation.rate, evaluation.mark, evaluation.explanation)

    return judge


def make_quick_judge(scale: Scale) -> Judge:
    """The same rate and mark without the explanation, by the compiled rule."""
    grader = compile_scale(scale)

    def judge(situation: Situation) -> GradedCell:
        rate = compute_rate(situation, scale)[1] if scale.is_valid_in(situation.year) else None
        return GradedCell(rate if isinstance(rate, Fraction) else None, grader.grade(situation))

    return judge


def _grade(cells: CellList, scale: Scale, target: BinaryIO, args: argparse.Namespace) -> Counter[str]:
    encoding = args.output_encoding or ("utf-8" if args.output == STREAM else "utf-8-bom")
    counts: Counter[str] = Counter()

    def replace_unknown(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        counts["replaced"] += error.end - error.start
        return _REPLACEMENT * (error.end - error.start), error.end

    codecs.register_error("shirube-geta", replace_unknown)
    name = {"utf-8-bom": "utf-8-sig"}.get(encoding, encoding)
    sink = io.TextIOWrapper(target, encoding=name, errors="shirube-geta", newline="", write_through=False)
    try:
        records = cells.records
        writer = CellListWriter(
            sink,
            cells.header,
            display=scale.display,
            separator=records.separator,
            newline=records.newline,
        )
        judge = make_quick_judge(scale) if args.no_explanation else make_judge(scale)
        for row in cells:
            graded = judge(row.situation) if row.situation else None
            writer.write_row(row.cells, graded, row.findings)
            counts["rows"] += 1
            if graded and graded.mark:
                counts["graded"] += 1
            for finding in row.findings:
                counts[finding.level.value] += 1
        sink.flush()
    finally:
        # The stream below is closed by whoever opened it, and durably.
        sink.detach()
    return counts


def _render_summary(counts: Counter[str]) -> str:
    odd = "、".join(f"{level.label} {counts[level.value]:,}件" for level in Level if counts[level.value])
    text = f"{counts['rows']:,}行のうち{counts['graded']:,}行に評価を付けました。"
    text += f"確かめるところ：{odd}。" if odd else ""
    if counts["replaced"]:
        text += f"出力の文字コードにない文字{counts['replaced']:,}字を「{_REPLACEMENT}」にしました。"
    return text


def _open_input(name: str) -> AbstractContextManager[BinaryIO]:
    if name == STREAM:
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(name).open("rb")
    except FileNotFoundError:
        raise UnreadableFile(name, "ファイルがありません。", "ファイル名と場所を確かめてください。") from None
    except OSError as error:
        raise UnreadableFile(name, f"開けません（{error.strerror}）。") from None


def _open_output(name: str) -> AbstractContextManager[BinaryIO]:
    if name == STREAM:
        return nullcontext(sys.stdout.buffer)
    if not name:
        raise UnwritableFile(Path(name), "ファイル名がありません。")
    return open_whole(Path(name))
