"""Columns that are parts of one figure: 男 | 女 | 計 below 令和5年度, うち市内 beside R5実績, 市 beside 県.

    指標          R5実績
                  男   女   計
    健診受診者数  200  250  450

The whole is the figure, its parts are kept beside it; so are those of the prefecture beside the city's.
What a column without such words holds is told by columns.py and column_roles.py, half-years beside their year
by standing_columns.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from shirube.core.fiscal_year import fold_width
from shirube.core.form import FIGURES, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Raw
from shirube.readers.grid_rows import text_of
from shirube.readers.headings import find_heading_year, match_heading

_WHOLES = frozenset(("計", "合計", "総計", "総数", "全体", "男女計", "総合計"))
_MEN, _WOMEN = frozenset(("男", "男性", "男子")), frozenset(("女", "女性", "女子"))
# Whose figures they are: the narrowest place that a table names is that of the plan.
_PLACES = (
    frozenset(("市", "町", "村", "区", "本市", "本町", "本村", "当市", "当町", "当村")),
    frozenset(("県", "都", "道", "府", "本県", "県平均", "府平均", "県値")),
    frozenset(("国", "全国", "国平均", "全国平均", "国値", "全国値")),
)
_ANY_PLACE = frozenset(name for names in _PLACES for name in names)
_WORDS = _WHOLES | _MEN | _WOMEN | _ANY_PLACE
_OF_WHOLE = "うち"
# R5実績（男）, R5実績 計, R5男性: the part stands behind the figure, in one heading.
_BEHIND = late_pattern(
    r"(?P<base>.*?[^\s(])\s*\(?(?P<part>男女計|[男女][性子]?|[合総]?計|総数|全体|うち[^()]{1,12})\)?"
)
_LAST_LETTERS = frozenset("男女性子計数体)）")
_FIGURES_AND_MARKS = frozenset((*FIGURES, Role.RATE, Role.MARK, Role.DIFFERENCE))
_SHARE = late_pattern(r"率|割合|比|[%％]")
# A part is named by a word.
_LONGEST = 8
_FEWEST_ABOVE = 2
# Headings left of a group, and how long what stands below it may be.
_FEWEST_BESIDE = 4
_LONGEST_BELOW = 40
_FEWEST_REPEATED = 4
_MEASURES = frozenset(("量", "率", "数", "額", "値", "比"))
_WORD = late_pattern(r"[一-龠ァ-ヶ]{2}")


class HeadingPart(Struct, frozen=True):
    """A part of a figure, or the whole of it: its name, the headings of the figure, and what holds the whole.

    ``whole`` is "" where no column holds it, or where a share beside it (総数 | うち女性 | 女性比率) may be
    what counts.
    """

    name: str
    base: tuple[str, ...]
    whole: str
    is_whole: bool = False
    is_unclear: bool = False

    @property
    def is_of_others(self) -> bool:
        """True for the figures of the prefecture or the state beside those of the city."""
        return self.name in _ANY_PLACE and not self.is_whole

    @property
    def why(self) -> str:
        """Why the column is or is not the figure of the indicator."""
        if self.name in _ANY_PLACE:
            return (
                f"「{self.name}」の列のため、計画の値としました"
                if self.is_whole
                else f"「{self.whole}」の値ではないため、そのまま残しました"
            )
        if self.is_whole:
            return f"「{self.name}」の列のため、全体の値としました"
        if self.is_unclear:
            return (
                "合計のほかに割合の列があり、どれが指標の値か分からないため、指標の値とはみなしませんでした"
            )
        if self.whole:
            return f"全体の値が「{self.whole}」の列にあるため、内訳としてそのまま残しました"
        return "内訳の値だけで、計の列がないため、指標の値とはみなしませんでした"


class _Divided(Struct, frozen=True):
    """The headings of a column without the part, its name, and at which heading it stood alone, or -1."""

    base: tuple[str, ...]
    name: str
    level: int


def find_parts(columns: Sequence[tuple[str, ...]]) -> dict[int, HeadingPart]:
    """The columns that are a part of a figure or the whole of it, by their places."""
    divided = {place: found for place, headings in enumerate(columns) if (found := _divide(headings))}
    parts: dict[int, HeadingPart] = {}
    if any(one.name in _ANY_PLACE for one in divided.values()):
        parts = _part_places(divided)
        divided = {place: one for place, one in divided.items() if one.name not in _ANY_PLACE}
    for base in dict.fromkeys(one.base for one in divided.values()):
        group = {place: one.name for place, one in divided.items() if one.base == base}
        parts |= _settle(columns, base, group, divided)
    return parts


def _part_places(divided: Mapping[int, _Divided]) -> dict[int, HeadingPart]:
    """市 | 県 | 全国: those of the city are the plan's own; one place alone divides nothing."""
    said = {one.name for one in divided.values()} & _ANY_PLACE
    own = next(names & said for names in _PLACES if names & said)
    if len(said) < 2 or len(own) > 1:
        return {}
    whose = next(iter(own))
    return {
        place: HeadingPart(one.name, one.base, whose, is_whole=one.name == whose)
        for place, one in divided.items()
        if one.name in _ANY_PLACE
    }


