"""Cells of real tables in every notation, and all that is read from each: a table to be read from above.

One line is a cell, then what it says: the number with its parts, or the state, or the reason for none.
"""

from __future__ import annotations

import pytest

from shirube.core.notation import is_state, parse_reading
from shirube.core.notation_compound import find_total, parse_compound, split_name_and_quantity
from shirube.core.notation_quantity import NotANumberError, parse_quantity
from shirube.core.quantity import Quantity
from shirube.core.reading import Missing, Reading, Standing

CELLS = """
28,000部 → 28000 unit=部 raw=28,000部
２３．５％ → 23.5 unit=% raw=２３．５％
▲2,530 → -2530 raw=▲2,530
△5人 → -5 unit=人 raw=△5人
▼3件 → -3 unit=件 raw=▼3件
-12 → -12 raw=-12
+8人 → 8 unit=人 raw=+8人
マイナス3度 → -3 unit=度 raw=マイナス3度
プラス2.5ポイント → 2.5 unit=ポイント raw=プラス2.5ポイント
56億2,000万円 → 5620000000 unit=円 raw=56億2,000万円
1万155回 → 10155 unit=回 raw=1万155回
114.5万冊 → 1145000 unit=冊 raw=114.5万冊
3千人 → 3000 unit=人 raw=3千人
2千万円 → 20000000 unit=円 raw=2千万円
千葉市3校 → missing=UNREADABLE
12百万円 → 12000000 unit=円 raw=12百万円
5十万人 → 500000 unit=人 raw=5十万人
98/99校園 → 98 unit=校園 of=99 raw=98/99校園
98校/99校 → 98 unit=校 of=99 raw=98校/99校
5園中3園 → 3 unit=園 of=5 raw=5園中3園
3/5 → missing=UNREADABLE
4/1 → missing=UNREADABLE
12/31 → missing=UNREADABLE
2023/2024 → missing=UNREADABLE
13/40 → 13 of=40 raw=13/40
40校/50園 → missing=SEVERAL
0/5件 → 0 unit=件 of=5 raw=0/5件
5/0件 → missing=UNREADABLE
80%以上 → 80 unit=% raw=80%以上 qualifier=以上
80%以下 → 80 unit=% raw=80%以下 qualifier=以下
80%以内 → 80 unit=% raw=80%以内 qualifier=以下
80%未満 → 80 unit=% raw=80%未満 qualifier=未満
80%超 → 80 unit=% raw=80%超 qualifier=超
80%超え → 80 unit=% raw=80%超え qualifier=超
80%程度 → 80 unit=% raw=80%程度 qualifier=程度
80%前後 → 80 unit=% raw=80%前後 qualifier=程度
80人余 → 80 unit=人 raw=80人余 qualifier=程度
80人弱 → 80 unit=人 raw=80人弱 qualifier=程度
80人強 → 80 unit=人 raw=80人強 qualifier=程度
約80人 → 80 unit=人 raw=約80人 qualifier=約
およそ80人 → 80 unit=人 raw=およそ80人 qualifier=約
概ね80% → 80 unit=% raw=概ね80% qualifier=約
ほぼ80% → 80 unit=% raw=ほぼ80% qualifier=約
延べ80人 → 80 unit=人 raw=延べ80人 qualifier=延べ
のべ80人 → 80 unit=人 raw=のべ80人 qualifier=延べ
延80人 → 80 unit=人 raw=延80人 qualifier=延べ
延 80人 → 80 unit=人 raw=延 80人 qualifier=延べ
40%以上60%以下 → 40 unit=% to=60 raw=40%以上60%以下
40以上、60未満 → 40 to=60 raw=40以上、60未満 open
40%から60% → 40 unit=% to=60 raw=40%から60%
40~60% → 40 unit=% to=60 raw=40~60%
40-60人 → 40 unit=人 to=60 raw=40-60人
40-60 → missing=UNREADABLE
40%～60%程度 → 40 unit=% to=60 raw=40%～60%程度 qualifier=程度
40人以上60件以下 → missing=SEVERAL
60%以上40%以下 → missing=SEVERAL
40%超60%まで → 40 unit=% to=60 raw=40%超60%まで
1990～1995年 → missing=UNREADABLE
16%削減 → 16 unit=% change=削減 raw=16%削減
16%の減少 → 16 unit=% change=減少 raw=16%の減少
5件増 → 5 unit=件 change=増 raw=5件増
5件を増加する → 5 unit=件 change=増加 raw=5件を増加する
3.5ポイント向上 → 3.5 unit=ポイント change=向上 raw=3.5ポイント向上
10%縮減します → 10 unit=% change=縮減 raw=10%縮減します
15%台 → 15 unit=% to=16 remark=台 raw=15%台 open
90%台 → 90 unit=% to=100 remark=台 raw=90%台 open
1,000人台 → 1000 unit=人 to=2000 remark=台 raw=1,000人台 open
0.3%台 → 0.3 unit=% to=0.4 remark=台 raw=0.3%台 open
15%台半ば → 15 unit=% to=16 remark=台半ば raw=15%台半ば open
15%台に抑える → 15 unit=% to=16 remark=台に抑える raw=15%台に抑える qualifier=以下 open
0%台 → missing=UNREADABLE
15%台前半 → 15 unit=% to=16 remark=台前半 raw=15%台前半 open
1,920戸(R3.8.31) → 1920 unit=戸 remark=R3.8.31 raw=1,920戸(R3.8.31) as_of=2021-08-31
35人（速報値） → 35 unit=人 remark=速報値 raw=35人（速報値） standing=PROVISIONAL
35人[見込] → 35 unit=人 remark=見込 raw=35人[見込] standing=EXPECTED
35人(H25見込) → 35 unit=人 remark=H25見込 raw=35人(H25見込) standing=EXPECTED
35人※1 → 35 unit=人 remark=※1 raw=35人※1 note=※1
35人 ※ 2 → 35 unit=人 remark=※2 raw=35人 ※ 2 note=※2
35人注3 → 35 unit=人 remark=注3 raw=35人注3 note=注3
35人* → 35 unit=人 remark=* raw=35人* note=*
35人† → 35 unit=人 remark=† raw=35人† note=†
25① → 25 remark=※1 raw=25① note=※1
10⁶ → missing=UNREADABLE
12m² → 12 unit=㎡ raw=12m²
12㎡ → 12 unit=㎡ raw=12㎡
12m³ → 12 unit=㎥ raw=12m³
5² → missing=UNREADABLE
25①② → missing=UNREADABLE
3 ① → 3 remark=※1 raw=3 ① note=※1
年12回 → 12 unit=回/年 raw=年12回
毎月2回 → 2 unit=回/月 raw=毎月2回
月1回 → 1 unit=回/月 raw=月1回
週3日間2回 → missing=UNREADABLE
1日当たり30人 → 30 unit=人/日 raw=1日当たり30人
一人1日当たり900g → 900 unit=g/人・日 raw=一人1日当たり900g
1世帯当たり2台 → 2 unit=台/世帯 raw=1世帯当たり2台
人口10万人当たり3.5人 → 3.5 unit=人 remark=人口10万人当たり raw=人口10万人当たり3.5人
累計30人 → 30 unit=人 remark=累計 raw=累計30人
合計 30人 → 30 unit=人 remark=合計 raw=合計 30人
平均3.5点 → 3.5 unit=点 remark=平均 raw=平均3.5点
全30校 → 30 unit=校 remark=全 raw=全30校
各5回 → 5 unit=回 remark=各 raw=各5回
最低3回 → 3 unit=回 remark=最低 raw=最低3回
最終年度に30,000冊 → 30000 unit=冊 remark=最終年度に raw=最終年度に30,000冊
少なくとも3件 → 3 unit=件 remark=少なくとも raw=少なくとも3件
対前年度比5%増 → 5 unit=% change=増 remark=対前年度比 raw=対前年度比5%増
前年度比105% → 105 unit=% remark=前年度比 raw=前年度比105%
3年間で30件 → 30 unit=件 remark=3年間で raw=3年間で30件
6年で30人 → 30 unit=人 remark=6年で raw=6年で30人
30人/年 → 30 unit=人/年 raw=30人/年
30人／年度 → 30 unit=人/年 raw=30人／年度
5件/月間 → 5 unit=件/月 raw=5件/月間
R6 30人 → 30 unit=人 remark=R6 raw=R6 30人
令和6年度:30人 → 30 unit=人 remark=令和6年度 raw=令和6年度:30人
R6年度末に30人 → 30 unit=人 remark=R6年度末に raw=R6年度末に30人
2024年度までの間に30人 → 30 unit=人 remark=2024年度までの間に raw=2024年度までの間に30人
平成30年度比5%減 → 5 unit=% change=減 remark=平成30年度比 raw=平成30年度比5%減
昭和60年 3人 → 3 unit=人 remark=昭和60年 raw=昭和60年 3人
2時間30分 → 150 unit=分 raw=2時間30分
1時間半 → 90 unit=分 raw=1時間半
8分30秒 → 510 unit=秒 raw=8分30秒
8分半 → 510 unit=秒 raw=8分半
1時間2分3秒 → 3723 unit=秒 raw=1時間2分3秒
8分30秒以内 → 510 unit=秒 raw=8分30秒以内 qualifier=以下
(R4)78.5% → 78.5 unit=% remark=R4 raw=(R4)78.5%
（見込）120人 → 120 unit=人 remark=見込 raw=（見込）120人 standing=EXPECTED
(1)30人 → missing=UNREADABLE
3分の2 → 2 of=3 raw=3分の2
第3位 → 3 unit=位 remark=第 raw=第3位
80%を上回る → 80 unit=% raw=80%を上回る qualifier=超
50%を下回る → 50 unit=% raw=50%を下回る qualifier=未満
5%アップ → 5 unit=% change=アップ raw=5%アップ
3％ダウン → 3 unit=% change=ダウン raw=3％ダウン
20%UP → 20 unit=% change=UP raw=20%UP
20％ＵＰ → 20 unit=% change=UP raw=20％ＵＰ
3GROUP → 3 unit=GROUP raw=3GROUP
2025.4頃 → missing=UNREADABLE
年度計 10 基 → 10 unit=基 remark=年度計 raw=年度計 10 基
平成21年度対比 81 %以下 → 81 unit=% remark=平成21年度対比 raw=平成21年度対比 81 %以下 qualifier=以下
ゼロ → 0 raw=ゼロ
①1,500 → 1500 raw=①1,500
② 320人 → 320 unit=人 raw=② 320人
約①5人 → 5 unit=人 raw=約①5人 qualifier=約
①1,500 ②320 → missing=UNREADABLE
ゼロ件 → 0 unit=件 raw=ゼロ件
令和8年3月公表予定 → missing=UNPUBLISHED note=令和8年3月公表予定
12月頃確定 → missing=UNPUBLISHED note=12月頃確定
休館 → missing=STOPPED
R7.10公表 → missing=UNPUBLISHED note=R7.10公表
R7年10月公表 → missing=UNPUBLISHED note=R7年10月公表
令和7年度公表 → state=令和7年度公表
平成 28 年度末公表 → missing=UNPUBLISHED note=平成 28 年度末公表
令和6年秋頃公表 → missing=UNPUBLISHED note=令和6年秋頃公表
後日公表 → missing=UNPUBLISHED note=後日公表
5年に1度の調査 → missing=NOT_SURVEYED note=5年に1度の調査
次回調査R8 → missing=NOT_SURVEYED note=次回調査R8
コロナにより中止 → missing=STOPPED note=コロナにより中止
新型コロナの影響で、開催中止 → missing=STOPPED note=新型コロナの影響で、開催中止
悪天候のため未実施 → missing=NOT_STARTED note=悪天候のため未実施
R7に調査 → state=R7に調査
公表 → state=公表
3時間 → 3 unit=時間 raw=3時間
45分 → 45 unit=分 raw=45分
2時間 5 分 → 125 unit=分 raw=2時間 5 分
(30人) → 30 unit=人 raw=(30人)
（30） → 30 raw=（30）
[30人] → 30 unit=人 raw=[30人]
【30人】 → 30 unit=人 raw=【30人】
<30人> → 30 unit=人 raw=<30人>
((30人)) → missing=UNREADABLE
30人(うち女性10人) → 30 unit=人 remark=うち女性10人 raw=30人(うち女性10人)
3人(内2(外)人)(速報) → 3 unit=人 remark=内2(外)人、速報 raw=3人(内2(外)人)(速報) standing=PROVISIONAL
1, 088人 → 1088 unit=人 raw=1, 088人
1，088人 → 1088 unit=人 raw=1，088人
1, 088, 000円 → 1088000 unit=円 raw=1, 088, 000円
1 088人 → 1088 unit=人 raw=1 088人
12　800 → 12800 raw=12　800
1 234 567円 → 1234567 unit=円 raw=1 234 567円
120 130 → missing=UNREADABLE
12 34 → missing=UNREADABLE
28,000.0部 → 28000.0 unit=部 raw=28,000.0部
0.10% → 0.10 unit=% raw=0.10%
1・5人 → missing=SEVERAL
12.3.4 → missing=UNREADABLE
1,23 → missing=UNREADABLE
1,2345人 → missing=UNREADABLE
30人を維持 → 30 unit=人 remark=を維持 raw=30人を維持
30人を目指す → 30 unit=人 remark=を目指す raw=30人を目指す
30人に増やす → 30 unit=人 remark=に増やす raw=30人に増やす
0に近づける → 0 remark=に近づける raw=0に近づける
100%に近づける → 100 unit=% remark=に近づける raw=100%に近づける
計画に近づける → missing=UNREADABLE
5件以下に抑える → 5 unit=件 remark=に抑える raw=5件以下に抑える qualifier=以下
5件に抑制 → 5 unit=件 remark=に抑制 raw=5件に抑制 qualifier=以下
100%達成 → 100 unit=% remark=達成 raw=100%達成
10件実施済 → 10 unit=件 remark=実施済 raw=10件実施済
30人参加。 → 30 unit=人 remark=参加。 raw=30人参加。
2025年 → missing=UNREADABLE
2,025年 → 2025 unit=年 raw=2,025年
2025年度 → missing=UNREADABLE
12月 → missing=UNREADABLE
3日 → 3 unit=日 raw=3日
10時 → missing=UNREADABLE
5番 → missing=UNREADABLE
第3期 → missing=UNREADABLE
100人以上下 → missing=UNREADABLE
－ → missing=UNSTATED
―件 → missing=UNSTATED
-% → missing=UNSTATED
… → missing=UNPUBLISHED
未公表 → missing=UNPUBLISHED
集計中 → missing=TABULATING
(未確定) → missing=UNCONFIRMED
-(未確定) → missing=UNCONFIRMED note=未確定
中止(悪天候) → missing=STOPPED note=悪天候
※1 → missing=UNSTATED note=※1
－人 → missing=UNSTATED
未実施 → missing=NOT_STARTED
該当なし → missing=NOT_APPLICABLE
隔年調査 → missing=NOT_SURVEYED
調査なし → missing=NOT_SURVEYED
-（隔年調査） → missing=NOT_SURVEYED note=隔年調査
※ 3 → missing=UNSTATED note=※3
未公表※2 → missing=UNPUBLISHED note=※2
対象外(合併) → missing=NOT_APPLICABLE note=合併
— → missing=UNSTATED
ー → missing=UNSTATED
-- → missing=UNSTATED
注2 → missing=UNSTATED note=注2
† → missing=UNSTATED note=†
集計中 注 1 → missing=TABULATING note=注1
設置 → state=設置
R7に策定 → state=R7に策定
策定済 → state=策定済
検討、設置 → state=検討、設置
設置・運用 → state=設置・運用
未設置 → state=未設置
令和7年度に設置 → state=令和7年度に設置
5か所設置 → 5 unit=か所 remark=設置 raw=5か所設置
たくさんの人が集まり大変よかった → missing=UNREADABLE
ああ → missing=UNREADABLE
策定/公表 → state=策定/公表
整備完了 → state=整備完了
2回設置 → 2 unit=回 remark=設置 raw=2回設置
144・4,055 → missing=SEVERAL
男女計:8.5% 男性:12.9% → 8.5 unit=% raw=8.5%
49校1分校 → missing=SEVERAL
補助台数:103台、普及率:21.2% → missing=SEVERAL
計:10人、男:4人、女:6人 → 10 unit=人 raw=10人
合計5人、総数6人 → missing=SEVERAL
3人、4人 → missing=SEVERAL
1,200、1,300 → missing=UNREADABLE
3人;4人 → missing=SEVERAL
4月、5月 → missing=UNREADABLE
3,4,5 → missing=UNREADABLE
a・b → missing=UNREADABLE
(3・4) → missing=UNREADABLE
3人(うち1人、2人) → 3 unit=人 remark=うち1人、2人 raw=3人(うち1人、2人)
5 6 → missing=UNREADABLE
口座振替率:45% → missing=UNREADABLE
参加者延べ人数 300 人 → missing=UNREADABLE
新規農業生産法人数5件 → missing=UNREADABLE
第3回 → missing=UNREADABLE
令和6年度5人 → 5 unit=人 remark=令和6年度 raw=令和6年度5人
本年5回 → missing=UNREADABLE
R6 → missing=UNREADABLE
満足度、80% → missing=UNREADABLE
：5人 → missing=UNREADABLE
35人(R7.3.31現在) → 35 unit=人 remark=R7.3.31現在 raw=35人(R7.3.31現在) as_of=2025-03-31
35人(令和7年3月31日) → 35 unit=人 remark=令和7年3月31日 raw=35人(令和7年3月31日) as_of=2025-03-31
35人、速報値 → missing=UNREADABLE
確定値35人 → 35 unit=人 remark=確定値 raw=確定値35人 standing=FINAL
見込み35人 → 35 unit=人 remark=見込み raw=見込み35人 standing=EXPECTED
35人見込み → 35 unit=人 remark=見込み raw=35人見込み standing=EXPECTED
35人(確定) → 35 unit=人 remark=確定 raw=35人(確定) standing=FINAL
2,530千円 → 2530000 unit=円 raw=2,530千円
3億 → 300000000 raw=3億
1.5億円 → 150000000 unit=円 raw=1.5億円
2万3億 → missing=UNREADABLE
1万1万 → missing=UNREADABLE
1.5億2,000万円 → missing=UNREADABLE
10百万円 → 10000000 unit=円 raw=10百万円
1兆2,000億円 → 1200000000000 unit=円 raw=1兆2,000億円
千人 → missing=UNREADABLE
3 千 人 → 3000 unit=人 raw=3 千 人
50dB → 50 unit=dB raw=50dB
3.5μg/m3 → 3.5 unit=μg/㎥ raw=3.5μg/m3
7.2mg/L → 7.2 unit=mg/L raw=7.2mg/L
120t-CO2 → 120 unit=t-CO2 raw=120t-CO2
30kWh/㎡ → 30 unit=kWh/㎡ raw=30kWh/㎡
8℃ → 8 unit=°C raw=8℃
3‰ → 3 unit=‰ raw=3‰
¥500 → 500 unit=円 raw=¥500
￥1,234千円 → 1234000 unit=円 raw=￥1,234千円
▲¥500 → -500 unit=円 raw=▲¥500
500$ → 500 unit=$ raw=500$
5か所 → 5 unit=か所 raw=5か所
5ヶ所 → 5 unit=ヶ所 raw=5ヶ所
5箇所 → 5 unit=箇所 raw=5箇所
5カ所 → 5 unit=カ所 raw=5カ所
3つ → 3 unit=つ raw=3つ
4こま → 4 unit=こま raw=4こま
10人・日 → 10 unit=人・日 raw=10人・日
5km2 → 5 unit=㎢ raw=5km2
12m2 → 12 unit=㎡ raw=12m2
3か国 → 3 unit=か国 raw=3か国
2か月 → 2 unit=か月 raw=2か月
"""


