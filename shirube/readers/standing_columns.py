"""Several columns of one year: 見込 beside 確定, 速報 beside 確報, half-years beside the whole year.

Of figures that differ in how final they are the most final one counts; the others become earlier readings of
the same actual, so that nothing is lost and the table comes out with both columns again. How a cell says its
own standing (12人(見込)) is told by core/notation.py; what becomes of half-years by columns.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from re import Pattern

from msgspec.structs import replace

from shirube.core.fiscal_year import FiscalYear, fold_width
from shirube.core.form import Role
from shirube.core.pattern import late_pattern
from shirube.core.reading import Reading, Standing
from shirube.readers.result import UnderstoodColumn
from shirube.readers.table import Table

# Words of headings, the narrow before the wide: 決算見込 is no 決算.
_WORDS: tuple[tuple[Standing, Pattern[str]], ...] = (
    (Standing.EXPECTED, late_pattern(r"見込み?(?!客|生|量|数)|推計")),
    (Standing.PROVISIONAL, late_pattern(r"速報|暫定|概算|仮集計|未確定")),
    (Standing.FINAL, late_pattern(r"確定|確報|決算")),
)
_HINTS = ("見込", "推計", "速報", "暫定", "概算", "仮集計", "確定", "確報", "決算")
_PART_OF_YEAR = late_pattern(
    r"\d{1,2}月?\s*[~～-]\s*\d{1,2}\s*月期?|[上下]半?期"
    # 後期基本計画 is a plan of several years, and so is what stands above a year: 後期計画 R6.
    r"|[前後]期(?!(?:基本|実施|行動|推進|総合)(?:計画|プラン)|計画期間|(?:計画|戦略|プラン)[\s(（]+(?:令和|平成|[RＲHＨ]|20\d\d))"
    r"|年度?[前後]半|第[1-4１-４一二三四](?:四半)?期"
    r"|(?<!\d)(?:[4-9]|1[0-2])月(?:末|\d{1,2}日(?=現在|時点))|中間期?(?=実績|の?値|$)"
)
# What is counted by 第1期 as quarters are.
_PLANS = ("計画", "戦略", "プラン", "ビジョン")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_SIGNS_OF_PARTS = frozenset("月期半中")
# What was seen when the plan was judged, before the figure was settled: 評価値 beside 確定値.
_AT_JUDGEMENT = late_pattern(r"事後評価|評価値")
# From what is known first to what counts in the end.
_ORDER = (Standing.EXPECTED, Standing.PROVISIONAL, Standing.FINAL)
_ROLES = (Role.ACTUAL, Role.MARK, Role.RATE)
STANDINGS = {standing.value: standing for standing in _ORDER}


def find_standing(title: str) -> Standing:
    """How final the figures below a heading are; UNSTATED where it does not say so."""
    folded = fold_width(title)
    if not any(map(folded.__contains__, _HINTS)):
        return Standing.UNSTATED
    return next((standing for standing, pattern in _WORDS if pattern.search(folded)), Standing.UNSTATED)


def find_year_part(title: str) -> str:
    """The part of a year that a heading speaks of (上半期, 4~9月, 9月末); "" for the whole year."""
    if _SIGNS_OF_PARTS.isdisjoint(title):
        return ""
    match = _PART_OF_YEAR.search(" ".join(title.translate(_DIGITS).split()))
    if match and match.group() in ("前期", "後期") and "目標" in title:
        return ""  # 前期目標 is that of the first half of a plan
    if match and match.group()[-2:] != "半期" and match.group()[0] == "第" and any(map(title.count, _PLANS)):
        return ""  # 第1期実施計画における目標値 is that of the first of several plans
    return match.group() if match else ""


def settle_standings(found: Sequence[UnderstoodColumn], table: Table) -> list[UnderstoodColumn]:
    """The columns, those of a less final standing beside a more final one marked as its part."""
    groups: dict[tuple[Role, FiscalYear | None], list[UnderstoodColumn]] = {}
    for item in found:
        if item.column.role in _ROLES and not item.column.part and item.column.year is not None:
            groups.setdefault((item.column.role, item.column.year), []).append(item)
    changed: dict[int, UnderstoodColumn] = {}
    for group in groups.values():
        for item, standing in _find_lesser(group, table):
            changed[item.index] = _set_apart(item, standing)
    return [changed.get(item.index, item) for item in found]


def rank_standings(titles: Sequence[str]) -> list[Standing] | None:
    """The standing of each of several headings for one year; None where they do not tell them apart.

    A heading without such a word beside others that have one is the final figure.
    """
    standings = [find_standing(title) for title in titles]
    if Standing.FINAL in standings:
        judged = [_AT_JUDGEMENT.search(title) is not None for title in titles]
        open_ = [one is Standing.UNSTATED and at for one, at in zip(standings, judged, strict=True)]
        pairs = zip(standings, open_, strict=True)
        standings = [Standing.PROVISIONAL if is_open else one for one, is_open in pairs]
    if len(standings) < 2 or all(standing is Standing.UNSTATED for standing in standings):
        return None
    settled: list[Standing] = [
        Standing.FINAL if standing is Standing.UNSTATED else standing for standing in standings
    ]
    return settled if len(set(settled)) == len(settled) else None


def _find_lesser(group: Sequence[UnderstoodColumn], table: Table) -> list[tuple[UnderstoodColumn, Standing]]:
    standings = rank_standings([item.column.title for item in group])
    if standings is None:
        return []
    pairs = sorted(zip(standings, group, strict=True), key=lambda pair: _ORDER.index(pair[0]))
    chosen = pairs[-1][1]
    if chosen.column.role is not Role.ACTUAL:
        # A mark of the final figure that nobody has given yet does not hide the one given so far.
        filled = [item for _, item in pairs if _is_filled(table, item.index)]
        chosen = filled[-1] if filled else chosen
    return [(item, standing) for standing, item in pairs if item is not chosen]


def _is_filled(table: Table, column: int) -> bool:
    return any(table.grid.rows[row][column] != "" for row in table.body)


def _set_apart(item: UnderstoodColumn, standing: Standing) -> UnderstoodColumn:
    role = Role.ACTUAL if item.column.role is Role.ACTUAL else Role.EXTRA
    what = "値" if role is Role.ACTUAL else "評価・達成率"
    return UnderstoodColumn(
        item.index,
        replace(item.column, role=role, part=standing.value),
        f"{item.why}。同じ年度により確かな列があるため、{standing.value}の{what}として残します",
        90,
    )


def give_standing(reading: Reading, standing: Standing) -> Reading:
    """The reading with the standing of its column, unless it is missing or its cell says another one."""
    if standing is Standing.UNSTATED or reading.is_missing or reading.standing is not Standing.UNSTATED:
        return reading
    return replace(reading, standing=standing)
