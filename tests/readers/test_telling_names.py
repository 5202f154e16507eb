"""Names that tell by themselves which way is good."""

from __future__ import annotations

import pytest

from shirube.core.finding import Level
from shirube.readers.telling_names import find_falling_names, is_falling_name, is_rising_name
from tests.readers.tables import read_one

_FALLING = (
    *(
        "救急車の現場到着時間(平均)",
        "建物火災の放水開始時間(平均)",
        "病院収容までの所要時間",
        "待機児童数",
        "保育所等利用待機児童数",
        "特別養護老人ホームの待機者数",
        "交通事故件数",
        "交通事故死者数",
    ),
    *(
        "市税滞納額",
        "滞納世帯数",
        "国保税の収入未収額",
        "借入金残高",
        "市債残高",
        "町債残高（億円）",
        "将来負担比率",
    ),
    *(
        "1人1日当たりのごみ排出量",
        "最終処分量",
        "温室効果ガス排出量",
        "二酸化炭素排出量",
        "ＣＯ２排出量",
        "CO2排出量",
    ),
    *(
        "エネルギー消費量",
        "火災発生件数",
        "刑法犯認知件数",
        "自殺者数",
        "自殺死亡率",
        "喫煙率",
        "喫煙者の割合",
    ),
    *(
        "不登校児童生徒の割合",
        "不登校児童生徒数",
        "耕作放棄地面積",
        "空き家率",
        "空家数",
        "有害鳥獣による農作物被害額",
    ),
    *(
        "時間外勤務時間数",
        "不法投棄件数",
        "漏水率",
        "朝食欠食率",
        "転出者数",
        "保育士の離職率",
        "未収金額[千円]",
    ),
    *(
        "ガソリン使用量",
        "公用車の燃料使用量（L）",
        "コピー用紙の使用量",
        "用紙類の購入量",
        "水道使用量",
        "LPG使用量",
    ),
    *("企業債残高", "資金不足比率", "欠損金比率", "管路経年化率", "職員給与費対医業収益比率", "材料費比率"),
    *(
        "食塩摂取量",
        "朝食を欠食する子供の割合",
        "むし歯のある者の割合",
        "歯周炎を有する者の割合",
        "ごみ焼却量",
    ),
    *("メタボリックシンドローム該当者の割合", "クマの目撃件数", "平均在院日数", "外来の待ち時間"),
)
_OTHERS = (
    *(
        "参加者数",
        "職員数",
        "事故防止教室の参加者数",
        "無事故日数",
        "事故ゼロの日数",
        "滞納整理件数",
        "滞納処分件数",
    ),
    *(
        "空き家バンク登録数",
        "空き家の利活用件数",
        "不登校児童生徒への支援件数",
        "火災警報器設置率",
        "ごみ減量化率",
    ),
    *(
        "ごみのリサイクル率",
        "CO2削減量",
        "非喫煙率",
        "自殺対策講座の受講者数",
        "不法投棄回収量",
        "苦情対応率",
    ),
    *(
        "犯罪被害者支援の相談件数",
        "エネルギー自給率",
        "停電対策の訓練数",
        "転出抑制策の数",
        "高血圧教室参加者数",
    ),
    *("遊休農地解消面積", "経常収支の改善額", "廃棄物の資源化率", "失業者の再就職率", "事故", "待機児童"),
    *(
        "再生可能エネルギー使用量",
        "雨水使用量",
        "水道使用件数",
        "再生紙使用率",
        "木質燃料の使用量",
        "再生用紙の使用量",
    ),
    *(
        "朝食を欠食しない子供の割合",
        "むし歯のない者の割合",
        "歯周病検診受診率",
        "老朽化対策件数",
        "獣の捕獲数",
    ),
)


@pytest.mark.parametrize("name", _FALLING)
def test_of_what_nobody_wants_less_is_better(name: str) -> None:
    assert is_falling_name(name)
    assert find_falling_names({"1": name}) == {"1"}


def test_brackets_behind_a_name_hide_nothing_however_many() -> None:
    assert is_falling_name("温室効果ガス総排出量(二酸化炭素換算)（単位：t-CO2）")
    assert is_rising_name("観光客数（年間）（単位：人）")


@pytest.mark.parametrize("name", _OTHERS)
def test_of_what_is_done_about_it_more_may_be_better(name: str) -> None:
    assert not is_falling_name(name)
    assert not find_falling_names({"1": name})


@pytest.mark.parametrize(
    "name",
    [
        *(
            "人口",
            "総人口（人）",
            "生産年齢人口",
            "○○市の人口",
            "出生数",
            "合計特殊出生率",
            "給水収益",
            "純利益",
            "市税収入",
        ),
        *(
            "市内事業所の従業者数",
            "製造品出荷額等",
            "農業産出額(億円)",
            "観光入込客数",
            "バスの乗客数",
            "図書館の来館者数",
            "個人貸出数",
            "市民の満足度",
        ),
        "定住人口の増加",
        "健康寿命の延伸",
    ],
)
def test_of_what_a_place_lives_on_more_is_better_though_plans_expect_less(name: str) -> None:
    assert is_rising_name(name)
    assert not is_falling_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "参加者数",
        "高齢者人口",
        "浸水区域の居住人口",
        "職員数",
        "転出者数",
        "収入未済額",
        "要介護認定者数",
        "人口密度",
        "増加率",
    ],
)
def test_of_other_things_less_may_be_better(name: str) -> None:
    assert not is_rising_name(name)


@pytest.mark.parametrize(
    ("targets", "direction"),
    [("106.1 | 105.5 | 104.8", "増加"), ("92.0 | 91.5 | 91.0", "減少"), ("94.0 | 94.0 | 95.0", "増加")],
    ids=["of a water works", "of a budget", "of a budget that rises"],
)
def test_a_balance_above_a_hundred_is_no_burden(targets: str, direction: str) -> None:
    found = read_one(f"指標 | R3目標 | R4目標 | R5目標 | R5実績\n経常収支比率（％） | {targets} | 93.0")
    (item,) = found.plan.indicators

    assert item.direction.value == direction
    (said,) = (one for one in found.findings if one.code.startswith("direction"))
    assert said.level is Level.ODD or direction == "減少"


@pytest.mark.parametrize("name", ["給水人口", "年間有収水量", "料金回収率"])
def test_more_of_what_a_water_works_sells_is_better_though_people_get_fewer(name: str) -> None:
    assert is_rising_name(name)
    assert not is_rising_name(f"{name}の減少率")
