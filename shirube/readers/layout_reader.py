"""Reading every table of a grid, whatever its layout, as plans; what a rewriting did is said in findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.core.notation_quantity import has_spaced_digits
from shirube.core.pattern import late_pattern
from shirube.core.plan import Plan
from shirube.core.reading import Missing
from shirube.readers.cell_years import find_cell_year
from shirube.readers.column_headings import BARE_YEAR
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells
from shirube.readers.heading_tables import FoundTable
from shirube.readers.layout_names import COLUMNS, LAYOUTS, PLAIN
from shirube.readers.legend import find_legend
from shirube.readers.line_words import is_span, match_kind, parse_year_cell
from shirube.readers.lone_parts import describe_lone_parts
from shirube.readers.misplaced_rows import check_misplaced
from shirube.readers.name_units import give_heading_unit
from shirube.readers.result import REWRITTEN, STATED, ReadPlan, UnderstoodColumn
from shirube.readers.rewritten_grid import RewrittenGrid
from shirube.readers.stacked_cells import looks_paired
from shirube.readers.stacked_sheets import StackedGrid
from shirube.readers.table import Table
from shirube.readers.understand import read_table
from shirube.readers.values import cell_text
from shirube.readers.years_ahead import check_years_ahead

# A column shows in its first rows whether its cells are pairs.
_SAMPLE = 60
_NAMES_LOOKED_AT = 400
# 計画 and 目標 alone behind a name may be a part of it.
_PLANNED_STAFF = late_pattern(r"(?:計画|目標)(?:職員数?|定員|定数|人員)(?:[(（]?[A-Za-z]?[)）]?)$")
_SHORT = 10
# Lines of indicators end in the same few words again and again.
_FEWEST_ENDS, _MOST_ENDS = 4, 4
# What says of a line which figures it holds, and never what they are figures of.
_ONLY_KIND = late_pattern(r"(?:年間|年度)?の?実\s*績(?:値|数)?|目\s*標(?:値)?|達成率")
_IN_BRACKETS = late_pattern(r"[(（]([^()（）]{2,8})[)）]\s*$")
# How a note begins, and words that no name has but a note.
_NOTE_SIGNS = ("※", "(注", "（注")
_SAYS = ("は", "です", "ます", "による", "のため")
_YEARLY = (Role.TARGET, Role.ACTUAL, Role.RATE, Role.MARK)
_UNCLEAR = (Missing.UNREADABLE, Missing.SEVERAL)
# Of a figure without a number: the indicator's key, its role and year, its text, and why there is none.
_Unnumbered = tuple[str, Role, FiscalYear | None, str, Missing | None]


def read_tables(tables: Sequence[FoundTable], further: Sequence[Sequence[str]] = ()) -> list[ReadPlan]:
    """The plans of all tables of a grid that hold an indicator, from the top down.

    ``further`` are lines of the file that stand below the last of them, apart from the grid. Totals are kept
    beside the plan they belong to.
    """
    plans: list[ReadPlan] = []
    last = next((found for found in reversed(tables) if not found.totals), None)
    legend = _find_shared_legend(last, further) if last is not None and len(tables) > 1 else []
    for found in tables:
        read = read_table(found.table, further if found is last else _share(legend, found.table))
        if not read.plan.indicators:
            continue
        if found.totals and plans:
            plans[-1] = _add_totals(plans[-1], read.plan)
        else:
            plans.append(give_heading_unit(_finish(read, found)) if found.roles else _finish(read, found))
    return plans


def _find_shared_legend(last: FoundTable, further: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The lines of the legend below the last table: it holds for those before it as well."""
    table = last.table
    lines = [*(filled_cells(table.grid.rows[row]) for row in table.below), *further]
    legend = find_legend(list(enumerate(lines)))
    return [lines[row] for row in legend.rows] if legend else []


def _share(legend: list[Sequence[str]], table: Table) -> list[Sequence[str]]:
    """The legend for a table that has none of its own."""
    rows = table.grid.rows
    own = [filled_cells(rows[row]) for row in (*table.above, *table.below)] if legend else []
    return [] if find_legend(list(enumerate(own))) else legend


