"""Lines of text that tell the figures of one indicator each, with a label before every figure.

    ○運賃収入 実績 12,985,300円 / 目標 13,392,000円（達成率 97%）     創業計画書策定数 | 目標86件 | 実績15件
    ・旅行消費額：467.8億円（目標：425億円、達成率110%）              1.経常収支比率
                                                                  令和元年度決算値…99.0%
                                                                  令和2年度目標値…91.0%

They are put below headings, their labels. This is asked only where no table was found, and takes only lines
with an aim and what was reached or began; any other text between the figures makes a sentence of the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from shirube.core.finding import Finding, Level
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.column_headings import says_only_year
from shirube.readers.grid import Grid
from shirube.readers.headings import match_heading
from shirube.readers.line_words import is_name_label
from shirube.readers.rewritten_grid import Cell, RewrittenGrid, rewrite_grid
from shirube.readers.values import cell_text

_YEAR = r"(?:(?:平成|令和)\s?(?:\d{1,2}|元)|[HR]\s?\d{1,2}|20\d\d)年?度?末?の?\s?"
_WORD = (
    r"(?:最終|年度|数値|中間)?目標値?|実績値?|現状値?(?:[(（]直近の?値[)）])?|基準値?"
    r"|決算値|達成率|進捗率|達成度"
)
_FIGURE = (
    r"約?[▲△\-]?\d[\d,.]{0,15}[^\s\d、。,/／()（）;；]{0,8}(?:\d{1,9}[^\s\d、。,/／()（）;；]{0,8}){0,2}"
)
_PAIR = late_pattern(
    rf"(?P<label>(?:{_YEAR})?(?:{_WORD}))(?P<year>[(（][^()（）]{{2,12}}[)）])?"
    rf"\s{{0,3}}(?:[:：=＝]|…{{1,2}}|は)?\s{{0,3}}(?P<figure>{_FIGURE}(?:\s?[(（]{_YEAR}[^()（）]{{0,6}}[)）])?)"
)
# 現状値：今後検討 says as much of a goal as a figure, and is all that the cell says.
_WORDED = late_pattern(rf"(?P<label>{_WORD})\s?[:：]\s?(?P<figure>[^\d:：。、]{{2,20}})")
_NAME_LABEL = late_pattern(r"(?P<label>[^\s:：]{2,12})\s?[:：]\s?")
_LEAD = late_pattern(rf"(?P<name>[^:：]{{2,60}})[:：]\s{{0,3}}(?P<figure>{_FIGURE})\s{{0,3}}[(（]\s{{0,3}}")
_BETWEEN = late_pattern(r"[\s/／、,，()（）・;；|｜]*")
_BULLET = late_pattern(r"[\s○●・◆■◇□▪\-－※]*")
_SENTENCE = "。、，"
_REACHED = (Role.ACTUAL, Role.BASELINE)
_KINDS = (*_REACHED, *AIMS, Role.RATE)
_ACTUAL = "実績値"
_REMARK = "備考"
_LONGEST, _LONGEST_NAME, _LONGEST_REMARK = 300, 60, 20
_FEWEST = 2


class _Told(Struct):
    """The figures of one indicator by their labels, with the rows they stand in."""

    name: Cell
    rows: list[int]
    figures: dict[str, Cell]
    remark: str = ""

    @property
    def roles(self) -> set[Role | None]:
        return set(map(_find_role, self.figures))

    @property
    def is_whole(self) -> bool:
        """True where it has an aim and what was reached or began."""
        return not self.roles.isdisjoint(AIMS) and not self.roles.isdisjoint(_REACHED)


def head_told_lines(grid: Grid) -> tuple[Grid, Finding] | None:
    """The grid with such lines below headings, and that said; None where there are too few of them."""
    # A sentence on the rate of the whole plan stays a line among others.
    told = [one for one in _find_told(grid) if one.roles - {Role.RATE}]
    whole = sum(one.is_whole for one in told)
    if whole < _FEWEST or whole * 2 <= len(told):
        return None
    return _write(grid, told), Finding(
        code="figures-told-in-lines",
        level=Level.INFORMATION,
        place=grid.place(told[0].name.row, told[0].name.column),
        message="表ではなく、文の中に「目標」「実績」などと書かれた値を、1行に1指標の表として読み取りました。",
        remedy="違う場合は、指標名、目標値、実績値を列に分けた表にしてください。",
    )


def _find_told(grid: Grid) -> list[_Told]:
    found: list[_Told] = []
    name: Cell | None = None
    for row in range(grid.height):
        one = _read_row(grid, row)
        if one is None:
            name = _take_name(grid, row)
            continue
        before = found[-1] if found else None
        if one.name.text:
            found.append(one)
        elif name is not None:
            found.append(_Told(name, [name.row, row], one.figures, one.remark))
        elif before and row - 1 in before.rows and before.figures.keys().isdisjoint(one.figures):
            before.figures.update(one.figures)
            before.rows.append(row)
            before.remark = before.remark or one.remark
        name = None
    return found


def _take_name(grid: Grid, row: int) -> Cell | None:
    """The only cell of a row that may be the name of what the lines below it tell."""
    filled = [column for column, cell in enumerate(grid.rows[row]) if cell != ""]
    if len(filled) != 1:
        return None
    text = cell_text(grid, row, filled[0])
    is_name = 1 < len(text) <= _LONGEST_NAME and not any(sign in text for sign in _SENTENCE)
    return Cell(row, filled[0], _bare(text)) if is_name else None


def _read_row(grid: Grid, row: int) -> _Told | None:
    """What the cells of a row tell, its name "" where it has none; None for any other row."""
    name, remark = Cell(row, 0, ""), ""
    figures: dict[str, Cell] = {}
    for column in range(grid.width):
        text = cell_text(grid, row, column)
        if not text:
            continue
        if len(text) > _LONGEST:
            return None
        pairs = _read_pairs(text)
        if not pairs and not figures and not name.text:
            name = Cell(row, column, _bare(text))
        elif not pairs:
            return None
        else:
            before, told, behind = pairs
            if before and (figures or name.text):
                return None
            name = Cell(row, column, before) if before else name
            remark = remark or behind
            if not figures.keys().isdisjoint(told):
                return None
            figures |= {label: Cell(row, column, figure) for label, figure in told.items()}
    is_name = len(name.text or "") <= _LONGEST_NAME and not any(
        sign in (name.text or "") for sign in _SENTENCE
    )
    return _Told(name, [row], figures, remark) if figures and is_name else None


def _read_pairs(text: str) -> tuple[str, Mapping[str, str], str] | None:
    """What stands before the first label, the figures by their labels, and a short remark behind them."""
    matches = [match for match in _PAIR.finditer(text) if _tells(match)]
    if not matches:
        worded = _WORDED.fullmatch(text)
        is_aim = worded is not None and _find_role(worded["label"]) in AIMS
        return ("", {worded["label"]: worded["figure"]}, "") if worded and is_aim else None
    before, told = text[: matches[0].start()], dict[str, str]()
    if (lead := _LEAD.fullmatch(before)) and any(
        _find_role(match["label"]) is Role.RATE for match in matches
    ):
        before, told = lead["name"], {_ACTUAL: lead["figure"]}
    at = matches[0].start()
    for match in matches:
        label = match["label"] + (match["year"] or "")
        if label in told or not _BETWEEN.fullmatch(text, at, match.start()):
            return None
        told[label] = match["figure"]
        at = match.end()
    behind = text[at:].strip(" 　()（）、,/／")
    if len(behind) > _LONGEST_REMARK or "。" in behind:
        return None
    return _bare(before), told, behind


def _tells(match: re.Match[str]) -> bool:
    return _find_role(match["label"]) in _KINDS and parse_reading(match["figure"]).quantity is not None


def _find_role(label: str) -> Role | None:
    if label.endswith("決算値"):
        return Role.ACTUAL
    word = match_heading(label)
    return word.role if word else None


def _bare(text: str) -> str:
    match = _BULLET.match(text)
    text = text[match.end() if match else 0 :].rstrip(" 　:：…(（/／|｜=＝")
    label = _NAME_LABEL.match(text)
    return text[label.end() :] if label and is_name_label(label["label"]) else text


def _write(grid: Grid, told: Sequence[_Told]) -> RewrittenGrid:
    labels = sorted(dict.fromkeys(label for one in told for label in one.figures), key=_rank)
    # 決算値 is what was reached: beside an aim it is called so.
    titles = [label.replace("決算値", _ACTUAL) for label in labels]
    begins = {one.rows[0]: one for one in told}
    used = {row for one in told for row in one.rows}
    first = min(used)
    lines: list[list[Cell | str]] = []
    for row in range(grid.height):
        if row == first:
            lines.append(["指標名", *_date(grid, first, titles), _REMARK])
        if one := begins.get(row):
            lines.append([one.name, *(one.figures.get(label, "") for label in labels), one.remark])
        elif row - 1 in used and (said := _find_sentence(grid, row)) and not lines[-1][-1]:
            lines[-1][-1] = said
        elif row not in used:
            lines.append([Cell(row, column) for column in range(grid.width)])
    return rewrite_grid(grid, lines)


def _find_sentence(grid: Grid, row: int) -> Cell | None:
    """What is said of the line before it: no group of those below."""
    filled = [column for column in range(grid.width) if cell_text(grid, row, column)]
    return Cell(row, filled[0]) if len(filled) == 1 and "。" in cell_text(grid, row, filled[0]) else None


def _rank(label: str) -> int:
    order: tuple[Role | None, ...] = (Role.BASELINE, *AIMS, Role.ACTUAL, Role.RATE)
    return order.index(_find_role(label))


def _date(grid: Grid, first: int, titles: Sequence[str]) -> Iterator[str]:
    """The labels, behind the year that alone stands above the first line."""
    above = [text for text in (cell_text(grid, first - 1, column) for column in range(grid.width)) if text]
    year = above[0] if first and len(above) == 1 and says_only_year(above) else ""
    return (year + title for title in titles)
