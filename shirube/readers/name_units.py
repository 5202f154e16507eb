"""Units in the name of an indicator (受講率【%】, 来館者数(千人)), or above the whole table (単位：千円).

They count where neither a column nor the figures say a unit. The name stays as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import fold_width
from shirube.core.form import Role
from shirube.core.indicator import Indicator
from shirube.core.pattern import late_pattern
from shirube.core.plan import Plan
from shirube.readers.amendments import Amendment, amend_indicators
from shirube.readers.direction_words import ARROWS
from shirube.readers.result import ReadPlan, UnderstoodColumn

_IN_BRACKETS = late_pattern(
    r"[(【\[〔<](?P<stated>\s*単位\s*[:/]?\s*)?(?P<unit>[^()【】\[\]〔〕<>]{1,14})[)】\]〕>]"
)
_SCALE = r"(?:十|百|千|十万|百万|千万|万|億|十億|百億|兆)?"
_ALL_UNITS = (
    _SCALE
    + r"(?:%|‰|ポイント|pt|円|ドル|人|名|者|世帯|戸|件|回|社|店舗?|団体|組織|施設|か所|[ケヶカヵ]所|箇所|"
    r"校|園|館|棟|室|台|本|冊|点|枚|部|個|品目|種類?|項目|袋|箱|基|灯|池|TEU|台数|床|席|足|着|丁|対|筆|曲|口座|羽数|床|面|門|隻|機|車両|両|往復|区画|路線|便|地区|機関|橋|自治会|組|組合|法人|事業所|企業|経営体|農家|頭|羽|匹|株|"
    r"日|週|か?月|[ケヶカヵ]月|年|時間|分|秒|歳|位|倍|割|度|℃|歩|食|kcal|mmHg|"
    r"[kcm]?m[23²³]?|[㎡㎢㎥㎞㎝㎜]|ha|[kmM]?[gtlL]|[㎏㌧]|[kMG]?Wh?|[kMGT]?J|kL|kl|[kM]?[gt]-(?:CO2|C|NOx|SOx)|トン|dB|ppm|mg/[lL]|Bq|"
    r"(?:キロ|ミリ|マイクロ)?グラム|(?:平方|立方)?(?:キロ|センチ|ミリ)?メートル|ヘクタール|アール|(?:キロ|ミリ)?リットル|キロワット(?:時|アワー)?|パーセント|"
    r"人泊|人日|人・?時間|台キロ|延べ人|人回|点数?|票|口|区|市町村|国)"
    r"(?:/(?:年(?:・億台キロ)?|億台キロ|km・?年|月|日|\d{1,2}(?:時間|h)|人|回|世帯|ha|10a|1?[0-9]{0,3}km2?|人・日|m[23]|千m[23]|kg|t|㌧|トン|(?:十|百|千|百万|億)?円|床|リットル|立方メートル|千人|[1-9]0{1,2}万?人|[百千万]人|件|便|校|施設|千戸|百戸))?"
)
_UNIT = late_pattern(_ALL_UNITS)
# A name with any other letter need not be asked.
_LETTERS_OF_UNITS = frozenset(_ALL_UNITS)
# How a figure is counted, beside its unit in one pair of brackets: (累計・件), (件、年間).
_COUNTED = late_pattern(
    r"(?:期間|年度?末)?(?:累計|累積)|年間|年度?末|単年度?|延べ|[1一]日平均|月平均|年平均|平均|\d+[年か月]+間"
)
_BETWEEN = late_pattern(r"(?<!\s)\s*+[・、,]\s*")

# 人/月 is one unit: a time stands behind the stroke. 人/件 are two.
# [単位] 億円 has the brackets around the label alone.
_STATED = (
    r"単位\s*+[\])】〕]?+\s*+[:/は]?\s*+(?P<unit>[^\s:()、,・/】\]〕]{1,8}(?:/(?:年度?|か?月|週|日|時間?|回))?)"
    r"(?:[、,]\s*+税[抜込]き?)?\s*+[)\]】〕]?"
)
# （効果額の単位：千円） says of what it is the unit: of the figures below.
_OF_WHAT = r"(?:[^\s:()の]{1,8}の)?"
_UNIT_LINE = late_pattern(r"[(\[【〔]?\s*" + _OF_WHAT + _STATED)
# ※単位はすべてパーセントです。 below a table.
_UNIT_SAID = late_pattern(
    r"[※*]?\s*(?:表中の)?(?:数値の)?単位は、?(?:すべて|全て|いずれも)(?P<unit>[^\s:()、。]{1,8}?)(?:です|とする)?。?"
)
# What may follow a unit: 転出超過（人） ⇩.
_BEHIND_UNIT = f" 　{ARROWS}"
# The same at the end of a title: 行政改革（単位：千円）.
_UNIT_BEHIND = late_pattern(r"(?:^|[(\[【〔\s])" + _OF_WHAT + _STATED + "$")
_CLOSING = frozenset(")）】]］〕>＞")
# A name longer than this is a name, though it may read like a unit.
_LONGEST_UNIT = 4
_LONGEST_PART = 8
_LONGEST_ALONE = 12
# No unit ends in one of these.
_AMOUNTS = ("数", "率", "量", "額")


def find_name_unit(name: str) -> str:
    """The unit that the last brackets of a name hold, as written; "" where they hold anything else.

    Brackets that say 単位 may hold any word.
    """
    name = name.rstrip(_BEHIND_UNIT)
    short = len(name) <= _LONGEST_UNIT
    if name[-1:] not in _CLOSING and "単位" not in name and not (short and _CLOSING & set(name)):
        # The usual name, at no cost.
        if short and _is_unit_alone(name):
            return name.strip()
        # 空家の件数（累計・件） of an activity's cell was taken apart too.
        return _find_beside_count(fold_width(name)) if _may_be_counted(name) else ""
    found = ""
    for match in _IN_BRACKETS.finditer(fold_width(name)):
        unit = match["unit"].strip()
        if match["stated"] or _UNIT.fullmatch(unit):
            found = unit
        elif counted := _find_beside_count(unit):
            found = counted
    return found or (name.strip() if _is_unit_alone(name) else "")


def _may_be_counted(name: str) -> bool:
    return len(name) <= _LONGEST_PART and ("・" in name or "、" in name)


def _find_beside_count(text: str) -> str:
    """件 of 累計・件; "" where anything but one unit and how it is counted stands there."""
    parts = _BETWEEN.split(text)
    rest = [part for part in parts if not _COUNTED.fullmatch(part)] if len(parts) == 2 else []
    return rest[0] if len(rest) == 1 and _UNIT.fullmatch(rest[0]) else ""


def _is_unit_alone(name: str) -> bool:
    """True for a name that is nothing but a unit: an activity's cell 「相談会の開催(回)」 was taken apart."""
    folded = fold_width(name).strip()
    if len(name.strip()) > _LONGEST_UNIT or not _LETTERS_OF_UNITS.issuperset(
        sign for sign in folded if sign.isalpha()
    ):
        return False
    return _UNIT.fullmatch(folded) is not None