def _finish(read: ReadPlan, found: FoundTable) -> ReadPlan:
    # All figures of a table pass here once, and few are unclear: only these get a closer look.
    unclear = _list_unclear(read)
    findings = [
        *_describe_layout(found),
        *found.findings,
        *_check_names(read),
        *_check_years_as_names(read),
        *_check_nameless(read),
        *check_misplaced(
            read, ((key, text) for key, _, _, text, why in unclear if why is Missing.UNREADABLE)
        ),
        *_check_note_names(read),
        *_check_several(read, [one for one in unclear if one[-1] is Missing.SEVERAL]),
        *_check_spaced(read, found.table),
        *_check_pairs(read),
        *_check_years(read),
        *_check_cell_years(read),
        *describe_lone_parts(read, found.roles),
        *_check_hidden(found),
    ]
    read = replace(
        read,
        layout=found.layout,
        columns=tuple(_say_latest(item, found) for item in read.columns),
        source_roles=found.roles,
    )
    return replace(read, findings=(*check_years_ahead(read), *findings, *read.findings))


def _say_latest(item: UnderstoodColumn, found: FoundTable) -> UnderstoodColumn:
    """Beside actuals of several years 「評価」 alone is taken for that of the newest, which is a guess."""
    column = item.column
    if found.layout != PLAIN and column.year is None and column.role in _YEARLY:
        return replace(item, why="元の見出しによる。年度は書かれていません", confidence=0)
    if found.layout != PLAIN and column.role is Role.EXTRA and item.confidence == STATED:
        return replace(item, why="元の見出しによる。値の列とはみなさず、そのまま残しました")
    if column.role is Role.ACTUAL and column.year in found.bare and item.confidence > BARE_YEAR:
        return replace(item, why="元の見出しが年度だけのため、実績値とみなしました", confidence=BARE_YEAR)
    if column.year is None or (column.role, column.year) not in found.latest:
        return item
    why = f"{item.why}。元の見出しに年度がないため、最も新しい実績の年度とみなしました"
    return replace(item, why=why, confidence=min(item.confidence, 80))


def _add_totals(read: ReadPlan, summed: Plan) -> ReadPlan:
    totals = summed.indicators
    # A total of a table without names goes by its place in the tree: 歳入 小計.
    said = [item.name or " ".join(node.name for node in path if node.name) for path, item in summed.rows[:5]]
    names = "、".join(said) + ("ほか" if len(totals) > 5 else "")
    finding = Finding(
        code="totals-apart",
        level=Level.INFORMATION,
        place=Place(file=read.grid.file, sheet=read.grid.name),
        message=f"合計・小計の{len(totals)}行は、指標として数えず、別に残しました：{names}",
    )
    return replace(read, totals=(*read.totals, *totals), findings=(*read.findings, finding))


def _describe_layout(found: FoundTable) -> Iterator[Finding]:
    """An officer shall know that the table was not read as it stands, and as what."""
    if found.layout == PLAIN:
        return
    grid = found.table.grid
    given_back = (
        "作成する表（報告など）では、見出しと列の順番が元と変わることがあります。"
        if found.layout == COLUMNS
        else "作成する表（報告など）も、元の並べ方ではなく、1指標1行の表になります。"
    )
    yield Finding(
        code=REWRITTEN,
        level=Level.INFORMATION,
        place=grid.place(found.table.body[0], 0),
        message=f"この表は「{LAYOUTS[found.layout]}」として読み取り、1指標を1行に並べ直しました。{given_back}",
        remedy="違う場合は、列の読み取り方（shirube check --columns-map）を確認してください。",
    )


