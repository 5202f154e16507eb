"""What the title of a table says of its plan: the plan's own name, and the municipality it belongs to.

Which line is the title, and of which year it speaks, is told by surroundings.py.
"""

from __future__ import annotations

import re

from shirube.core.pattern import late_pattern

_OPENING, _CLOSING = "「『【〔〈《(（[［", "」』】〕〉》)）]］"
_ERA_YEAR = r"(?:令和|平成|昭和|㋿)\s?(?:元|\d{1,2})\s?年?度?|[RHSＲＨＳ]\s?(?:元|\d{1,2})(?!\d)\s?年?度?"
_YEAR = rf"(?:{_ERA_YEAR}|(?:19|20)\d\d\s?年度)"
# What may stand before the name: 【資料1】, 資料2-1, 令和6年度（2024年度）における, 令和6年度版.
_FRONT = late_pattern(
    r"(?:[\s　]|[【\[(（〔]?(?:参考|別添|追加|当日)?(?:資料|別紙|別表|様式|議案)(?:第|[Nn][oO]\.?)?\s?"
    r"[\d一二三四五六七八九十][\d一二三四五六七八九十の－-]*号?(?:[】\])）〕]|(?!\w))|"
    rf"[【\[(（〔]?{_YEAR}(?:\s?[~～〜－-]\s?{_YEAR})?(?:\s?[(（]\s?(?:19|20)\d\d\s?年?度?[)）])?"
    r"(?:分|版|末|当初)?[】\])）〕]?(?:における|に係る|にかかる|に関する|の)?)*+"
)
_BEGINS_FRONT = frozenset(" 　【[(（〔参別追当資様議令平昭㋿RHSＲＨＳ12")
# A plan is called so; what only begins like one (計画期間, 計画値, 方針決定, 計画策定会議) is none.
_KIND = late_pattern(
    r"(?:計画|プラン|戦略|ビジョン|構想|方針|マニフェスト|大綱|指針|プログラム)"
    r"(?!期間|年度|値|額|数|どおり|通り|的|決定|策定|推進会議|審議会|委員会|会議|本部|課|室|係)"
)
_PART = late_pattern(
    r"[【\[(（〔]?\s?(?:基本|重点|個別)?(?:戦略|方針|プログラム|プラン)\s?"
    r"[\d０-９Ⅰ-Ⅻ①-⑳]{1,2}(?:[】\])）〕.．:：\s　]|$)"
)
_BEGINS_PART = frozenset(("基本", "重点", "個別", "戦略", "方針", "プロ", "プラ"))
# Behind the name: an ordinal or an edition in brackets, the year it is called after.
_TAIL = late_pattern(
    r"\s?[(（](?:第[\d一二三四五六七八九十]+[期次版]|改[定訂]版?|[前後]期|中間見直し版?)[)）]|(?:20\d\d|[ⅠⅡⅢⅣⅤ])(?!\s?年)"
)
_BEGINS_TAIL = frozenset("(（2ⅠⅡⅢⅣⅤ")
# From here on a title speaks of the report and not of the plan.
_REPORT = late_pattern(
    r"(?<!\s)\s?(?:の|に掲げる|に係る|における|に基づく)?(?:重点|主な|各)?"
    r"(?:進捗|進行管理|実施状況|取組|達成状況|評価|点検|検証|数値目標|成果指標|指標|目標値?の|事後評価|実績|年次報告|KPI|ＫＰＩ).*$"
)
_OF_REPORT = late_pattern(r"進捗|評価|報告|一覧|状況|調書|シート|点検|検証|管理表")
# What may stand before the municipality: 第3期, 第2次改訂版, 新.
_ORDINAL = late_pattern(r"(?:(?:第?[\d一二三四五六七八九十]+[期次版回]|新|改[訂定]版)[\s　・]*)*+")
_BEGINS_ORDINAL = frozenset("第新改一二三四五六七八九十")
_MUNICIPALITY = late_pattern(
    r"(?:[^\s市区町村]{2,3}[都道府県])?"
    r"((?:[^\s市区町村都道府県・、「『【〔（(]|(?<=^[四廿])日市){1,6}?[市区町村])(?![市区町村場民内街])"
)
# These end like one and are none: 農村振興計画, 地区計画, 特区.
_NO_MUNICIPALITY = (
    "農村",
    "山村",
    "漁村",
    "農山漁村",
    "地区",
    "校区",
    "学区",
    "街区",
    "特区",
    "保護区",
    "工区",
    "朝市",
)


