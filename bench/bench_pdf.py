"""PDF

計画の表（A3）をPDFにするコマンド全体の時間です。相手の「Typstだけ」は、しるべが Typst に渡すデータを用意して
おき、組版だけを行うプロセスです。LibreOffice は、しるべの作成したExcelをPDFに変換します（同じ紙面を得るための
比較で、タグ付きPDFとしての中身は異なります）。

読取りは、しるべの作成したPDFを `shirube check` が表として理解し、評価し、点検するまでの時間です。相手は、同じ
ページの文字と罫線を pdfplumber で取り出すだけのプロセスです。
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pdfplumber
import typst

import shirube as package
from bench.frame import Row, compare, measure_pair, python, run_command, shirube
from bench.made_up_plan import SAMPLE, make_plan, make_varied_plan
from shirube.core.plan import Plan
from shirube.core.report import compute_report
from shirube.writers.pdf_file import render_pdf

_INDICATORS_READ = 100
BARE_READING = (
    "import sys, pdfplumber\n"
    "with pdfplumber.open(sys.argv[1]) as pdf:\n"
    "    print(sum(len(page.chars) + len(page.edges) for page in pdf.pages))\n"
)
BARE = (
    "import json, sys, typst\n"
    "template, inputs, out, *folders = sys.argv[1:]\n"
    "compiler = typst.Compiler(font_paths=folders, ignore_system_fonts=True)\n"
    "options = json.load(open(inputs, encoding='utf-8'))\n"
    "open(out, 'wb').write(compiler.compile(open(template, 'rb').read(), **options))\n"
)


def measure() -> list[Row]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        rows = _measure_seed(folder)
        large = make_plan(1_000)
        source = folder / "large.json"
        package.write(large, source)
        command = run_command(shirube("report", source, "-o", folder / "large.pdf"))
        pair = measure_pair(command, run_command(_bare(large, folder)), rounds=7)
        title = f"{len(large.indicators):,}指標の計画（相手：Typstだけ）"
        return [*rows, compare(title, pair, at_most=1.5), _measure_reading(folder)]


def _measure_reading(folder: Path) -> Row:
    path = folder / "read.pdf"
    plan = make_varied_plan(_INDICATORS_READ)
    package.write(plan, path)
    with pdfplumber.open(path) as pdf:
        pages = len(pdf.pages)
    ours = run_command(shirube("check", path))
    pair = measure_pair(ours, run_command(python("-c", BARE_READING, path)), rounds=3)
    return compare(f"{pages}ページ（{len(plan.indicators)}指標）を読み取る（相手：pdfplumber）", pair)


def _measure_seed(folder: Path) -> list[Row]:
    ours = run_command(shirube("report", SAMPLE, "-o", folder / "small.pdf"))
    bare = measure_pair(ours, run_command(_bare(package.read(SAMPLE), folder)), rounds=9)
    rows = [compare("例の計画、14指標（相手：Typstだけ）", bare, at_most=3)]
    office = shutil.which("soffice")
    if office is None:
        return [*rows, Row(what="LibreOffice がないため、比べていません", ours="")]
    package.write(package.read(SAMPLE), folder / "small.xlsx")
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    words = [
        office,
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "small.xlsx"),
    ]
    pair = measure_pair(ours, run_command(words), rounds=9)
    return [*rows, compare("同上（相手：LibreOffice）", pair, at_least=6)]


def _bare(plan: Plan, folder: Path) -> list[str]:
    """A process that sets the very page that our command sets, and does nothing else."""
    place = folder / f"bare-{len(plan.indicators)}"
    place.mkdir()
    fonts: list[str] = []
    compiler: Any = typst.Compiler

    class Recorder:
        """Typst's compiler, keeping what it was given last: the page that came out."""

        def __init__(self, *, font_paths: Sequence[str | Path], **_: object) -> None:
            self.compiler = compiler(font_paths=font_paths, ignore_system_fonts=True)
            for number, path in enumerate(font_paths):
                shutil.copytree(path, place / f"fonts{number}")
                fonts.append(str(place / f"fonts{number}"))

        def compile(self, template: bytes, **options: Any) -> Any:
            (place / "page.typ").write_bytes(template)
            (place / "inputs.json").write_text(json.dumps(options, ensure_ascii=False), encoding="utf-8")
            return self.compiler.compile(template, **options)

    with patch("typst.Compiler", Recorder):
        render_pdf(compute_report(plan))
    return python("-c", BARE, place / "page.typ", place / "inputs.json", place / "page.pdf", *fonts)
