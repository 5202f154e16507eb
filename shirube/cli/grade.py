"""``shirube grade``: a plain list of cells graded by a rule, row by row, also as a filter."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

from shirube.cli.grade_rows import REPLACEMENT, GradeTask, render_header
from shirube.cli.grade_workers import count_processors, grade_blocks
from shirube.cli.scale_option import add_scale_argument, read_named_scale
from shirube.core.finding import Level
from shirube.core.scale import Scale, Subject
from shirube.readers.cell_list import CellList
from shirube.readers.source import UnreadableFile
from shirube.writers.whole_file import UnwritableFile
from shirube.writers.whole_stream import open_whole

STREAM = "-"
_MOST_PROCESSES = 64
# Formulas that ask which year of the plan it is: a row without a year cannot be judged by them.
YEAR_FORMULAS = {"expected_ratio", "expected_progress", "paced_ratio"}


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
    parser.add_argument(
        "--processes",
        type=parse_processes,
        metavar="数",
        help="長い一覧を分担するプロセスの数。指定しなければ、CPUのコアの数です",
    )
    parser.add_argument("--no-explanation", action="store_true", help="評価の理由の列を空にして、速くします")


def run(args: argparse.Namespace) -> int:
    """Grade every row and say on the error stream how many there were; 1 where rows could not be read."""
    scale = read_named_scale(args.scale)
    with _open_input(args.file) as source:
        name = "標準入力" if args.file == STREAM else Path(args.file).name
        cells = CellList(
            source,
            name=name,
            encoding=args.encoding,
            needs_year=needs_year(scale),
            questions=scale.questions,
        )
        with _open_output(args.output) as target:
            counts = _grade(cells, scale, target, args)
    print("\n".join([*cells.notes, _render_summary(counts)]), file=sys.stderr)
    return 1 if counts[Level.GRAVE.value] else 0


def parse_processes(text: str) -> int:
    """A number of processes as typed."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= _MOST_PROCESSES):
        raise argparse.ArgumentTypeError(
            f"プロセスの数「{text}」は、1から{_MOST_PROCESSES}までで指定してください"
        )
    return int(text)


def needs_year(scale: Scale) -> bool:
    """Whether the rule looks at the year itself, and not only at the figures of the year."""
    conditions = [item for band in (*scale.bands, *scale.final_bands) for way in band.ways for item in way]
    return bool(
        scale.valid_from
        or scale.valid_to
        or scale.final_bands
        or {name for _, name in scale.formulas} & YEAR_FORMULAS
        or any(item.subject is Subject.FINAL_YEAR for item in conditions)
    )


def _grade(cells: CellList, scale: Scale, target: BinaryIO, args: argparse.Namespace) -> Counter[str]:
    task = GradeTask(
        scale=scale,
        rows=cells.reader,
        header=cells.header,
        parser=cells.records.parser,
        newline=cells.records.newline,
        encoding=args.output_encoding or ("utf-8" if args.output == STREAM else "utf-8-bom"),
        explains=not args.no_explanation,
    )
    data, counts = render_header(task)
    target.write(data)
    for data, counted in grade_blocks(task, cells.iterate_blocks(), args.processes or count_processors()):
        target.write(data)
        counts.update(counted)
    target.flush()
    return counts


def _render_summary(counts: Counter[str]) -> str:
    odd = "、".join(f"{level.label} {counts[level.value]:,}件" for level in Level if counts[level.value])
    text = f"{counts['rows']:,}行のうち{counts['graded']:,}行に評価を付けました。"
    text += f"確かめるところ：{odd}。" if odd else ""
    if counts["replaced"]:
        text += f"出力の文字コードにない文字{counts['replaced']:,}字を「{REPLACEMENT}」にしました。"
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