def give_name_unit(item: Indicator) -> Indicator:
    """The indicator with the unit of its name, where nothing else says one."""
    unit = "" if item.unit else find_name_unit(item.name) or _find_before_part(item.name)
    return replace(item, unit=unit) if unit else item


def _find_before_part(name: str) -> str:
    """The unit before the part that tells rows of one name apart: 受診率（％） 男."""
    whole, _, part = name.rpartition(" ")
    return find_name_unit(whole) if 0 < len(part) <= _LONGEST_PART and whole[-1:] in _CLOSING else ""


def find_table_unit(lines: Iterable[Sequence[str]]) -> str:
    """The one unit that a cell above the table states for all of it; "" for none, and for several."""
    units = {unit for cells in lines for text in cells if (unit := _find_stated(text))}
    return units.pop() if len(units) == 1 else ""


def _find_stated(text: str) -> str:
    """千円 of （単位：千円） at the end of a line, and of （千円） with a cell to itself."""
    if "単位" in text:
        folded = fold_width(text).strip()
        match = _UNIT_SAID.fullmatch(folded) or _UNIT_BEHIND.search(folded)
        return match["unit"].replace("パーセント", "%") if match else ""
    if not 2 < len(text) <= _LONGEST_ALONE or text[-1] not in _CLOSING:
        return ""
    alone = _IN_BRACKETS.fullmatch(fold_width(text).strip())
    return alone["unit"] if alone and _UNIT.fullmatch(alone["unit"]) else ""