def names_plan(line: str) -> bool:
    """True for a line in which some plan is named: 環境基本計画の進捗状況, and not 計画期間 alone.

    【方針1】 and 戦略Ⅱ at the beginning of a line are parts of one.
    """
    is_part = line.lstrip(_OPENING).lstrip()[:2] in _BEGINS_PART and _PART.match(line)
    return _KIND.search(line) is not None and not is_part


def parse_plan_name(title: str) -> str:
    """The plan's name within a title: years, numbers of papers and words such as 進捗状況まとめ cut off.

    The whole title where it names no plan, and nothing can be cut off.
    """
    whole = title.strip()
    text = whole[_end_of_front(whole) :].strip()
    if not text:
        return whole
    if text[0] in _OPENING and (quoted := _take_quoted(text)):
        text = quoted
    parts = re.split(r"[\s　]+", text)
    at = next((place for place, part in enumerate(parts) if _KIND.search(part)), None)
    if at is None:
        report = _REPORT.search(text)
        return (text[: report.start()] if report and report[0][0] == "の" else text) or whole
    before = [part for part in parts[:at] if not _OF_REPORT.search(part)]
    return " ".join([*before, _cut_behind_name(parts[at])])


def _end_of_front(title: str) -> int:
    """Where the name may begin; a plan called after a year (2030年度ビジョン) is not cut."""
    # Most titles begin with the name.
    match = _FRONT.match(title) if title[:1] in _BEGINS_FRONT else None
    end = match.end() if match else 0
    is_name = end and not title[end - 1].isspace() and re.match("プラン|戦略|ビジョン|構想|計画", title[end:])
    return 0 if is_name else end


def _take_quoted(text: str) -> str:
    """「みどり市健康増進計画」指標一覧 → みどり市健康増進計画; "" where the brackets hold no plan."""
    closing = _CLOSING[_OPENING.index(text[0])]
    inner, found, _ = text[1:].partition(closing)
    return inner if found and _KIND.search(inner) else ""


def _cut_behind_name(part: str) -> str:
    """総合計画実施計画進行管理表 → 総合計画実施計画: up to the last word that means a plan."""
    short = _REPORT.sub("", part)
    text = short if _KIND.search(short) else part
    end = [match.end() for match in _KIND.finditer(text)][-1]
    tail = _TAIL.match(text, end) if text[end:].lstrip()[:1] in _BEGINS_TAIL else None
    end = tail.end() if tail else end
    # 社会資本総合整備計画(地域住宅計画): a bracket that is open is closed again.
    for opening, closing in zip(_OPENING, _CLOSING, strict=True):
        if text.count(opening, 0, end) > text.count(closing, 0, end) and text[end : end + 1] == closing:
            end += 1
    return text[:end]


def parse_municipality(title: str) -> str:
    """The municipality that a title begins with; "" where it names none."""
    text = title.strip()
    text = text[_end_of_front(text) :].lstrip(_OPENING)
    begin = _ORDINAL.match(text) if text[:1] in _BEGINS_ORDINAL or text[:1].isdecimal() else None
    match = _MUNICIPALITY.match(text[begin.end() :] if begin else text)
    found = match.group(1) if match else ""
    return "" if found.endswith(_NO_MUNICIPALITY) else found
