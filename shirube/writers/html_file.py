"""The report as one accessible Web page: a table on wide screens and paper, blocks per indicator on phones.

The file is complete in itself: no script, nothing loaded from elsewhere. Its look stands in report.css; the
blocks for phones are made in html_blocks.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from shirube.core.finding import Finding
from shirube.core.form import Role
from shirube.core.report import Report
from shirube.core.table import Cell, Look, PrintedColumn, PrintedRow, PrintedTable
from shirube.writers.html_blocks import render_blocks
from shirube.writers.html_text import render_grade, render_text
from shirube.writers.measure import fit_columns, measure_least
from shirube.writers.strips import divide_columns

# In em of the table's type: what an ordinary screen shows, and what a column of text needs above its least.
_LEAST_WIDTH = 90.0
_FOR_TEXT = 7.0
# What A3 landscape holds in the type of report.css for print.
_PAPER_WIDTH = 400 * 72 / 25.4 / 7.5
_STYLE = Path(__file__).with_name("report.css")


def render_html(report: Report) -> tuple[bytes, list[Finding]]:
    """The bytes of the page (UTF-8)."""
    return "\n".join(_render_page(report)).encode(), []


# What says again what the table says, for people, bears ``data-repeat``: our own reader passes it over.
def _render_page(report: Report) -> Iterator[str]:
    title = render_text(report.title)
    yield "<!DOCTYPE html>"
    yield '<html lang="ja">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    # The page asks for nothing, and if someone's text were ever taken for code, this would stop it.
    yield (
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">"
    )
    yield f"<title>{title}</title>"
    yield f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style>"
    yield "</head>"
    yield "<body>"
    yield f"<header>\n<h1>{title}</h1>"
    if report.plan.document_number:
        yield f'<p class="number">{render_text(report.plan.document_number)}</p>'
    yield "</header>"
    # On paper a table cannot be scrolled: what would be cut off is printed indicator by indicator.
    fits = len(divide_columns(report.table, _PAPER_WIDTH).columns) == 1
    yield "<main>" if fits else '<main class="beyond-paper">'
    yield f'<p class="facts" data-repeat>{_render_facts(report)}</p>'
    if report.evaluated:
        yield '<p class="hint" data-repeat>評価を選ぶと、その理由を表示します。</p>'
    yield from _render_table(report)
    yield from render_blocks(report)
    yield from _render_legend(report)
    if report.notes:
        yield '<ul class="notes">'
        yield from (f"<li>{render_text(note)}</li>" for note in report.notes)
        yield "</ul>"
    yield "</main>\n</body>\n</html>\n"


def _render_facts(report: Report) -> str:
    facts = [f"指標{len(report.plan.indicators)}"]
    if report.year:
        facts.append(f"{report.year.render(report.plan.year_style)}の報告")
    return render_text("　".join(facts))


def _render_table(report: Report) -> Iterator[str]:
    table = report.table
    widths = _choose_widths(table)
    lefts = _find_lefts(table, widths)
    yield f'<table class="wide" style="min-width: {sum(widths):.1f}em">'
    yield "<caption data-repeat>目標値・実績値・評価の一覧</caption>"
    yield "<colgroup>" + "".join(f'<col style="width: {width:.2f}em">' for width in widths) + "</colgroup>"
    yield "<thead>"
    for line in table.headings:
        cells = (_render_heading(table, at, cell, lefts) for at, cell in enumerate(line) if cell)
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</thead>"
    outer = table.levels[0] if len(table.levels) > 1 else -1
    opened = False
    for row in table.rows:
        # One body for each outer group: its label then heads the group for people who listen.
        if not opened or (outer >= 0 and row.cells[outer] is not None):
            if opened:
                yield "</tbody>"
            yield "<tbody>"
            opened = True
        yield _render_row(table, row, lefts)
    if opened:
        yield "</tbody>"
    yield "</table>"


def _choose_widths(table: PrintedTable) -> list[float]:
    """Widths in em that keep figures on one line and texts low."""
    texts = sum(item.look is Look.TEXT for item in table.columns)
    return fit_columns(table, max(_LEAST_WIDTH, measure_least(table) + _FOR_TEXT * texts))


def _find_lefts(table: PrintedTable, widths: Sequence[float]) -> dict[int, float]:
    """Where the columns of the tree begin, if they are the first ones: these can stay while others scroll."""
    levels = table.levels
    return {at: sum(widths[:at]) for at in levels} if levels == tuple(range(len(levels))) else {}


def _render_heading(table: PrintedTable, at: int, cell: Cell, lefts: Mapping[int, float]) -> str:
    current = all(item.current for item in table.columns[at : at + cell.columns])
    scope = "colgroup" if cell.columns > 1 else "col"
    look = _render_look(at, ["current"] if current else [], lefts)
    return f'<th scope="{scope}"{_render_spans(cell)}{look}>{render_text(cell.text)}</th>'


def _render_look(at: int, classes: Sequence[str], lefts: Mapping[int, float]) -> str:
    """Classes of a cell, and where it stays while others scroll."""
    named = [*classes, *(["first"] if at == 0 else []), *(["fixed"] if at in lefts else [])]
    marked = f' class="{" ".join(named)}"' if named else ""
    return f'{marked} style="left: {lefts[at]:.2f}em"' if at in lefts else marked


def _render_row(table: PrintedTable, row: PrintedRow, lefts: Mapping[int, float]) -> str:
    lowest = table.levels[-1] if table.levels else -1
    cells = []
    for at, (cell, printed) in enumerate(zip(row.cells, table.columns, strict=True)):
        if cell is None:
            continue
        if printed.column.role is Role.LEVEL and cell.text:
            scope = "row" if at == lowest and cell.rows == 1 else "rowgroup"
            look = _render_look(at, [], lefts)
            cells.append(f'<th scope="{scope}"{_render_spans(cell)}{look}>{render_text(cell.text)}</th>')
        else:
            cells.append(_render_cell(cell, printed, at, lefts))
    return f"<tr>{''.join(cells)}</tr>"


def _render_cell(cell: Cell, printed: PrintedColumn, at: int, lefts: Mapping[int, float]) -> str:
    classes = [] if printed.look is Look.TEXT else [printed.look.value]
    if printed.current:
        classes.append("current")
    look = _render_look(at, classes, lefts)
    if printed.look is Look.MARK and cell.text:
        return f"<td{_render_spans(cell)}{look}>{_render_mark(cell)}</td>"
    status = printed.column.role is Role.STATUS
    return f"<td{_render_spans(cell)}{look}>{render_text(cell.text, issues=status)}</td>"


def _render_mark(cell: Cell) -> str:
    grade = render_grade(cell)
    if cell.evaluation is None:
        return grade
    why = render_text(cell.evaluation.explanation)
    return f"<details><summary>{grade}</summary><p data-repeat>{why}</p></details>"


def _render_spans(cell: Cell) -> str:
    rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    return rows + columns


def _render_legend(report: Report) -> Iterator[str]:
    if not report.legend:
        return
    first, second = (render_text(word) for word in report.legend_heading)
    yield "<h2 data-repeat>評価の基準</h2>"
    yield '<table class="legend">'
    yield f'<thead><tr><th scope="col">{first}</th><th scope="col">{second}</th></tr></thead>'
    yield "<tbody>"
    for line in report.legend:
        grade = render_grade(Cell(line.mark, tone=line.tone))
        yield f"<tr><td>{grade}</td><td>{render_text(line.words)}</td></tr>"
    yield "</tbody>\n</table>"
