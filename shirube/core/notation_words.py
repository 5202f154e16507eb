"""The words and marks of a value cell that are no number: reasons for missing, states, standings.

Plain tables, so that a word seen in one more city is one more line. Their use is left to notation.py.
"""

from __future__ import annotations

import re

from shirube.core.pattern import late_pattern
from shirube.core.reading import Missing, Standing

# In place of a mark, a figure or a name they say that there is none; a year without a mark is often to come.
# A slash stands for the line drawn across a cell.
DASHES = frozenset("-－−―ー–—─━‐/／\\＼")

# Marks of a cell without a figure, folded to half width and lower case. A dash says only that there is none,
# and so does ※: what it means stands in a note below the table, which the layout reader binds.
MISSING_MARKS: dict[str, Missing] = {
    "": Missing.NOT_ENTERED,
    "-": Missing.UNSTATED,
    "―": Missing.UNSTATED,
    "—": Missing.UNSTATED,
    "–": Missing.UNSTATED,
    "─": Missing.UNSTATED,
    "━": Missing.UNSTATED,
    "ー": Missing.UNSTATED,
    "一": Missing.UNSTATED,  # the kanji one, typed for a dash; a figure is never written with it alone
    "/": Missing.UNSTATED,
    "\\": Missing.UNSTATED,
    "※": Missing.UNSTATED,
    "*": Missing.UNSTATED,
    "...": Missing.UNPUBLISHED,  # what folding makes of …
    "・・・": Missing.UNPUBLISHED,
    "x": Missing.WITHHELD,
    "χ": Missing.WITHHELD,
    "〃": Missing.SAME_AS_ABOVE,
    "々": Missing.SAME_AS_ABOVE,
}

MISSING_WORDS: dict[Missing, str] = {
    Missing.SAME_AS_ABOVE: "同上",
    Missing.UNSTATED: "なし 無し 無 不明 データなし 数値なし 記載なし 未記載 実績なし",
    Missing.NO_TARGET: (
        "設定なし 未設定 目標なし 目標設定なし 目標値なし 目標未設定 設定せず 未定 設定していない"
    ),
    Missing.NO_BASELINE: "基準値なし 新規 新規事業 新規指標 新規設定",
    Missing.UNPUBLISHED: "未公表 公表前 未発表 公表待ち 統計待ち 公表待 未公開 未集計",
    Missing.TABULATING: "集計中 算定中 算出中 調査中 確認中 精査中 作成中 統計中 調整中 照会中 分析中",
    Missing.NOT_SURVEYED: (
        "未調査 調査なし 調査無し 調査せず 調査未実施 調査実施なし 調査年でない 非調査年 "
        "隔年調査 未測定 測定なし 測定せず 未把握 把握していない 把握できない 把握できず"
    ),
    Missing.NOT_APPLICABLE: "対象なし 対象者なし 対象外 該当なし 該当せず 非該当 n/a na 適用なし",
    Missing.NOT_STARTED: "未着手 事業未着手 未実施 実施せず 実施なし 未開催 事業未実施",
    Missing.STOPPED: (
        "中止 事業中止 開催中止 実施中止 廃止 事業廃止 休止 取りやめ 取止め 休館 休園 休業 閉館 休館中 休止中"
    ),
    Missing.ENDED: "終了 事業終了 事業完了 終了済",
    Missing.NOT_ASSESSABLE: (
        "評価困難 評価せず 評価なし 評価できない 評価不能 評価不可 評価対象外 判定なし "
        "判定せず 判定不能 判定できない 算定不可 算定不能 算出不可 算出不能 測定不能 "
        "測定不可 把握不可 計測不能 比較不可"
    ),
    Missing.UNCONFIRMED: "未確定 確定前 現況値未確定 確定待ち 未確定値",
    Missing.WITHHELD: "秘匿 非公表 非公開",
    Missing.NOT_DUE: "未到来 次年度以降 翌年度以降 来年度以降 今後",
    Missing.NOT_ENTERED: "未入力 空欄 未回答 未提出 回答なし",
}
MISSING_TEXTS: dict[str, Missing] = {
    **MISSING_MARKS,
    **{word: reason for reason, words in MISSING_WORDS.items() for word in words.split()},
}

