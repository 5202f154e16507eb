"""Names that tell which way is good: nobody wants more of 待機児童数 and 市債残高, or less of 人口 and 税収.

Only a name that ends in the thing itself and a word for its amount counts: of 事故防止教室の参加者数 more is
better. Signs in names (待機児童数 ↓) are read by direction_words.py; what follows is said by directions.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from shirube.core.fiscal_year import fold_width
from shirube.core.pattern import late_pattern

_THINGS = (
    "待機児童|待機者|事故|火災|出火|犯罪|刑法犯|死亡|死者|死傷者|負傷者|"
    "自殺|自死|孤立死|滞納|未収|不納欠損|"
    "(?:市|町|村|区|県|地方|公)債|借入金?|債務|赤字|公債費|将来負担|経常収支|"
    "ごみの?(?:総?排出|最終処分)?|廃棄物の?(?:総?排出|発生|処分)?|最終処分|食品ロス|不法投棄|"
    "ガスの?(?:総?排出)?|(?:二酸化炭素|CO2)の?(?:総?排出)?|"
    "エネルギーの?(?:消費|使用)|電[気力]の?使用|漏水|断水|停電|"
    "苦情|不登校|喫煙|肥満|高血圧|有病|むし歯|う蝕|欠食|低栄養|低出生体重|"
    "(?:ガソリン|軽油|灯油|重油|燃料|都市ガス|LPG)の?(?:使用|消費|購入)|水道?の?使用(?=水?量|額)|用紙類?の?(?:使用|購入)|"
    "コピー(?:用紙)?の?使用|企業債|資金不足|欠損金|基金の?取り?崩し|経年化(?:設備|管路)?|老朽化|ごみの?焼却|"
    "職員給与費?(?:対医業収益)?|(?:人件|材料|薬品)費(?:対医業収益)?|食塩の?摂取|"
    r"(?:朝食を)?欠食する[^、。\s]{1,12}|(?:むし歯|う歯|う蝕|歯周[病炎])(?:のある|を有する)|う歯|歯周[病炎]|"
    "メタボリックシンドロームの?(?:該当者|予備群|該当者及び予備群)|(?:クマ|熊|獣|イノシシ|サル|シカ)の?(?:目撃|出没)|平均在院|待ち|"
    "(?:到着|(?<!利用)所要|放水開始|収容)(?=までの?所要時間|時間)|"
    "離職|失業|耕作放棄地?|荒廃農地|遊休農地|空き?家|空き?店舗|被害|転出|転出超過|時間外勤務|超過勤務|残業"
)
# One of these stands in each of them: it rules most names out without a pattern.
_LETTERS = frozenset(
    "着所放収油燃LＬ水紙コ足崩朽却与費塩メ撃没院"
    "待故火犯死傷殺滞収欠債借赤経担ご廃処ロ棄ガ酸CＣエ電漏断苦登喫煙肥圧病歯蝕低離失耕荒遊空被転残超外"
)
# Of these more is better, though what they take the place of shall become less.
_BENIGN = late_pattern(
    r"再生|再エネ|(?:新|自然)エネ|木質|バイオ|雨水|中水|グリーン|クリーン|地元|[市町村県国]産|地場"
)
_WHOSE = "(?:死傷者|負傷者|死者|者|世帯|児童|生徒|人口|発生|認知|金|総|等)"
_AMOUNT = "(?:件数|人数|戸数|棟数|本数|日数|比率|割合|金額|残高|面積|時間数?|数|率|額|量)"
_FALLING = late_pattern(
    rf"(?<![無非未脱])(?:{_THINGS}){_WHOSE}{{0,3}}の?(?:年間|延べ|総)?{_AMOUNT}"
    r"(?:\s*[(\[【][^()\[\]【】]{0,12}[)\]】]){0,2}$"
)
_BREAK_EVEN = Decimal(100)
# What becomes less with the people, so that plans promise to slow that down.
_RISING = late_pattern(
    r"(?:^|の)(?:総|定住|年少|生産年齢|給水|水洗化|[^\s]{1,4}[市町村区]の?)?人口(?:の?(?:総数|推計))?(?:\s*[(\[【][^()\[\]【】]{0,12}[)\]】]){0,2}$"
    r"|(?:出生数|出生率|利益|収益|収入|税収|売上高?|黒字額?|従業者数|就業者数|事業所数|産出額|出荷額等?|販売額|生産額"
    r"|有収水量|回収率|総収支比率|入込客数|観光客数|宿泊者数|(?:来|入)(?:館|場|園|訪)者数|乗降?客数|輸送人員"
    r"|貸出(?:冊|点|資料)?数|満足度|の(?:増加|拡大|延伸|上昇|向上))(?:\s*[(\[【][^()\[\]【】]{0,12}[)\]】]){0,2}$"
)
# In what such a name ends, brackets behind it and spaces among them.
_ENDS = frozenset("口計数率益入収高額等量員度加大伸昇上)]】）］ 　")


def find_falling_names(labels: Mapping[str, str]) -> frozenset[str]:
    """The keys of the names that tell by themselves that less is better."""
    return frozenset(
        key for key, name in labels.items() if not _LETTERS.isdisjoint(name) and is_falling_name(name)
    )


def may_mean_both(name: str, figures: Iterable[Decimal]) -> bool:
    """True for 経常収支比率 around 100 %: of a budget less of it is better, of a water works more.

    ``figures`` are all that is known of it; a budget that spends more than it takes in is rare.
    """
    return "経常収支比率" in name and max(figures, default=Decimal(0)) >= _BREAK_EVEN


def is_rising_name(name: str) -> bool:
    """True for a name that ends in what everybody wants more of, though a plan may expect less of it."""
    return name[-1:] in _ENDS and _RISING.search(fold_width(name)) is not None


def is_falling_name(name: str) -> bool:
    """True for a name that ends in what everybody wants less of, with a word for its amount."""
    folded = fold_width(name)
    return _FALLING.search(folded) is not None and not _BENIGN.search(folded)