def _settle(
    columns: Sequence[tuple[str, ...]],
    base: tuple[str, ...],
    group: Mapping[int, str],
    divided: Mapping[int, _Divided],
) -> dict[int, HeadingPart]:
    whole = next((place for place, name in group.items() if name in _WHOLES), None)
    if whole is not None:
        group = {**_find_siblings(columns, divided[whole]), **group}
        if any(_SHARE.search(name) for name in group.values()):
            return {place: HeadingPart(name, base, "", is_unclear=True) for place, name in group.items()}
        if len(group) > 1:
            said = group[whole]
            return {place: HeadingPart(name, base, said, place == whole) for place, name in group.items()}
    names = set(group.values())
    if names & _MEN and names & _WOMEN:
        own = next((" ".join(base) for headings in columns if _fill(headings) == base), "")
        return {place: HeadingPart(name, base, own) for place, name in group.items()}
    of_whole = {place: name for place, name in group.items() if name.startswith(_OF_WHOLE)}
    return {place: HeadingPart(name, base, " ".join(base)) for place, name in of_whole.items()}


def _divide(headings: tuple[str, ...]) -> _Divided | None:
    for level, text in enumerate(headings):
        name = _bare(text)
        if name in _WORDS or (name.startswith(_OF_WHOLE) and len(name) > len(_OF_WHOLE)):
            base = _fill((*headings[:level], *headings[level + 1 :]))
            return _Divided(base, name, level) if _are_of_figure(base) else None
    filled = _fill(headings)
    if not filled or (filled[-1][-1:] not in _LAST_LETTERS and _OF_WHOLE not in filled[-1]):
        return None
    match = _BEHIND.fullmatch(fold_width(filled[-1]))
    base = (*filled[:-1], match["base"]) if match else ()
    return _Divided(base, match["part"], -1) if match and _are_of_figure(base[-1:]) else None


def _find_siblings(columns: Sequence[tuple[str, ...]], whole: _Divided) -> dict[int, str]:
    """小学校 and 中学校 beside 計: words in its place below the same headings, of no meaning of their own."""
    found: dict[int, str] = {}
    for place, headings in enumerate(columns if whole.level >= 0 else ()):
        name = headings[whole.level].strip() if whole.level < len(headings) else ""
        base = _fill((*headings[: whole.level], *headings[whole.level + 1 :]))
        if name and base == whole.base and not match_heading(name) and not find_heading_year(name):
            found[place] = name
    return found


def _fill(headings: Sequence[str]) -> tuple[str, ...]:
    return tuple(text for text in headings if text)


def _bare(text: str) -> str:
    return "".join(fold_width(text).split()).removesuffix("(人)").strip("()")


def is_part_word(name: str) -> bool:
    """True for 男, 計, 全国 and the like, which name a part of a figure or the whole of it."""
    return _bare(name) in _WORDS


def _are_of_figure(base: Sequence[str]) -> bool:
    """True where headings without the part say which figure it is a part of: R5実績, 令和5年度."""
    return any(
        find_heading_year(text) or ((word := match_heading(text)) and word.role in _FIGURES_AND_MARKS)
        for text in base
    )


def heads_parts(above: Sequence[Raw], row: Sequence[Raw]) -> bool:
    """True for 男 | 女 | 計 below headings of figures, in a row of their own that names nothing else.

    Below a heading of names or units stand rows of the table.
    """
    cells = {column: name for column, cell in enumerate(row) if (name := _bare(text_of(cell)))}
    names = set(cells.values())
    if not names & _WORDS or len(names) < 2 or any(_is_no_word(name) for name in names):
        return False
    has_places = len(names & _ANY_PLACE) > 1 and names <= _ANY_PLACE
    if not (has_places or names & _WHOLES or (names & _MEN and names & _WOMEN)):
        return False
    heading = ""
    for column, cell in enumerate(above):
        heading = text_of(cell).strip() or heading
        if column in cells and not (heading and _are_of_figure((heading,))):
            return False
    return True