# Longer texts that give a reason, with what they may say of when and why: R8.3公表予定, 悪天候のため中止.
# Digits and what is said of them are taken whole: thirty digits may be cut into years in a million ways.
_WHEN = r"[^。、0-9]{0,6}(?:[0-9]++[年月度.頃末旬/]*+[^。、0-9]{0,6})*"
_WHY = r"[^。0-9]{1,24}?(?:のため|により|による|の影響(?:で|により|による)?|影響で)[、,]?(?:[^。0-9]{0,8})?"
REASONS: tuple[tuple[re.Pattern[str], Missing], ...] = (
    (
        late_pattern(
            rf"{_WHEN}(?:公表|発表|確定|判明|把握|集計)(?:する|される)?(?:予定|見込み?|待ち|前)|後日(?:公表|発表|確定)(?:予定)?|"
            r"[^。、0-9]{0,6}(?:[0-9]{1,4}[年./])?[0-9]{1,2}月[頃末]?に?(?:公表|発表|確定|判明)|"
            r"[^。、0-9]{0,6}[0-9]{1,4}[./][0-9]{1,2}[頃末]?に?(?:公表|発表|確定|判明)|"
            r"[^。、0-9]{0,6}[0-9]{1,4}\s?年度?(?:末|中|内|以降|[初中後]旬|[春夏秋冬])(?:頃|ごろ)?に?(?:公表|発表|確定|判明)"
        ),
        Missing.UNPUBLISHED,
    ),
    (
        late_pattern(
            r"[^。0-9]{0,6}[0-9]年(?:に|ごと|毎)[^。]{0,6}調査[^。]{0,6}|[^。0-9]{0,8}調査(?:の?(?:中止|休止|延期|年度?(?:では|で)ない)|は?(?:せず|しない|"
            rf"していない|未実施))|次回(?:の?調査)?は?{_WHEN}(?:予定|調査)?|{_WHEN}(?:に|の)?調査(?:を?実施)?予定|{_WHY}調査(?:中止|未実施|せず)"
        ),
        Missing.NOT_SURVEYED,
    ),
    (
        late_pattern(
            rf"(?:{_WHY})(?:未実施|未開催|実施せず|開催せず|実施なし|開催なし|実施できず|開催できず|実施していない)"
        ),
        Missing.NOT_STARTED,
    ),
    (late_pattern(rf"(?:{_WHY})(?:中止|休止|延期|廃止|取りやめ)(?:した|とした|となった)?"), Missing.STOPPED),
)

# Before what it contains: 未確定 holds 確定. 目標 and 計画 behind an actual say that it is none yet.
STANDINGS: dict[str, Standing] = {
    "未確定": Standing.PROVISIONAL,
    "速報": Standing.PROVISIONAL,
    "暫定": Standing.PROVISIONAL,
    "概算": Standing.PROVISIONAL,
    "概数": Standing.PROVISIONAL,
    "推計": Standing.PROVISIONAL,
    "見込": Standing.EXPECTED,
    "見通し": Standing.EXPECTED,
    "予定": Standing.EXPECTED,
    "計画": Standing.EXPECTED,
    "目標": Standing.EXPECTED,
    "遡及": Standing.RESTATED,
    "訂正": Standing.RESTATED,
    "補正後": Standing.RESTATED,
    "確定": Standing.FINAL,
}

# What a target without a number may say. A cell is a state when it ends with one of these, is short, and its
# only digits are years; everything else without a number stays a text that was not understood.
_STATE_TEXT = (
    "検討 実施 設置 策定 完了 着手 継続 開始 導入 整備 作成 公表 制定 改定 改訂 締結 開設 開催 "
    "運用 供用 準備 調査 設計 施工 工事 回避 維持 向上 増加 減少 改善 悪化 延伸 縮小 拡大 均衡 "
    "黒字 赤字 解消 達成 未達成 見直し 統合 推進 充実 強化 構築 確立 確保 周知 試行 協議 研究 決定 "
    "認定 登録 取得 配置 移行 更新 建設 完成 竣工 開園 開館 開校 稼働 普及 促進 支援 活用 発行 "
    "配布 募集 選定 予定 現状維持 前年度並み 前年並み 同程度 同水準 有 あり 有り 可 不可 済 順調 "
    "概成 削減 抑制 低減 短縮 上昇 低下 半減 倍増 皆増 皆減"
)
STATE_WORDS: tuple[str, ...] = tuple(_STATE_TEXT.split())
# Longest first, so that 未達成 is found before 達成 when a caller asks which word it was.
_STATES = "|".join(sorted(map(re.escape, STATE_WORDS), key=len, reverse=True))
# A level told by another figure, which the cell does not say: 前年度以上, 現状値以下, 県平均を上回る.
_COMPARED = (
    r"(?:前年度?|昨年度?|前回(?:調査)?|現状|現況|現在|基準年度?|基準(?=値)|(?:計画)?策定時|当初|全?国|県|都|道|府|類似団体)"
    r"の?(?:平均|実績|水準|調査)?[値数額率比]?(?:より)?(?:以上|以下|以内|未満|超|増|減|を?上回る|を?下回る|並み?)"
)
STATE = late_pattern(
    rf"(?:{_COMPARED}|[^。0-9]{{0,24}}(?P<word>{_STATES}))"
    r"(?:する|します|した|しました|を?目指す|を図る|させる|できる|済み?|中|予定|開始|完了|等|など)*。?"
)