def tell(reading: Reading) -> str:
    """All that a reading holds, but for its text."""
    parts = [_tell_quantity(reading.quantity)] if reading.quantity else []
    parts += [f"missing={reading.missing.name}"] if reading.missing else []
    parts += [f"state={reading.state}"] if reading.state else []
    parts += [f"standing={reading.standing.name}"] if reading.standing is not Standing.UNSTATED else []
    parts += [f"as_of={reading.as_of}"] if reading.as_of else []
    parts += [f"note={reading.note}"] if reading.note else []
    return " ".join(parts)


def _tell_quantity(quantity: Quantity) -> str:
    told = [str(quantity.value)]
    for name in ("unit", "of", "to", "change", "remark", "raw"):
        value = getattr(quantity, name)
        told += [f"{name}={value}"] if value not in ("", None) else []
    told += [f"qualifier={quantity.qualifier.value}"] if quantity.qualifier.value else []
    return " ".join([*told, *(["open"] if quantity.open_end else [])])


@pytest.mark.parametrize("line", CELLS.strip().splitlines())
def test_a_cell_says_this_and_nothing_else(line: str) -> None:
    cell, _, told = line.partition(" → ")

    reading = parse_reading(cell)

    assert tell(reading) == told
    assert reading.text == cell


COMPOUNDS = """
144・4,055 → :144 raw=144 | :4055 raw=4,055
男女計:8.5% 男性:12.9% → 男女計:8.5 unit=% raw=8.5% | 男性:12.9 unit=% raw=12.9%
49校1分校 → :49 unit=校 raw=49校 | :1 unit=分校 raw=1分校
補助台数:103台、普及率:21.2% → 補助台数:103 unit=台 raw=103台 | 普及率:21.2 unit=% raw=21.2%
計:10人、男:4人、女:6人 → 計:10 unit=人 raw=10人 | 男:4 unit=人 raw=4人 | 女:6 unit=人 raw=6人
3人、4人 → :3 unit=人 raw=3人 | :4 unit=人 raw=4人
3人;4人 → :3 unit=人 raw=3人 | :4 unit=人 raw=4人
1・5人 → :1 raw=1 | :5 unit=人 raw=5人
40校/50園 → :40 unit=校 raw=40校 | :50 unit=園 raw=50園
15人 3件 → :15 unit=人 raw=15人 | :3 unit=件 raw=3件
延べ数:約15人・実数:3人 → 延べ数:15 unit=人 raw=約15人 qualifier=約 | 実数:3 unit=人 raw=3人
(男)5人、(女)6人 → (男):5 unit=人 raw=5人 | (女):6 unit=人 raw=6人
A:1,200件、B:30件 → A:1200 unit=件 raw=1,200件 | B:30 unit=件 raw=30件
3人、4人、5人 → :3 unit=人 raw=3人 | :4 unit=人 raw=4人 | :5 unit=人 raw=5人
5回・10人 → :5 unit=回 raw=5回 | :10 unit=人 raw=10人
1,234・5,678 → :1234 raw=1,234 | :5678 raw=5,678
回数:3、人数:5 → 回数:3 raw=3 | 人数:5 raw=5
5人,6人 → :5 unit=人 raw=5人 | :6 unit=人 raw=6人
(うち1人)2人、3人 → (うち1人):2 unit=人 raw=2人 | :3 unit=人 raw=3人
"""