def repeat_below_years(above: Sequence[Raw], row: Sequence[Raw]) -> bool:
    """True for 75歳未満 | 全年齢 | 75歳未満 | 全年齢 below 2020年 | | 2019年 |: the same for each.

    Right below years figures seldom repeat, and hardly with a word in each of them.
    """
    columns = [column for column, cell in enumerate(row) if text_of(cell).strip()]
    if (
        len(columns) < _FEWEST_REPEATED
        or columns[0] == 0
        or not find_heading_year(text_of(above[columns[0]]))
    ):
        return False
    years = [column for column in columns if text_of(above[column]).strip()]
    names = [text_of(row[column]).strip() for column in columns]
    each, over = divmod(len(columns), len(years))
    if over or each < _FEWEST_ABOVE or len(years) < _FEWEST_ABOVE or years != columns[::each]:
        return False
    return (
        len(set(names[:each])) == each
        and names == names[:each] * len(years)
        # Behind the years how they differ may be said of each: 平成19年度 | | 平成26年度 | | 削減量.
        and all(find_heading_year(text_of(above[column])) for column in years[:_FEWEST_ABOVE])
        and not any(
            text_of(above[column]).strip()[:1].isdigit()
            for column in years[_FEWEST_ABOVE:]
            if not find_heading_year(text_of(above[column]))
        )
        and all(_is_measure(name) for name in names[:each])
    )


def _is_measure(name: str) -> bool:
    """True for 使用量, and for 量 and 率 alone, which no row has for a figure."""
    return not find_heading_year(name) and (name in _MEASURES or _WORD.search(name) is not None)


def stand_below_one(above: Sequence[Raw], row: Sequence[Raw]) -> bool:
    """True for モニタリング | 評価値 below 数値 | , in a row of nothing else, with one that is known."""
    cells = {column: name for column, cell in enumerate(row) if (name := _bare(text_of(cell)))}
    columns = list(cells)
    if len(columns) < _FEWEST_ABOVE or columns[0] == 0 or columns[-1] - columns[0] >= len(columns):
        return False
    if not all(
        match_heading(name) or (_WORD.search(name) and not _is_no_word(name)) for name in cells.values()
    ):
        return False
    heading, *others = (text_of(above[column]).strip() for column in columns)
    words = (match_heading(name) for name in cells.values())
    return (
        bool(heading) and not any(others) and any(word and word.role in _FIGURES_AND_MARKS for word in words)
    )


def stand_below_last(top: Sequence[Raw], row: Sequence[Raw]) -> bool:
    """True for two or more words below the last heading of a row alone, which is that of a group.

        施策名 | 指標 | 目標値 | 実績値 | 事業実施後の検証 |       |
               |      |        |        | 内部での評価     |       | 委員会の評価
               |      |        |        | 評価             | 理由  | 意見

    No row of the body has nothing at all left of there.
    """
    heads = [column for column, cell in enumerate(top) if text_of(cell).strip()]
    columns = [column for column, cell in enumerate(row) if text_of(cell).strip()]
    if len(columns) < _FEWEST_ABOVE or len(heads) < _FEWEST_BESIDE or columns[0] != heads[-1]:
        return False
    names = [text_of(row[column]).strip() for column in columns]
    return all(
        1 < len(name) <= _LONGEST_BELOW and not name.endswith("。") and parse_reading(name).quantity is None
        for name in names
    )


def are_parts_above(above: Sequence[Raw], row: Sequence[Raw]) -> bool:
    """True for 指標 | 男 | 女 | 計 over a row of headings that begins below 指標."""
    names = [_bare(text_of(cell)) for cell in above]
    if sum(name in _WORDS - _ANY_PLACE for name in names) < _FEWEST_ABOVE or text_of(row[0]).strip():
        return False
    return all(not name or name in _WORDS or match_heading(name) for name in names)


def _is_no_word(name: str) -> bool:
    return len(name) > _LONGEST or any(map(str.isdigit, name))
