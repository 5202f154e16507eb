"""Lines above figures that name none of them, and those that say how what they name is measured.

下水道処理人口普及率＝下水道を利用できる人口（人）／総人口（人）
定量的指標の現況値及び目標値
当初現況値   最終目標値   最終実績値

Or in a sentence: 市街地の道路のうち無電柱化された割合。毎年の調査により算出する。
"""

from __future__ import annotations

from shirube.core.fiscal_year import fold_width
from shirube.core.pattern import late_pattern

_SAYS_NOTHING = late_pattern(
    r"(?:[\W\d]|主な|定量的|アウトカム|アウトプット|数値|指標|目標|実績|成果|進捗|達成|年度別|現況|及び|[値との])*+"
    r"(?:状況|推移|一覧|経過|グラフ|現状|度|表)?[\W\d]*"
)
# What a part of a form is about, whatever the form: ○事業概要, 2 事業の目的・内容.
_PART_OF_FORM = late_pattern(
    r"[\W\d]*+(?:(?:事務事業|事業|取組|取り組み|施策|計画|業務|事務)の?)?(?:概要|目的|内容|背景|対象|手段|基本情報|基本事項|現状|課題|成果|実績|コスト|評価(?:結果)?|今後の方向性?)"
    r"(?:(?:[\W\d]|及び|と)*+(?:概要|目的|内容|背景|対象|手段|課題|実績|等)){0,2}[\W\d]*+"
)
# What is measured, and how: by one figure divided by another.
_DEFINED = late_pattern(r"(?P<name>[^=:。、*※(]{2,40})=(?P<how>[^=。]{4,200})")
_QUOTIENT = ("/", "÷")
_MEASURED = late_pattern(
    r"(?:[本当]指標は、)?(?P<name>[^。]{4,120}(?:割合|率|数|面積|人口|延長|量))。[^。]{2,120}(?:算出|測定|計測|集計)(?:する|した|します)。?"
)
_MEASURES = ("割合", "率", "数", "面積", "人口", "延長", "量", "額", "件数")
# Or what shall come of it: 拠点数の増加.
_AIMS = tuple(f"の{aim}" for aim in ("増加", "減少", "向上", "確保", "改善", "短縮", "縮減", "削減", "解消"))
# 冬期交通の確保(Σ除雪延長／Σ対象延長)
_IN_BRACKETS = late_pattern(r"(?P<name>[^=:。、*※(]{4,60})\((?=[^()]*Σ)[^()]{2,100}[/÷][^()]{2,100}\)")
_LONGEST = 60
_COUNTING = "0123456789①②③④⑤⑥⑦⑧⑨⑩ 　.)"


def says_nothing(line: str) -> bool:
    """True for a line that only leads to the figures below it: (1) 数値の状況, 現況値及び目標値."""
    return len(line) <= _LONGEST and _SAYS_NOTHING.fullmatch(fold_width(line)) is not None


def names_part_of_form(line: str) -> bool:
    """True for ○事業概要, which heads a part of a form and no group of indicators."""
    return len(line) <= _LONGEST and _PART_OF_FORM.fullmatch(fold_width(line)) is not None


def names_measure(line: str) -> bool:
    """True for a line that ends with what is counted: 対策が必要な箇所の解消数."""
    bare = line.strip()
    return len(bare) <= _LONGEST and "。" not in bare and bare.endswith((*_MEASURES, *_AIMS))


def find_defined_name(line: str) -> str:
    """普及率 of 普及率＝利用できる人口÷総人口; "" for a line that does not say how something is measured."""
    if "。" in line and (measured := _MEASURED.fullmatch(line.strip())):
        return measured["name"]
    if "Σ" in line and (summed := _IN_BRACKETS.fullmatch(fold_width(line).strip())):
        return summed["name"].lstrip(_COUNTING).rstrip()
    if "=" not in line and "＝" not in line:
        return ""
    match = _DEFINED.fullmatch(fold_width(line).strip())
    if match is None or not any(sign in match["how"] for sign in _QUOTIENT):
        return ""
    return match["name"].lstrip(_COUNTING).rstrip()
