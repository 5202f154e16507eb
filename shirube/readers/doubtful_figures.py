"""Figures that may mean something else, or belong to no year, each said in a finding; none is changed here.

What the names beside them say is doubted by doubtful_names.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.core.notation_quantity import has_spaced_digits
from shirube.core.reading import Missing
from shirube.readers.cell_kinds import sample
from shirube.readers.cell_years import find_cell_year
from shirube.readers.column_headings import YEARLY
from shirube.readers.result import ReadPlan, UnderstoodColumn
from shirube.readers.stacked_cells import is_bracketed, looks_paired
from shirube.readers.table import Table
from shirube.readers.values import cell_text

# A column shows in its first rows whether its cells are pairs.
_SAMPLE = 60
_MOST_LOOKED_AT = 400
# So many cells of a column have brackets before these are asked about: one may be a remark.
_FEWEST_BRACKETED = 3
_MEASURED = (*AIMS, Role.ACTUAL)
_UNCLEAR = (Missing.UNREADABLE, Missing.SEVERAL)
# Of a figure without a number: the indicator's key, its role and year, its text, and why there is none.
Unnumbered = tuple[str, Role, FiscalYear | None, str, Missing | None]


def list_unclear(read: ReadPlan) -> list[Unnumbered]:
    """The figures of a plan that hold something, and nobody knows which number, each with the reason."""
    return [
        (item.key, role, one.year, one.reading.text, one.reading.missing)
        for item in read.plan.indicators
        for role, series in (
            (Role.BASELINE, (item.baseline,) if item.baseline else ()),
            (Role.TARGET, item.targets),
            (Role.ACTUAL, item.actuals),
        )
        for one in series
        if one.reading.missing is not None and one.reading.missing in _UNCLEAR
    ]


def check_several(read: ReadPlan, several: Sequence[Unnumbered]) -> Iterator[Finding]:
    """Cells with two figures of which nobody says which one counts: kept as written, and said."""
    if several:
        key, role, year, text, _ = several[0]
        yield Finding(
            code="cells-several",
            level=Level.ODD,
            place=read.find_place(key, role, year) or Place(file=read.grid.file, sheet=read.grid.name),
            message=f"{len(several)}個のセルに複数の値があり、どれを使うか決められません"
            f"（例：「{' '.join(text.split())[:40]}」）。文字のまま残しました。",
            remedy="目標と実績の組であれば、見出しを「目標／実績」のように値の順に書くか、表の上に"
            "「上段：目標　下段：実績」と書きます。内訳であれば、合計だけをセルに残してください。",
        )


def check_brackets(read: ReadPlan, table: Table) -> Iterator[Finding]:
    """12（10）in most cells of a column, and nowhere what the 10 is: of them only the 12 was read."""
    for item in read.columns:
        if item.column.role not in _MEASURED:
            continue
        cells = sample(table, item.index)
        found = [text for text in cells if is_bracketed(text)]
        if len(found) < _FEWEST_BRACKETED or len(found) * 2 < len(cells):
            continue
        row = next(row for row in table.body if cell_text(table.grid, row, item.index) == found[0])
        yield Finding(
            code="brackets-unsaid",
            level=Level.ODD,
            place=table.grid.place(row, item.index),
            message="括弧の中の数が何の値か、表に書かれていません"
            f"（例：「{' '.join(found[0].split())[:40]}」）。括弧の前の数だけを使いました。",
            remedy="目標値や達成率であれば、表の下に「※（　）内は目標値」のように書いてください。",
        )
        return


def check_spaced(read: ReadPlan, table: Table) -> Iterator[Finding]:
    """12 800 was read as 12,800: so it looks, and yet it may have been two figures."""
    columns = [item.index for item in read.columns if item.column.role in (Role.TARGET, Role.ACTUAL)]
    # The cells are asked first: most are numbers, and making a list of all figures takes ten times as long.
    if not any(
        " " in cell or "　" in cell
        for row in table.body
        for column in columns
        if (cell := table.grid.rows[row][column]).__class__ is str
    ):
        return
    spaced = [
        (item.key, role, one.year, one.reading.text)
        for item in read.plan.indicators
        for role, series in ((Role.TARGET, item.targets), (Role.ACTUAL, item.actuals))
        for one in series
        if one.reading.quantity is not None and has_spaced_digits(one.reading.text)
    ]
    if spaced:
        key, role, year, text = spaced[0]
        yield Finding(
            code="digits-spaced",
            level=Level.INFORMATION,
            place=read.find_place(key, role, year) or Place(file=read.grid.file, sheet=read.grid.name),
            message=f"桁の間に空白のある値が{len(spaced)}個あります（「{text}」など）。空白を桁の区切りとみなし、"
            "一つの数として読み取りました。",
            remedy="2つの値であれば、欄を分けてください。",
        )


def check_pairs(read: ReadPlan) -> Iterator[Finding]:
    """78/80 under a heading that names a year alone: a fraction, or an actual with its target?

    Asked only of columns that hold little else and have no target of the year beside them.
    """
    columns = [item.column for item in read.columns]
    promised = {one.year for one in columns if one.role in AIMS}
    for item in read.columns:
        year = item.column.year
        if item.column.role is not Role.ACTUAL or item.column.part or year is None or year in promised:
            continue
        found = ((one.key, one.actual(year)) for one in read.plan.indicators[:_SAMPLE])
        filled = [(key, actual.reading.text) for key, actual in found if actual and actual.reading.text]
        paired = [(key, text) for key, text in filled if looks_paired(text)]
        if paired and len(paired) * 2 >= len(filled):
            yield _say_pairs(read, item, *paired[0])


def _say_pairs(read: ReadPlan, item: UnderstoodColumn, key: str, text: str) -> Finding:
    first, second = looks_paired(text) or ("", "")
    return Finding(
        code="cells-paired",
        level=Level.ODD,
        place=read.grid.place(read.rows[key], item.index),
        message=f"「{' '.join(item.column.title.split())}」の列の「{text}」などのセルは、"
        f"2つの値（実績と目標など）か、分数（{second}のうち{first}）か、見出しからは分かりません。分数とみなしました。",
        remedy="2つの値であれば、見出しを「実績／目標」のように、値の順に書いてください。",
    )


def check_years(read: ReadPlan) -> Iterator[Finding]:
    """Figures whose year nobody says cannot be compared; they are kept, and asked about."""
    lost = [item for item in read.columns if item.column.year is None and _is_lost(read, item)]
    if not lost:
        return
    titles = "、".join(dict.fromkeys(f"「{item.column.title}」" for item in lost))
    yield Finding(
        code="year-unknown",
        level=Level.GRAVE,
        place=read.grid.place(read.header[0], lost[0].index),
        message=f"{titles}がどの年度の値か、表のどこにも書かれていないため、評価に使えません。",
        remedy="表題か見出しに年度を記入するか、読み取り設定（--layout）の year に年度を指定してください。",
    )


def _is_lost(read: ReadPlan, item: UnderstoodColumn) -> bool:
    """True for figures that need a year; a final goal that is the last one of the years is not lost."""
    if item.column.role is not Role.FINAL_TARGET:
        return item.column.role in YEARLY and _says_anything(read, item.index)
    last = {one.key: one.targets[-1].reading.text for one in read.plan.indicators if one.targets}
    cells = ((key, cell_text(read.grid, row, item.index)) for key, row in read.rows.items())
    return any(parse_reading(text).quantity and text != last.get(key) for key, text in cells if text)


def _says_anything(read: ReadPlan, column: int) -> bool:
    """False for a column of nothing but ― and ― 箇所, whose year matters to nobody."""
    said = {text for row in read.rows.values() if (text := cell_text(read.grid, row, column))}
    return not said or any(parse_reading(text).missing is not Missing.UNSTATED for text in said)


def check_cell_years(read: ReadPlan) -> Iterator[Finding]:
    """63.7(H22) kept below 現況(H23), as bracket_years.py says when: what its cell says is said."""
    other = [
        (item.key, actual.year, actual.reading.text)
        for item in read.plan.indicators[:_MOST_LOOKED_AT]
        for actual in item.actuals
        if ("(" in (text := actual.reading.text) or "（" in text)
        if (year := find_cell_year(text)) and year != actual.year
    ]
    if other:
        key, known, text = other[0]
        place = read.find_place(key, Role.ACTUAL, known)
        yield Finding(
            code="cell-year-differs",
            level=Level.INFORMATION,
            place=place or Place(file=read.grid.file, sheet=read.grid.name),
            message=f"「{' '.join(text.split())}」のように、列の年度（{known.render()}）と違う年度を書いた"
            f"実績値が{len(other)}個あります。列の年度の実績値として読み取りました。",
            remedy="その年度の実績値とするときは、年度ごとの列を設けて記入してください。",
        )