@pytest.mark.parametrize("line", COMPOUNDS.strip().splitlines())
def test_several_numbers_of_one_cell_are_told_apart_with_their_labels(line: str) -> None:
    cell, _, told = line.partition(" → ")

    assert " | ".join(f"{name}:{_tell_quantity(one)}" for name, one in parse_compound(cell)) == told


NAMED = """
口座振替率:45% → 口座振替率:45 unit=% raw=45%
参加者延べ人数 300 人 → 参加者延べ人数:300 unit=人 raw=300 人
新規農業生産法人数5件 → 新規農業生産法人数:5 unit=件 raw=5件
満足度、80% → 満足度:80 unit=% raw=80%
相談件数：約30件 → 相談件数:30 unit=件 raw=約30件 qualifier=約
年間利用者数3,000人 → 年間利用者数:3000 unit=人 raw=3,000人
CO2排出量 -5% → CO2排出量:-5 unit=% raw=-5%
会員数(正会員)12人 → 会員数(正会員):12 unit=人 raw=12人
来場者数、120人 → 来場者数:120 unit=人 raw=120人
R6参加者数 30人 → R6参加者数:30 unit=人 raw=30人
利用数 週3回 → 利用数:3 unit=回/週 raw=週3回
1人当たり医療費 300千円 → 1人当たり医療費:300000 unit=円 raw=300千円
待機児童数 0人 → 待機児童数:0 unit=人 raw=0人
"""


