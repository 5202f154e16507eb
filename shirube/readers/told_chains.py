"""Chains that stand in texts: in a line below their name, behind labels, or told in a sentence.

    指標①:「耐震化率」
    定 義:改修を終えた棟数の割合
    結 果:従前値:0%(23年度)⇒目標値:14%(27年度)⇒実績値:14%

    ①鉄道利用者数 現状値(平成26年度):4,021人/日 目標値:4,300人/日
    高度処理人口普及率を43%(H22当初)から52.9%(H26末)に増加させる。
    空き店舗率(現状:17.5%→目標:11.8%)

Each becomes a row with its name, a chain with labels, and what is said beside it, as chain_layout.py reads
them. This is asked only where no table was found, and takes only what says by labels or years what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from shirube.core.fiscal_year import find_fiscal_years, fold_width
from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.bracketed_chains import read_bracketed
from shirube.readers.cell_years import find_cell_year
from shirube.readers.chain_layout import find_chain_table
from shirube.readers.chain_links import name_before, parse_chain
from shirube.readers.chain_orders import tells_goals, tells_reached
from shirube.readers.chain_parts import ARROW, has_arrow, split_first_part
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import match_heading
from shirube.readers.line_words import is_name_label
from shirube.readers.rewritten_grid import Cell, RewrittenGrid, rewrite_grid
from shirube.readers.table import Table
from shirube.readers.values import cell_text

# A longer text is a passage of a report, a longer name a sentence.
_LONGEST, _LONGEST_NAME = 300, 120
# Labels of a form that may follow one another in a single cell.
_NEXT_LABEL = late_pattern(
    r"(?<=\s)(?=(?:(?:成果|評価|数値)?指標\s?[①-⑳\d]{1,2}|定\s?義|(?:評価|算出|測定|計測)方法|結\s?果|結果の分析)\s?[:：])"
)
_LABELLED = late_pattern(r"(?P<label>[^\s:：、。\d]{1,6}(?:\s[^\s:：、。\d]{1,6})?)\s?[:：]\s?(?P<text>\S.*)")
_NAME_LABELLED = late_pattern(r"(?:成果|評価|数値)?指標\s?[①-⑳\d]{1,2}\s?[:：]\s?(?P<name>\S.*)")
# 成果指標Ⅱ-1 ○ 長期優良住宅の割合; a mark that is lost in a text is often written as ?.
_NUMBER = late_pattern(
    r"(?:(?:成果|評価|数値)?指標\s?[Ⅰ-Ⅻ①-⑳\d]{1,2}(?:[-‐－]\d{1,2})?\s)?[○●・■◆◇□▪①-⑳?？]?\s?"
)
_ASIDE = late_pattern(r"[※*＊]|参考|注\s?[:：\d]|出典|【(?:計測|測定|算出|評価)方法")
_OUTCOME = late_pattern(r"結\s?果\s?[:：]\s?")
# 現状値(平成26年度): and 目標値: before figures.
_PAIR_LABEL = late_pattern(
    r"(?<!\S)(?P<label>[^\s\d:：()（）]{2,8})(?:[(（](?P<year>[^()（）]{2,16})[)）])?\s?[:：]\s?(?=[約▲△-]?\d)"
)
_FIGURE = r"約?\d[\d,.]{0,15}(?:/\d{1,9})?\s?[^\d\s()（）、。]{0,6}?[(（][^()（）]{2,14}[)）]"
_RISE = late_pattern(rf"(?P<first>{_FIGURE})から(?P<last>{_FIGURE})\s?(?:に|へ|を|まで|と)")
_PARTICLES = "をがは、 　"
# 平成33年度の目標値
_AIM_BEHIND = late_pattern(r"末?(?:の|における|までの)?\s?目標")
_KNOWN = {Role.BASELINE: "従前値", Role.TARGET: "目標値", Role.ACTUAL: "実績値"}
_ORDER_TOLD = "従前値⇒目標値⇒実績値"
_NOTE = "備考"
# Each label becomes a column; what further labels say is kept among the notes.
_MOST_LABELS = 30
_PAIR = 2

# What counts the parts of a plan, beside what they are called.
_SECTION = late_pattern(r"(?:基本|重点)?(?:目標|方針|方向性?|施策|政策|戦略|柱)\s?[\d０-９Ⅰ-Ⅻ①-⑳]{1,2}")


class _Told(Struct):
    """What is told of one indicator: its name, its chain, and the texts beside it by their labels."""

    name: Cell
    chain: Cell
    beside: dict[str, list[Cell]] = field(default_factory=dict)

    def write(self, title: str) -> Cell | str:
        """What stands beside it with this label, as one text."""
        cells = self.beside.get(title)
        if not cells:
            return ""
        return Cell(cells[0].row, cells[0].column, "\n".join(cell.text or "" for cell in cells))


def find_told_chains(grid: Grid) -> Table | None:
    """The table of the chains that the texts of a grid tell; None where none does."""
    written_out = write_out_told_chains(grid)
    return find_chain_table(written_out, among_texts=True) if written_out else None


def write_out_told_chains(grid: Grid) -> RewrittenGrid | None:
    """The grid with a row for each chain that a text tells, and all other lines; None where none does."""
    finder = _Finder(grid)
    for part in _list_parts(grid):
        finder.read(part)
    told, used = finder.told, finder.used
    if not told:
        return None
    titles = list(dict.fromkeys(title for one in told for title in one.beside))
    rows: dict[int, list[_Told]] = {}
    for one in told:
        rows.setdefault(one.name.row, []).append(one)
    first = min(rows)
    has_head = _is_heading(grid, first - 1)
    top = _find_head(grid, rows)
    while top and _join_section(grid, top - 1):
        top -= 1  # the part that the first of them belongs to
    lines: list[list[Cell | str]] = []
    for row in range(grid.height):
        if row == top and not has_head:
            lines.append([*_name_columns(grid, told), _ORDER_TOLD, *titles])
        left: list[Cell | str] = [
            "" if (row, column) in used else Cell(row, column) for column in range(grid.width)
        ]
        for one in rows.get(row, ()):
            # 評価指標 | ①鉄道利用者数: what stands beside the name only says that it is one.
            labels = {at for at, cell in enumerate(grid.rows[row]) if is_name_label(str(cell))}
            left = ["" if at in labels else cell for at, cell in enumerate(left)]
            line = [*left, one.chain, *map(one.write, titles)]
            line[one.name.column] = one.name
            lines.append(line)
        if row not in rows and any(
            isinstance(cell, Cell) and grid.rows[row][cell.column] != "" for cell in left
        ):
            left = _join_section(grid, row) or left
            lines.append([*left, _ORDER_TOLD, *titles] if has_head and row == first - 1 else left)
    return rewrite_grid(grid, lines)


def _join_section(grid: Grid, row: int) -> list[Cell | str] | None:
    """目標1 | 利便性の向上 as the one line that heads what is told below it; None for any other row."""
    texts = filled_cells(grid.rows[row])
    if len(texts) != _PAIR or not _SECTION.fullmatch(texts[0]):
        return None
    return [Cell(row, 0, " ".join(texts)), *[""] * (grid.width - 1)]


def _find_head(grid: Grid, rows: Mapping[int, Sequence[_Told]]) -> int:
    """The row that the headings stand above: that of the first name, or of the group right above it.

    It is a group like those further down where several chains stand below each, and no word on goals.
    """
    first, last = min(rows), max(rows)
    lines = [filled_cells(grid.rows[row]) for row in (first - 1, first - 2)] if first > 1 else []
    if (
        not lines
        or any(len(line) != 1 for line in lines)
        or has_arrow(lines[0][0])
        or tells_goals(lines[0][0])
    ):
        return first
    used = {one.chain.row for told in rows.values() for one in told}
    groups = [
        row for row in range(first, last) if row not in rows and row not in used and any(grid.rows[row])
    ]
    is_alike = bool(groups) and all(len(filled_cells(grid.rows[row])) == 1 for row in groups)
    return first - 1 if is_alike and len(groups) < len(rows) - 1 else first


def _name_columns(grid: Grid, told: Sequence[_Told]) -> list[Cell | str]:
    """The headings of the cells of a grid without any: what stands left of the names, be it their numbers."""
    at = told[0].name.column
    named: list[Cell | str] = ["" for _ in range(grid.width)]
    for column in range(at):
        cells = [text for one in told if (text := cell_text(grid, one.name.row, column))]
        named[column] = "番号" if cells and all(map(str.isdecimal, cells)) else "区分"
    named[at] = "指標"
    return named


def _is_heading(grid: Grid, row: int) -> bool:
    """True for a row of headings, at least two of them known."""
    texts = [cell_text(grid, row, column) for column in range(grid.width)] if row >= 0 else []
    return sum(match_heading(text) is not None for text in texts if text) >= _PAIR


class _Part(Struct):
    """A text with the cells it stands in, and the first of them."""

    at: Cell
    pieces: list[str]
    places: list[tuple[int, int]]


def _list_parts(grid: Grid) -> Iterator[_Part]:
    """The texts of a grid line by line, also cut where labels begin; an arrow goes on with the one before."""
    before: _Part | None = None
    for row, column in ((row, column) for row in range(grid.height) for column in range(grid.width)):
        for line in cell_text(grid, row, column).split("\n"):
            for piece in filter(None, map(str.strip, _NEXT_LABEL.split(line))):
                if before is not None and ARROW.match(piece):
                    before.pieces.append(piece)
                    before.places.append((row, column))
                    continue
                if before is not None:
                    yield before
                before = _Part(Cell(row, column), [piece], [(row, column)])
    if before is not None:
        yield before


class _Finder:
    """Goes through the texts of a grid; ``told`` and the cells that these use are what it found."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.told: list[_Told] = []
        self.used: set[tuple[int, int]] = set()
        self._name: Cell | None = None
        self._has_label = False
        self._beside: list[tuple[str, Cell]] = []
        self._last: _Told | None = None
        self._labels = {_NOTE}
        self._years: set[str] = set()
        self._tells_goals = self._tells_reached = False

    def read(self, part: _Part) -> None:
        text = "".join(part.pieces)
        rising = self._tells_goals and not self._tells_reached
        own, chain = _read_told(text, self._find_goal_year(), rising=rising)
        if chain and (own or self._name):
            self._put(part, own, chain)
            return
        self._tells_goals = self._tells_goals or tells_goals(text)
        self._tells_reached = self._tells_reached or tells_reached(text)
        self._years |= set(_find_aimed_years(text))
        labelled = _LABELLED.fullmatch(text)
        if match := _NAME_LABELLED.fullmatch(text):
            self._begin(part, match["name"], has_label=True)
        elif _ASIDE.match(text):
            self._set_beside(part, _NOTE, text)
        elif labelled:
            self._set_beside(part, "".join(labelled["label"].split()), labelled["text"])
        elif self._has_label or (self._last and part.places[0] in self.used):
            self._set_beside(part, _NOTE, text)
        else:
            self._begin(part, text, has_label=False)

    def _begin(self, part: _Part, text: str, *, has_label: bool) -> None:
        is_name = len(text) <= _LONGEST_NAME
        self._name = Cell(part.at.row, part.at.column, _bare_name(text)) if is_name else None
        self._has_label = has_label
        self._beside = []
        self._last = None

    def _set_beside(self, part: _Part, label: str, text: str) -> None:
        """A text belongs to the name that a label gave, else to the chain before it; else it stays a line."""
        cell = Cell(part.at.row, part.at.column, text)
        if self._has_label:
            self._beside.append((label, cell))
        elif self._last is not None:
            self._add(self._last, label, cell)
            self.used.update(part.places)
        else:
            self._name = None

    def _add(self, told: _Told, label: str, cell: Cell) -> None:
        if label not in self._labels and len(self._labels) == _MOST_LABELS:
            label, cell = _NOTE, Cell(cell.row, cell.column, f"{label}：{cell.text}")
        else:
            self._labels.add(label)
        told.beside.setdefault(label, []).append(cell)

    def _put(self, part: _Part, own: str, chain: str) -> None:
        at = part.at
        name = Cell(at.row, at.column, own) if own or self._name is None else self._name
        told = _Told(name, Cell(at.row, at.column, chain))
        if not own:
            for label, cell in self._beside:
                self._add(told, label, cell)
            self.used |= {(cell.row, cell.column) for _, cell in self._beside}
        self.used |= {(name.row, name.column), *part.places}
        self.told.append(told)
        self._name, self._has_label, self._beside, self._last = None, False, [], told

    def _find_goal_year(self) -> str:
        return next(iter(self._years)) if len(self._years) == 1 else ""


