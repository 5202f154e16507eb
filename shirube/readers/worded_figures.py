"""Words before the figures of a row that say whose figures they are, below the name that all of them share.

    項目            現状値(R2)               目標値(R7)
    運動習慣の割合  男性 28.1%、女性 25.0%   男性 40%、女性 35%
    朝食の割合      小学校 99.3%             100%
                    中学校 96.4%

The words go to the name, and the figures stand as those of one indicator each. Columns of such words have a
file of their own (label_pairs.py), and so have lists below an activity (listed_figures.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import find_fiscal_years
from shirube.core.form import AIMS, FIGURES, Role
from shirube.core.notation import parse_reading, split_name_and_quantity
from shirube.core.notation_compound import TOTAL_LABELS
from shirube.core.notation_words import DASHES
from shirube.core.pattern import late_pattern
from shirube.readers.column_headings import find_roles, says_only_year
from shirube.readers.headings import match_heading
from shirube.readers.line_words import match_kind
from shirube.readers.name_columns import is_phrase, is_plain_item
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, replace_rows
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_LONGEST = 200
_LONGEST_WORD = 20
_FEWEST = 2
_LOOKED_AT = 40
# Between two of them, beside spaces.
_BREAK = late_pattern(r"[\n、;；／/]|(?<=[%％人件回校所園戸台冊名円])・|(?<=[%％])(?=[男女])")
# The end of a token that is a figure; 歳, 代 and 年生 say of whom it is, and so does 100g未満の者.
_FIGURE = late_pattern(
    r"(?<![\d.,A-Za-z])\d[\d,.]*(?!\d|[.,]\d)\s?"
    r"(?!歳|才|代|年生|学年|[か箇ヶヵカケ]?月児|級|期|次|年|月)[^\d\sの]{0,8}"
)
# The day or year that all figures of a cell share, and the number of a note behind one of them.
_DATED = late_pattern(r"\s*[(（][^()（）]{0,12}年[^()（）]{0,12}[)）]\Z")
_NOTED = late_pattern(r"[*＊※]\s?\d{0,2}\Z")
# When a figure was taken, and figures of others to compare with: no parts of one indicator.
_OTHERS = late_pattern(
    r"[上下]半期|[前後中]期|第?[1-4一二三四]\s?四半期|.*(?:年度末|月末|時点)|(?:前|昨|今|本|当|翌|来|毎)年度?|[前今次]回"
    r"|当初|現在|最終|中間|(?:変更|見直し|改[定訂]|修正)[前後]|(?:全|[本同])?(?:国|都|道|府|県)(?:内|全体)?(?:の?平均)?|.*平均|類似団体"
)
# 当面は20% and 世帯数の5% say more than whose figure it is.
_PARTICLES = frozenset("はをがでにのへ")
# Something of this stands between a word that begins with a number and its figure: 20歳代 54.5%.
_SEPARATING = frozenset(" 　\n、;；:：／/")
_BEHIND = frozenset("(（以未程超*＊※")
_COUNT = late_pattern(r"\A(?:[①-⑳]|[・●○■◆◇])\s*")
_NOTHING = late_pattern(r"(?P<word>[^\d\s:：]{1,20})(?:\s+|\s?[:：]\s?)(?P<figure>[^\d\s:：]{1,8})")
# Words that say how a figure was counted, and not whose it is.
_NO_WORDS = frozenset(("約", "延べ", "のべ", "累計", "単年", "単年度", "年間", "月", "年", "週", "約延べ"))


class _Part(Struct, frozen=True):
    """A figure of a cell with the word before it."""

    word: str
    figure: str


class _Run(Struct, frozen=True):
    """Where the first of several rows below one name stands, the row with that name, and the word of one."""

    first: int
    named: int
    word: str


class FigureColumns(Struct, frozen=True):
    """Where the names and the figures stand, and which of these are goals."""

    name: int
    figures: Sequence[int]
    aims: frozenset[int]


def set_words_apart(table: Table) -> tuple[Table, Finding] | None:
    """The table with those words in its names, and that said; None for a table without them."""
    columns = find_columns(table)
    if columns is None:
        return None
    parts = {row: found for row in table.body if (found := _find_parts(table, row, columns))}
    if not parts:
        return None
    runs = dict(_find_runs(table, columns, parts))
    lists = {
        row: words
        for row, found in parts.items()
        if row not in runs and (words := _find_list(found)) and not _has_others(table, row, columns, found)
    }
    if not runs and not lists:
        return None
    body: list[Line] = [[Cell(row, place) for place in range(table.grid.width)] for row in table.body]
    for number, row in enumerate(table.body):
        if row in lists:
            body[number] = _write_list(table, row, columns, parts[row], lists[row])
        elif row in runs:
            body[number] = _write_run(table, row, columns, parts[row], runs[row])
    return replace_rows(table, table.headings, body), _describe(table, min((*runs, *lists)), columns)


def find_columns(table: Table) -> FigureColumns | None:
    """The columns of a table whose names stand before its figures; None for any other."""
    roles = find_roles(table.headings)
    named = [place for place, role in roles.items() if role is Role.INDICATOR]
    # Behind 目標項目 a column of 数値目標 holds the goals themselves.
    goals = [place for place in named[1:] if _holds_figures(table, place)]
    named = [place for place in named if place not in goals]
    levels = [place for place, role in roles.items() if role is Role.LEVEL]
    # Below 事業名 such words name indicators of their own (listed_figures.py).
    plain = [place for place in levels if is_plain_item(" ".join(table.headings[place]).strip())]
    unheaded = [0] if 0 not in roles and not any(table.headings[0]) and not _only_counts(table) else []
    name = next(iter((*named[-1:], *plain[-1:], *unheaded)), None)
    figures = [
        place
        for place, headings in enumerate(table.headings)
        if place not in table.stated
        and (
            roles.get(place) in FIGURES or place in goals or (place not in roles and says_only_year(headings))
        )
    ]
    if name is None or not figures or min(figures) <= name or name in table.stated:
        return None
    aims = frozenset(place for place in figures if roles.get(place) in AIMS or place in goals)
    return FigureColumns(name, figures, aims)


def _only_counts(table: Table) -> bool:
    """True where the first column says 001 and 002 of its rows, and no names."""
    cells = [text for row in table.body[:_LOOKED_AT] if (text := cell_text(table.grid, row, 0))]
    # Lines that head a group stand there as well.
    return sum(map(str.isdecimal, cells)) * 2 > len(cells)


def _holds_figures(table: Table, column: int) -> bool:
    """True where some cells of a column are figures, with words before them or without: names are none."""
    cells = [text for row in table.body[:_LOOKED_AT] if (text := cell_text(table.grid, row, column))]
    told = sum(1 for text in cells if split_words(text) or parse_reading(text).quantity is not None)
    return told * 4 > len(cells)


def _find_parts(table: Table, row: int, columns: FigureColumns) -> dict[int, list[_Part]]:
    """The parts of the cells of a row that have words; none where any word says something else."""
    line = table.grid.rows[row]
    found = {
        column: parts
        for column in columns.figures
        if (cell := line[column]).__class__ is str and cell and (parts := split_words(str(cell)))
    }
    if not found:
        return found  # the usual row
    # Beside a cell that says 男性 alone, 男性 80% says again whose figure it is.
    words = {part.word for parts in found.values() for part in parts}
    return {} if any(cell in words for cell in line if isinstance(cell, str)) else found


def split_words(text: str) -> list[_Part]:
    """The words and the figures of 男性 50%、女性 40%; none of a text any part of which has not both."""
    text = text.strip()
    if not text or len(text) > _LONGEST or text[:1] in "(（" or not any(map(str.isdigit, text)):
        return []
    if text[:1].isdecimal() and _SEPARATING.isdisjoint(text):
        return []  # the usual cell: a figure alone
    dated = _DATED.search(text)
    pieces = [*_split(text[: dated.start()] if dated else text)]
    found = [part for piece in pieces if (part := _read_part(piece))]
    words = {part.word for part in found}
    if not found or len(words) < len(pieces) or not any(map(_holds_figure, found)):
        return []
    # On a line of its own the year would be one more of the list.
    return [_Part(part.word, part.figure + dated[0].strip()) for part in found] if dated else found


def _holds_figure(part: _Part) -> bool:
    return any(map(str.isdigit, part.figure))


def _split(text: str) -> Iterator[str]:
    """The pieces of a cell, each of which ends with a figure or at a sign between two."""
    for piece in _BREAK.split(text):
        tokens: list[str] = []
        is_whole = False
        for token in piece.split():
            if is_whole and token[:1] not in _BEHIND:
                yield " ".join(tokens)
                tokens, is_whole = [], False
            tokens.append(token)
            is_whole = is_whole or _ends_with_figure(token)
        if tokens:
            yield " ".join(tokens)


def _ends_with_figure(token: str) -> bool:
    matches = [match for match in _FIGURE.finditer(token) if match.end() == len(token)]
    return bool(matches) or token in DASHES


def _read_part(piece: str) -> _Part | None:
    noted = _NOTED.search(piece)
    bare = _COUNT.sub("", piece[: noted.start()] if noted else piece, count=1)
    try:
        word, quantity = split_name_and_quantity(bare)
    except ValueError:
        match = _NOTHING.fullmatch(bare)
        if match is None or parse_reading(match["figure"]).quantity or match["figure"] not in DASHES:
            return None
        word, figure = match["word"], match["figure"]
    else:
        figure = quantity.raw + (noted[0] if noted else "")
    word = word.strip(" :：")
    is_other = match_kind(word) or match_heading(word) or is_phrase(word) or word in _NO_WORDS
    is_other = is_other or word[-1:] in _PARTICLES or _OTHERS.fullmatch(word) is not None
    if is_other or len(word) > _LONGEST_WORD or "%" in word or next(find_fiscal_years(word), None):
        return None
    return _Part(word, figure)


def _find_list(found: dict[int, list[_Part]]) -> Sequence[str]:
    """The words of a row with several figures in a cell, in the order of the longest; else none."""
    longest = max(found.values(), key=len)
    words = [part.word for part in longest]
    if len(words) < _FEWEST:
        return ()
    # 男性 50%、女性 40% beside 全体 45% in another cell: nobody says how they go together.
    return words if all(part.word in words for parts in found.values() for part in parts) else ()


def _has_others(table: Table, row: int, columns: FigureColumns, found: dict[int, list[_Part]]) -> bool:
    """True where one figure that is no goal stands beside those with words: nobody says whose it is."""
    others = (column for column in columns.figures if column not in found and column not in columns.aims)
    return any(parse_reading(cell_text(table.grid, row, column)).quantity for column in others)


def _find_runs(
    table: Table, columns: FigureColumns, parts: dict[int, dict[int, list[_Part]]]
) -> Iterator[tuple[int, _Run]]:
    """For each row of several below one name, what goes before its figures."""
    run: list[tuple[int, str]] = []
    named = -1
    for row in (*table.body, -1):
        is_further = row >= 0 and _is_nameless(table, row, columns)
        if not is_further:
            yield from _take(run, named)
            run = []
        if row >= 0 and _name(table, row, columns):
            named = row
        # Below a name 30歳代 beside it begins further rows of the same.
        is_below = named >= 0 and (is_further or row == named or _has_part(table, row, columns))
        word = _find_word(parts.get(row, {})) if row >= 0 and is_below else ""
        run = [*run, (row, word)] if run or not is_further else []


def _take(run: Sequence[tuple[int, str]], named: int) -> Iterator[tuple[int, _Run]]:
    words = {word for _, word in run}
    if len(run) >= _FEWEST and len(words) == len(run) and "" not in words:
        yield from ((row, _Run(run[0][0], named, word)) for row, word in run)


def _has_part(table: Table, row: int, columns: FigureColumns) -> bool:
    """True for a row with a word between its blank name and its figures, and nothing else before these."""
    first = min(columns.figures)
    filled = [place for place in range(first) if cell_text(table.grid, row, place)]
    return bool(filled) and all(place > columns.name for place in filled)


def _is_nameless(table: Table, row: int, columns: FigureColumns) -> bool:
    """True for a row with figures and nothing before them."""
    first = min(columns.figures)
    return not any(cell_text(table.grid, row, place) for place in range(first)) and any(
        cell_text(table.grid, row, place) for place in columns.figures
    )


def _name(table: Table, row: int, columns: FigureColumns) -> str:
    return " ".join(cell_text(table.grid, row, columns.name).split())


def _find_word(found: dict[int, list[_Part]]) -> str:
    """The word of a row that says the same before each of its figures that has one."""
    words = {part.word for parts in found.values() for part in parts}
    return words.pop() if len(words) == 1 else ""


def _write_list(
    table: Table, row: int, columns: FigureColumns, found: dict[int, list[_Part]], words: Sequence[str]
) -> Line:
    """The row with a line for each word in its cells, as shared_cells.py takes them apart."""
    line: Line = [Cell(row, place) for place in range(table.grid.width)]
    name = _name(table, row, columns)
    line[columns.name] = Cell(row, columns.name, "\n".join(f"{name} {word}".strip() for word in words))
    for column, parts in found.items():
        figures = {part.word: part.figure for part in parts}
        line[column] = Cell(row, column, "\n".join(figures.get(word, "－") for word in words))
    totals = [word for word in words if word in TOTAL_LABELS]
    for column in columns.aims if len(totals) == 1 else ():
        # 60% beside 男女計 50% 男性 60% 女性 40% is the goal of all together.
        if column not in found and (goal := cell_text(table.grid, row, column)):
            dated = _DATED.search(goal)
            none = "－" + (dated[0].strip() if dated else "")
            own = (" ".join(goal.split()) if word in totals else none for word in words)
            line[column] = Cell(row, column, "\n".join(own))
    return line


def _write_run(
    table: Table, row: int, columns: FigureColumns, found: dict[int, list[_Part]], run: _Run
) -> Line:
    first = run.first
    line: Line = [Cell(row, place) for place in range(table.grid.width)]
    line[columns.name] = Cell(row, columns.name, f"{_name(table, run.named, columns)} {run.word}".strip())
    for place in range(columns.name + 1, min(columns.figures)) if row != first else ():
        line[place] = Cell(first, place)
    for column, parts in found.items():
        line[column] = Cell(row, column, parts[0].figure)
    for column in columns.aims if row != first else ():
        # 100% over the rows of 小学校 and 中学校 is the goal of both.
        if not cell_text(table.grid, row, column) and _is_shared(table, first, row, column):
            line[column] = Cell(first, column)
    return line


def _is_shared(table: Table, first: int, row: int, column: int) -> bool:
    """True for the blank cell of a merge, or in a file without merges below a goal that names nobody."""
    if table.grid.merges:
        above = table.grid.merged_rows.covering(first)
        return any(span.left <= column <= span.right and row <= span.bottom for span in above)
    text = cell_text(table.grid, first, column)
    return bool(text) and not split_words(text)


def _describe(table: Table, row: int, columns: FigureColumns) -> Finding:
    return Finding(
        code="words-before-figures",
        level=Level.INFORMATION,
        place=table.grid.place(row, columns.figures[0]),
        message="値の前に「男性」「小学生」のような言葉があるセルを、その言葉ごとの指標に分けて読み取りました。",
        remedy="違う場合は、言葉を指標名の列に記入してください。",
    )