def find_heading_unit(columns: Sequence[UnderstoodColumn]) -> str:
    """The unit that the headings of all targets and actuals carry: 目標値（人）, 実績値（人）.

    満足度（％） over the years of the actuals says it of the target beside them too.
    """
    figures = [item.column for item in columns if item.column.role in (Role.TARGET, Role.ACTUAL)]
    units = {
        (column.role, next(filter(None, map(find_name_unit, reversed(column.headings))), ""))
        for column in figures
    }
    said = {unit for role, unit in units if unit or role is Role.ACTUAL}
    return said.pop() if len(said) == 1 else ""


def give_heading_unit(read: ReadPlan) -> ReadPlan:
    """A rewritten table whose own headings all carried one unit: 計画(ha), 実績(ha) below years."""
    if any(item.unit for item in read.plan.indicators):
        return read
    figures = [title for title, role in read.source_roles if role in (Role.TARGET, Role.ACTUAL)]
    units = set(map(find_name_unit, figures))
    if len(units) != 1 or "" in units:
        return read
    unit = units.pop()
    plan = amend_indicators(read.plan, (give_table_unit(unit),))
    said = describe_table_unit(plan, unit, read.grid.file, read.grid.name)
    return replace(read, plan=plan, findings=(*read.findings, *said))


def match_unit_line(text: str) -> re.Match[str] | None:
    """A cell that says 「（単位：千円）」 and nothing else."""
    if "単位" not in text or len(text) > 20:
        return None
    folded = fold_width(text).strip()
    if folded.startswith("単位") and folded.endswith(_AMOUNTS):
        # 単位互換数 and 単位取得者数 are names.
        return None
    return _UNIT_SAID.fullmatch(folded) or _UNIT_LINE.fullmatch(folded)


def give_table_unit(unit: str) -> Amendment | None:
    """Gives the unit above the table to indicators that say none; None where there is no such unit."""
    return (lambda item: item if item.unit else replace(item, unit=unit)) if unit else None


def describe_table_unit(plan: Plan, unit: str, file: str, sheet: str) -> Iterator[Finding]:
    """That the unit above the table was given to indicators."""
    named = sum(item.unit == unit for item in plan.indicators) if unit else 0
    if named:
        yield Finding(
            code="unit-of-table",
            level=Level.INFORMATION,
            place=Place(file=file, sheet=sheet),
            message=f"表の上か見出しに単位が書かれているため、単位のない指標の単位を「{unit}」とみなしました。",
            remedy="単位の違う指標があれば、単位の列を設けて記入してください。",
        )


def describe_name_units(columns: Sequence[UnderstoodColumn], plan: Plan) -> tuple[UnderstoodColumn, ...]:
    """The columns, the one with the names saying which units were found there."""
    if any(item.column.role is Role.UNIT for item in columns):
        return tuple(columns)
    named = dict.fromkeys((item.name, item.unit) for item in plan.indicators if item.unit)
    units = dict.fromkeys(unit for name, unit in named if find_name_unit(name) == unit)
    levels = [item for item in columns if item.column.role is Role.LEVEL]
    names = next((item for item in columns if item.column.role is Role.INDICATOR), None)
    holder = names or (max(levels, key=lambda item: item.column.level or 0) if levels else None)
    if not units or holder is None:
        return tuple(columns)
    shown = "、".join(list(units)[:5]) + ("など" if len(units) > 5 else "")
    why = f"{holder.why}。値に単位がない指標は、名前の中の（{shown}）を単位とみなしました"
    return tuple(replace(item, why=why) if item is holder else item for item in columns)