def _bare_name(text: str) -> str:
    """A name without its number, its bullet and quotation marks."""
    match = _NUMBER.match(text)
    bare = (text[match.end() :] if match else text).strip()
    return bare[1:-1].strip() if bare.startswith("「") and bare.endswith("」") else bare


def _find_aimed_years(text: str) -> Iterator[str]:
    folded = fold_width(text)
    if "目標" in folded and len(folded) <= _LONGEST:
        for mention in find_fiscal_years(folded):
            if _AIM_BEHIND.match(folded, mention.end):
                yield folded[mention.start : mention.end]


def _read_told(text: str, goal_year: str, *, rising: bool) -> tuple[str, str]:
    """The name that a text holds itself, and its chain with labels; two empty texts where it tells none."""
    if len(text) > _LONGEST or not any(map(str.isdigit, text)) or _ASIDE.match(text):
        return "", ""
    if match := _OUTCOME.match(text):
        text = text[match.end() :]
    if bracketed := read_bracketed(text):
        return _bare_name(bracketed[0]), bracketed[1]
    if len(ARROW.split(text)) > 1:
        return _read_arrows(text, rising=rising)
    return _read_pairs(text, goal_year) or _read_rise(text) or ("", "")


def _read_arrows(text: str, *, rising: bool) -> tuple[str, str]:
    first, *rest = map(_close_bracket, ARROW.split(text))
    name, first = split_first_part(first)
    if not name and rising:
        name, first = name_before(first)  # 河川整備率 45.2%(H23)→74.0%(H26)
    parts = [first, *rest]
    if rising and len(parts) == _PAIR:
        begun, ended = map(find_cell_year, parts)
        if ended and (begun is None or begun < ended) and all(parse_reading(part).quantity for part in parts):
            parts = [f"従前値:{parts[0]}", f"目標値:{parts[1]}"]
    return (_bare_name(name), "⇒".join(parts)) if parse_chain("⇒".join(parts), ()) else ("", "")


