"""The formats a report can be written in, and writing one: a new format is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from msgspec import Struct

from shirube.core.finding import Finding
from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import compute_graded_plan
from shirube.core.plan import Plan
from shirube.core.report import Report, check_year, compute_report
from shirube.core.report_kind import WHOLE, choose_part
from shirube.writers.whole_file import UnwritableFile, check_writable, write_whole

Rendered = tuple[bytes, list[Finding]]


class Writer(Struct, frozen=True):
    """One format: its suffix, what officers call it, what it is good for (``note``), and where its code is.

    ``module`` and ``function`` are looked up when used, so that listing the formats loads none of them.
    """

    suffix: str
    name: str
    note: str
    module: str
    function: str

    def render(self, report: Report) -> Rendered:
        """The file's bytes and what was odd about making them."""
        function: Callable[[Report], Rendered] = getattr(
            import_module(f"shirube.writers.{self.module}"), self.function
        )
        return function(report)


WRITERS: dict[str, Writer] = {
    writer.suffix: writer
    for writer in (
        Writer(".pdf", "PDF", "配布・公表用。A3横、読み上げに対応", "pdf_file", "render_pdf"),
        Writer(".xlsx", "Excel", "印刷用・データ用・凡例の3シート", "xlsx_file", "render_xlsx"),
        Writer(".docx", "Word", "A3横の表。文章の手直し用", "docx_file", "render_docx"),
        Writer(
            ".html", "Webページ", "ホームページ掲載用。スマートフォンでも読める", "html_file", "render_html"
        ),
        Writer(".csv", "CSV", "データ用。指標と年度ごとに1行、1セルに1つの値", "csv_file", "render_csv"),
        Writer(
            ".json", "JSON", "しるべの計画ファイル。すべての内容を失わずに保存", "json_file", "render_json"
        ),
    )
}


def check_suffix(path: Path) -> Writer:
    """The writer for a file name. Where there is none, raises UnwritableFile that names the formats."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        known = "、".join(f"{item.suffix}（{item.name}）" for item in WRITERS.values())
        ending = f"拡張子「{path.suffix}」の形式は作成できません。" if path.suffix else "拡張子がありません。"
        raise UnwritableFile(path, f"{ending}使える拡張子：{known}")
    return writer


def write_report(
    plan: Plan, path: str | Path, *, year: FiscalYear | None = None, kind: str = WHOLE.key
) -> list[Finding]:
    """Write the report of a plan in the format that the file name asks for; what was odd comes back.

    ``year`` is the year of the report, by default the latest one with figures; ``kind`` says how much of the
    plan it shows (core/report_kind.py). The file is replaced whole or not at all. Raises UnwritableFile,
    UnknownYearError, UnknownKindError, and for PDF MissingFontError.
    """
    path = Path(path)
    writer = check_suffix(path)
    check_writable(path)
    if kind != WHOLE.key:
        check_year(plan, year)
        year = year or plan.current_year
        plan = choose_part(plan, compute_graded_plan(plan), kind, year)
        year = year if year in plan.years else None
    report = compute_report(plan, year=year)
    data, findings = writer.render(report)
    write_whole(path, data)
    return [*report.findings, *findings]