def _check_names(read: ReadPlan) -> Iterator[Finding]:
    """Indicators called 目標 and 実績 are lines of indicators that were not understood as such."""
    rows = read.plan.rows
    # What most of the names are shows near the top.
    names = [(item.name.strip(), path[-1].name if path else "") for path, item in rows[:_NAMES_LOOKED_AT]]
    promised = [item.name for _, item in rows if item.actuals and not item.targets and _is_promise(item.name)]
    if promised:
        yield Finding(
            code="lines-mistaken",
            level=Level.GRAVE,
            place=Place(file=read.grid.file, sheet=read.grid.name),
            message=f"「{promised[0]}」のように計画の値と思われる行を、実績値として読み取りました。",
            remedy="1指標が計画と実績の行に分かれた表であれば、読み取り設定（--layout）の layout に lines を"
            "指定してください。計画の値だけの表であれば、見出しを「令和6年度目標」のようにしてください。",
        )
        return
    kinds = [next(filter(match_kind, both)) for both in names if any(map(match_kind, both))]
    if not kinds:
        # 延長保育 見込み, or no name at all and 見込み in a column that nothing is said about.
        lasts = [
            item.name.split()[-1:] if item.name else [text for _, text in item.extras if len(text) < _SHORT]
            for _, item in rows[:_SAMPLE]
        ]
        kinds = [text for texts in lasts for text in texts if match_kind(text)]
        kinds = kinds if len(set(kinds)) > 1 else _find_ends(names)
        names = names[:_SAMPLE]
    called = [
        (name or level, bool(item.targets and item.actuals))
        for (name, level), (_, item) in zip(names, rows, strict=False)
    ]
    lone = [(name, is_whole) for name, is_whole in called if _ONLY_KIND.fullmatch(name)]
    if name := next((name for name, is_whole in lone if not is_whole), ""):
        yield _describe_lone(read, name, is_whole=False)
        return
    if len(set(kinds)) < 2 or len(kinds) * 2 <= len(names):
        # Among indicators with names of their own it may be one that is called so.
        if lone and sum(is_whole for _, is_whole in called) == len(lone):
            yield _describe_lone(read, lone[0][0], is_whole=True)
        return
    yield Finding(
        code="lines-mistaken",
        level=Level.GRAVE,
        place=Place(file=read.grid.file, sheet=read.grid.name),
        message=f"「{kinds[0]}」「{next(name for name in kinds if name != kinds[0])}」などの行を、"
        "指標の名前として読み取りました。1指標が複数の行に書かれた表のようです。",
        remedy="年度の見出しを「令和6年度」のように年度だけにするか、読み取り設定（--layout）の "
        "layout に lines を指定してください。",
    )


def _describe_lone(read: ReadPlan, name: str, *, is_whole: bool) -> Finding:
    """A row called 実績値; with targets and actuals of its own it is no line of another, but has no name."""
    told = (
        "指標名がほかの場所に書かれた表のようです。"
        if is_whole
        else "指標名がほかの場所に書かれた表か、目標と実績の行に分かれた表のようです。"
    )
    return Finding(
        code="lines-mistaken",
        level=Level.ODD if is_whole else Level.GRAVE,
        place=Place(file=read.grid.file, sheet=read.grid.name),
        message=f"「{name}」とだけ書かれた行を、指標の名前として読み取りました。{told}",
        remedy="指標名を行の左に記入するか、読み取り設定の layout に lines を指定してください。",
    )


def _find_ends(names: Sequence[tuple[str, str]]) -> list[str]:
    """確保枠 and 実　績 at the ends of all names in turn: two words, of which one is a kind of figure."""
    texts = [name or level for name, level in names[:_SAMPLE]]
    # 相談件数（目標）, and beside it 相談件数（実績）.
    ends = [match[1] for text in texts if (match := _IN_BRACKETS.search(text)) and match_kind(match[1])]
    if len(ends) * 2 > len(texts) and len(set(ends)) > 1:
        return ends
    ends = ["".join(text.split()[1:]) for text in texts]
    several = len(ends) >= _FEWEST_ENDS and 1 < len(set(ends)) <= _MOST_ENDS and "" not in ends
    kinds = [text for text in ends if match_kind(text) and not is_span(text)]
    return ends if several and kinds else []


def _is_promise(name: str) -> bool:
    """True for a name that says nothing but 目標 or 量の見込み, or begins so: 量の見込み 特定型.

    Behind what is counted stands a word for it only where it says what: 一般行政 計画職員数.
    """
    first, *behind = name.split() or [""]
    said = (name.strip(), first)
    return any(match_kind(text) is Role.TARGET for text in said) or any(
        map(_PLANNED_STAFF.match, (first, *behind))
    )


def _check_years_as_names(read: ReadPlan) -> Iterator[Finding]:
    """Indicators called R4 and R5: the years stand in the rows, and the indicators above the columns."""
    names = [item.name or (path[-1].name if path else "") for path, item in read.plan.rows]
    if len(names) < 2 or not all(map(parse_year_cell, names)):
        return
    yield Finding(
        code="years-as-names",
        level=Level.GRAVE,
        place=read.grid.place(read.rows[read.plan.indicators[0].key], 0),
        message=f"「{names[0]}」「{names[1]}」などの年度を、指標の名前として読み取りました。"
        "年度が縦に、指標が横に並んだ表のようです。",
        remedy="行と列を入れ替えるか、「指標」「年度」「目標」「実績」の列に並べ直してください。",
    )