def _close_bracket(part: str) -> str:
    """18%(H15, whose bracket nobody closed."""
    folded = fold_width(part)
    return f"{part})" if folded.count("(") == folded.count(")") + 1 else part


def _read_pairs(text: str, goal_year: str) -> tuple[str, str] | None:
    """現状値(平成26年度):4,021人/日 目標値:4,300人/日, behind the name."""
    found = list(_PAIR_LABEL.finditer(text))
    words = [match_heading(match["label"]) for match in found]
    roles = [word.role if word else None for word in words]
    if len(found) < _PAIR or Role.TARGET not in roles or len(set(roles)) < len(roles):
        return None
    parts: list[str] = []
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, role, end in zip(found, roles, ends, strict=True):
        value = text[match.end() : end].strip()
        if role not in _KNOWN or parse_reading(value).quantity is None:
            return None
        year = match["year"] or (goal_year if role is Role.TARGET and not find_cell_year(value) else "")
        parts.append(f"{_KNOWN[role]}:{value}({year})" if year else f"{_KNOWN[role]}:{value}")
    return _bare_name(text[: found[0].start()].strip()), "⇒".join(parts)


def _read_rise(text: str) -> tuple[str, str] | None:
    """改善率を4.1%(H22当初)から100%(H25末)に: both with their years."""
    match = _RISE.search(fold_width(text))
    name = _bare_name(text[: match.start()].strip().rstrip(_PARTICLES)) if match else ""
    if not match or not name or len(name) > _LONGEST_NAME:
        return None
    parts: Sequence[str] = (match["first"], match["last"])
    begun, ended = map(find_cell_year, parts)
    # 3/9 is no number, but loses its row to nobody's notice where it is left out.
    is_read = all(parse_reading(part).quantity or "/" in part for part in parts)
    return (
        (name, f"従前値:{parts[0]}⇒目標値:{parts[1]}")
        if is_read and begun and ended and begun <= ended
        else None
    )