@pytest.mark.parametrize("line", NAMED.strip().splitlines())
def test_a_name_is_split_from_the_number_behind_it(line: str) -> None:
    cell, _, told = line.partition(" → ")

    name, quantity = split_name_and_quantity(cell)

    assert f"{name}:{_tell_quantity(quantity)}" == told


@pytest.mark.parametrize(
    "cell", ["第3回", "令和6年度", "本年", "R6", "5人", "人数", "", "補助台数:103台、普及率:21.2%"]
)
def test_what_has_no_name_and_number_is_refused_with_its_text(cell: str) -> None:
    with pytest.raises(ValueError) as refused:
        split_name_and_quantity(cell)

    assert str(refused.value) == f"名称と数値に分けられません：「{cell}」"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("4月、5月", "名称と数値に分けられません：「4月」"),
        ("3日、5日", "複数の数値に分けられません：「3日、5日」"),
        ("3,4,5", "複数の数値に分けられません：「3,4,5」"),
        ("人、5", "名称と数値に分けられません：「人」"),
        ("たくさん、5人", "名称と数値に分けられません：「たくさん」"),
    ],
)
def test_numbers_that_may_be_dates_or_one_number_are_not_torn_apart(cell: str, words: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse_compound(cell)

    assert str(refused.value) == words


@pytest.mark.parametrize("cell", ["5人", "人", "", "8" * 201])
def test_one_number_or_none_is_no_list_of_numbers(cell: str) -> None:
    with pytest.raises(NotANumberError) as refused:
        parse_compound(cell)

    assert str(refused.value) == f"数値として読み取れません：「{cell}」"


def test_lines_of_a_cell_are_its_parts() -> None:
    assert [(name, str(one.value)) for name, one in parse_compound("男:5人\n\n女:6人")] == [
        ("男", "5"),
        ("女", "6"),
    ]
    assert [str(one.value) for _, one in parse_compound("5\n6")] == ["5", "6"]


def test_texts_are_read_up_to_their_longest() -> None:
    name = "名" * 197
    assert split_name_and_quantity(f"{name}:5人")[0] == name
    with pytest.raises(NotANumberError) as refused:
        split_name_and_quantity(f"{name}名:5人")
    assert str(refused.value) == f"数値として読み取れません：「{name}名:5人」"

    label = "名" * 30
    assert parse_compound(f"{label}:5人、{label}:6人")[0][0] == label
    with pytest.raises(NotANumberError):
        parse_compound(f"{label}名:5人、{label}:6人")

    digits = "1" * 90
    assert str(parse_quantity(digits).value) == digits
    digits = "1" * 200
    assert str(parse_quantity(digits).value) == digits
    for endless in (digits + "1", digits + "人"):
        with pytest.raises(NotANumberError):
            parse_quantity(endless)
        assert parse_reading(endless).missing is Missing.UNREADABLE
        assert parse_reading(endless).text == endless
    assert is_state("検討、" * 12 + "整備完了")
    assert not is_state("再検討、" + "検討、" * 11 + "整備完了")


def test_the_total_among_several_numbers_is_the_only_one_called_so() -> None:
    def total(cell: str) -> str:
        found = find_total(parse_compound(cell))
        return found.render() if found else ""

    assert total("男:4人、計:10人、女:6人") == "10人"
    assert total("合計:5人、総数:6人") == ""
    assert total("男:4人、女:6人") == ""