def _check_nameless(read: ReadPlan) -> Iterator[Finding]:
    """Rows without a name below one with a name may be its further lines: a target and its actual."""
    if not any(item.column.role is Role.INDICATOR for item in read.columns):
        return
    # The first of a node goes by the name of that.
    nameless = [
        item.key
        for path, item in read.plan.rows
        if not item.name and not (path and path[-1].name and path[-1].indicators[0] is item)
    ]
    named = sum(1 for item in read.plan.indicators if item.name)
    if not nameless or not named:
        return
    yield Finding(
        code="rows-nameless",
        # As many without a name as with one: hardly by chance.
        level=Level.GRAVE if len(nameless) >= named else Level.ODD,
        place=read.grid.place(read.rows[nameless[0]], 0),
        message=f"指標名のない行が{len(nameless)}行あり、それぞれ別の指標として読み取りました。"
        "1指標が複数の行に書かれた表かもしれません。",
        remedy="上の行と同じ指標であれば、見出しか表の上に「上段：目標　下段：実績」のように書くか、"
        "行ごとに「目標」「実績」と書いた列を設けてください。別の指標であれば、指標名を記入してください。",
    )


def _check_note_names(read: ReadPlan) -> Iterator[Finding]:
    """※上段の( )は見込みの数 in the place of a name: it explains the figures, and names none."""
    notes = [
        item
        for item in read.plan.indicators
        if item.name.startswith(_NOTE_SIGNS) and any(word in item.name for word in _SAYS)
    ]
    if notes:
        yield Finding(
            code="name-is-note",
            level=Level.ODD,
            place=read.grid.place(read.rows[notes[0].key], 0),
            message=f"「{' '.join(notes[0].name.split())}」は注釈のようですが、同じ行に値があるため、"
            f"指標名として読み取りました（{len(notes)}行）。",
            remedy="その行の値が何の値かを確かめ、指標名を記入するか、注釈を表の下へ移してください。",
        )


def _list_unclear(read: ReadPlan) -> list[_Unnumbered]:
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


def _check_several(read: ReadPlan, unnumbered: Sequence[_Unnumbered]) -> Iterator[Finding]:
    """Cells with two figures of which nobody says which one counts: kept as written, and said."""
    if several := unnumbered:
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


def _check_spaced(read: ReadPlan, table: Table) -> Iterator[Finding]:
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


def _check_pairs(read: ReadPlan) -> Iterator[Finding]:
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


def _check_years(read: ReadPlan) -> Iterator[Finding]:
    """Figures whose year nobody says cannot be compared; they are kept, and asked about."""
    lost = [
        item
        for item in read.columns
        if item.column.role in _YEARLY and item.column.year is None and _says_anything(read, item.index)
    ]
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


def _says_anything(read: ReadPlan, column: int) -> bool:
    """False for a column of nothing but ― and ― 箇所, whose year matters to nobody."""
    said = {text for row in read.rows.values() if (text := cell_text(read.grid, row, column))}
    return not said or any(parse_reading(text).missing is not Missing.UNSTATED for text in said)


def _check_cell_years(read: ReadPlan) -> Iterator[Finding]:
    """63.7(H22) kept below 現況(H23), as bracket_years.py says when: what its cell says is said."""
    other = [
        (item.key, actual.year, actual.reading.text)
        for item in read.plan.indicators[:_NAMES_LOOKED_AT]
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


def _check_hidden(found: FoundTable) -> Iterator[Finding]:
    """Hidden rows and columns that a rewriting moved: named by their place in the file."""
    grid = found.table.grid
    if not isinstance(grid, RewrittenGrid):
        return
    source = grid.source
    while isinstance(source, RewrittenGrid):
        source = source.source
    if not source.hidden_rows and not source.hidden_columns:
        return
    used = {_trace(grid, place) for place in grid.origins}
    rows = sorted({row for row, _ in used} & source.hidden_rows)
    columns = sorted({column for _, column in used} & source.hidden_columns)
    names = [source.row_name(row) if isinstance(source, StackedGrid) else str(row + 1) for row in rows[:10]]
    parts = [f"{'、'.join(names)}行" + ("ほか" if len(rows) > 10 else "")] if rows else []
    parts += [f"{'、'.join(source.column_name(column) for column in columns)}列"] if columns else []
    if parts:
        yield Finding(
            code="hidden-cells",
            level=Level.ODD,
            place=Place(file=source.file, sheet=source.name),
            message=f"非表示の{'と'.join(parts)}も読み取りました。",
            remedy="公表する表に含めない行や列であれば、削除してから読み取ってください。",
        )


def _trace(grid: Grid, place: tuple[int, int]) -> tuple[int, int]:
    """The place in the file of a cell that may have been moved several times."""
    while isinstance(grid, RewrittenGrid):
        place = grid.origins.get(place, place)
        grid = grid.source
    return place
