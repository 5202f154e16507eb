"""What words of headings mean, whatever stands beside them: one table, tried in order.

How a heading is cleaned before it is looked up, and what its years say, is told by headings.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from shirube.core.form import Role
from shirube.core.pattern import late_pattern


class HeadingWord(Struct, frozen=True):
    """A pattern that a whole heading cell must match, the role it speaks for, and how surely (percent).

    ``letters`` holds every letter, kana and kanji that it can match; None where it takes any.
    """

    pattern: re.Pattern[str]
    role: Role
    confidence: int
    letters: frozenset[str] | None = None


def _words(role: Role, confidence: int, *patterns: str) -> list[HeadingWord]:
    return [HeadingWord(late_pattern(text), role, confidence, _find_letters(text)) for text in patterns]


_ASCII = "".join(map(chr, (*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1))))


def _find_letters(pattern: str) -> frozenset[str] | None:
    bare = pattern.replace(r"\.", "").replace(r"\d", "").replace(r"\s", "")
    if "." in bare or any(sign in bare for sign in ("[^", r"\w", r"\S")):
        return None
    return frozenset(bare + _ASCII if "-Z" in bare or "-z" in bare else bare)


# Things that plans count, as headings name them.
_COUNTS = "[人件回戸店社台校本]数|人員|世帯数|箇所数|か所数|施設数|団体数|延べ?人数|日数|参加者数|利用者数"

# What is measured of gases and energy, behind 基準年度 or 目標年度.
_EMISSIONS = (
    r"(?:の)?(?:総)?(?:温室効果ガス|CO2|二酸化炭素|エネルギー)?(?:の)?(?:総)?(?:排出|使用|消費|発生|搬入)量"
)
# Its unit in brackets: a remark before the word keeps both.
_EMISSIONS += r"(?:\([A-Za-z\d/換算千万億トン -]{1,16}\))?"

# Years, half-years and notes in parentheses are taken out before matching; spaces too. Earlier rows win, so
# narrow meanings stand before wide ones: 「評価項目」 is an indicator although it begins with 「評価」.
HEADING_WORDS: tuple[HeadingWord, ...] = (
    # Figures in brackets that bracketed_rows.py set apart.
    *_words(Role.EXTRA, 90, r"括弧書き.*"),
    *_words(
        Role.NUMBER, 90, r".{0,6}(?:番号|コード)|通番|連番|(?:施策|指標|整理|通し)?(?:[Nn][oO]\.?|№)|#|項番"
    ),
    *_words(Role.UNIT, 95, r"(?:指標の)?単位"),
    *_words(
        Role.DIRECTION,
        90,
        r"(?:指標|指標(?:の)?数値|数値|目標|目標値|値)の(?:目指す|めざす|望ましい)?方向性?|(?:目指す|めざす|望ましい)(?:べき)?(?:方向(?:性)?|向き)|優位性|増減(?:の)?方向",
    ),
    *_words(
        Role.GOAL,
        95,
        r"(?:[にの])?(?:目標とする|目指す|めざす|あるべき|将来の)(?:べき)?姿|目標とする状態|目指す状態",
    ),
    *_words(Role.NOTE, 90, r"備考(?:欄)?|補足(?:事項)?|摘要|注記?|特記事項|出典(?:・備考)?|備考.*"),
    # How an indicator is defined and measured: 目標値設定の根拠 is no target.
    *_words(
        Role.NOTE,
        85,
        r".{0,9}(?:算出|算定|計算|計測|測定|把握)(?:方法|根拠|資料|式)(?:等)?|(?:評価|判定|測定)(?:の)?(?:方法|方式|手法|期間|頻度)",
        r"(?:各?指標の)?(?:意味|意義|算定?式|計算式)(?:(?:[・/、,]|及び|と)(?:意味|意義|算定?式|計算式))?(?:等)?",
        r".{0,9}(?:定義|出典|出所|典拠|設定(?:の)?(?:根拠|理由|考え方))(?:[・/、].{1,10})?",
    ),
    *_words(
        Role.BODY,
        95,
        r"(?:実施|事業|取組|推進)主体|(?:.{0,4}(?:担当|所管|主管|関係|関連))(?:部?課|部課等|部署|部門|[部係]|部局|課室|機関|団体|室)?(?:名)?",
    ),
    *_words(Role.BODY, 85, r"実施機関|関係団体|主体|実施者|担い手|所属|[部課係]名?|部局(?:名)?|部署(?:名)?"),
    *_words(
        Role.INDICATOR,
        95,
        r"(?:.{0,12}(?:評価|成果|活動|達成|数値|代表|重要業績評価|業績評価|管理|進捗|モニタリング)?指標)(?:名|項目|の?名称|\(KPI\)|の?内容)?(?:(?:及び|・|、|と)単位)?",
        # 評価指標 over 目標の内容 in one cell.
        r"(?:評価|成果|活動|達成|数値)?指標(?:名)?[・/]?目標の内容",
        r".{0,12}指標等の名称",
        # 指標名と目標値: the names, with the goals told in words behind them.
        r"(?:評価|成果|活動|達成|数値)?指標(?:名)?(?:と|及び)(?:その)?目標(?:値)?",
        # 成果指標1 and 成果指標2 count the blocks of a sheet.
        r"(?:評価|成果|活動|達成|数値)指標(?:名)?\d",
    ),
    *_words(
        Role.INDICATOR,
        90,
        r"(?:(?:基本|数値)?目標[/・]|重要業績評価指標)?\(?KPI\)?(?:名|指標)?|(?:評価|成果|数値|指標|管理|目標|アンケート|調査)項目(?:名)?|(?:アンケート)?設問(?:内容|項目|文)?|(?:末?までの)?(?:計画の)?(?:数値|成果|経営)目標(?:名|項目)?|具体的な?目標(?:値|項目)?",
    ),
    *_words(
        Role.PREVIOUS_MARK,
        90,
        r"(?:前年度?|昨年度?|前回|前々年度?)の?(?:評価|判定|達成度|ランク).*|前回の?見通し",
    ),
    # How a rate was judged, beside the rate itself.
    *_words(Role.MARK, 90, r"(?:目標)?達成率の?(?:評価|判定)(?:結果|区分)?"),
    *_words(
        Role.RATE,
        95,
        r"(?:(?:目標|計画)(?:値?(?:に対する|への|の))?)?達成率.*|達成(?:状況|度)\(\(?[A-Za-z]\)?[/÷]\(?[A-Za-z]\)?[×*]100\)|(?!B/C)\(?[A-Za-z]\)?[/÷]\(?[A-Za-z]\)?(?:[×*]100)?(?:\(?[%％]\)?)?|対目標(?:数?値)?|対?(?:目標|計画)対?比.*|進捗率.*|達成割合.*|目標値?に対するの?達成度|達成度\(?[%％]\)?|達成度合(?:い)?",
    ),
    *_words(
        Role.DIFFERENCE,
        90,
        r"目標と実績の(?:比較|差)|(?:目標|計画)(?:数)?値?との(?:差異?|乖離)(?:[数額値])?|差(?:引|異)?(?:額)?(?:\(?[A-Za-z]-[A-Za-z]\)?)?|増減(?:数|値)?|実績値?-(?:目標|計画)値?|(?:目標|計画)値?-実績値?|乖離[値率額数]?(?:[A-Za-z]?\([A-Za-z][-/][A-Za-z]\))?|上積み?額|(?:超過|未達)額",
        # A formula says it without a word: B-A, (B)-(A).
        r"\(?[A-Za-z]\)?-\(?[A-Za-z]\)?",
    ),
    # How this year stands to the last: known, and neither a figure of the plan nor its distance to one.
    *_words(
        Role.EXTRA,
        90,
        r"(?:対)?基準(?:年度?|値)?(?:に)?(?:対(?:する)?)?(?:比(?:較|率)?|増減率?|削減率|差)",
        r"対前[年回]度?|対?前[年回]度?対?(?:比(?:較|率)?|差)(?:増減)?|前[年回]度?(?:から|との)の?(?:増減|差|比較|推移)|伸び率|(?:増減|変化)率",
    ),
    # Figures of others, to compare with: （参考）県, 参考値（全国）.
    *_words(Role.EXTRA, 90, r"[(<【]参考[)>】].{0,10}|参考(?:値|データ)?(?:[(:・].{1,10})?"),
    # Of other places, to compare with; what may be spent; what is on offer beside what is expected.
    *_words(
        Role.EXTRA,
        90,
        r"(?:全国|[都道府県]|国|県内(?:市町村)?|類似団体)(?:の)?平均(?:値)?",
        r"(?:総|概算|年間|(?:交付)?対象)?事業費(?:等)?|一般財源|人件費",
        r"確保(?:の)?(?:方策|内容|量)|過不足|(?:国の)?参酌(?:標準|基準|値)",
    ),
    # Over which time figures are counted, and no figure: 単年・累計.
    *_words(Role.EXTRA, 90, r"(?:単年度?|累計|累積)値?[・/](?:単年度?|累計|累積)値?(?:の別|区分)?"),
    # What stood when the year began, beside its goal: neither that of the plan nor what was reached.
    *_words(Role.EXTRA, 90, r"年度当初(?:の)?(?:値|現状値?)"),
    # A month beside others is no year, and never what an indicator is called.
    *_words(Role.EXTRA, 90, r"(?:1[0-2]|[1-9])月分?"),
    # What was added in a year is no figure to compare with a baseline; nobody can say so but a person.
    *_words(Role.EXTRA, 0, r"(?:目標|実績|計画)値?の?(?:増加|増減|減少)[分量数値額]"),
    *_words(
        Role.MARK,
        95,
        r"(?:自己|内部|事務局|事後|(?:課|部|局|庁)内|(?:課|部|局|所属|所管|担当)(?:長|課)|(?:今|本|当|当該)年度の?|今回の?|\d段階|外部(?:有識者)?(?:(?:から|による)?の)?|(?:.{0,6}(?:委員会?|審議会|協議会|会議))|有識者|市民|最終|中間|中期|期末|年度末|総合|達成(?:状況?|度)?の?|進捗(?:状況|度)?の?|(?:成果)?指標の?|KPIの?|事業の?|施策の?|成果|一次|二次)?評価(?:区分|結果|ランク|記号)?",
    ),
    *_words(
        Role.MARK,
        90,
        r"(?:KPI|指標)の進捗|評価(?:・|及び)検証|検証(?:・|及び)評価|(?:目標)?達成度|.{0,9}時点での?達成(?:度|状況)|達成状況(?:評価|区分)?|(?:達成)?判[定断](?:結果)?|(?:確定|見込み?)時?の?(?:評価|判定)|ランク|進捗(?:状況)?(?:区分|評価|度)|事業効果|成果検証|達成(?:区分|評価)|目標達成状況|今回の?見通し|評定|(?:目標)?(?:の)?達成の?(?:可否|成否|有無)|評点|評価(?:点|ポイント)|(?:評価|達成|進捗|判定)(?:状況|度)?の?(?:記号|マーク)",
    ),
    *_words(
        Role.FINAL_TARGET,
        95,
        r"(?:最終(?:年度)?|\d[ヵヶカケか箇]年(?:間)?|\d{1,2}年後|長期的?)(?:の)?目標(?:値)?|目標年度(?:の)?目標値?|目標年次(?:の(?:目標)?値)?|計画(?:最終|期間(?:[中内]?の)?)?目標値?|最終計画(?:数)?値?|到達目標(?:値)?|最終達成(?:目標)?値?",
    ),
    *_words(
        Role.BASELINE,
        95,
        # What was reached when the plan began, and when it was approved: 平成25年度実績(当初値), 認定時.
        r"実績(?:値)?\((?:基準(?:年度?)?|当初|(?:計画)?策定(?:時点?)?|(?:計画)?開始時)(?:の)?(?:現状)?値?\)",
        r"(?:計画の?)?認定時(?:点)?(?:の?(?:値|数値|実績))?",
        # 平成29年度(基準年度)排出量(t-CO2換算)
        rf"\(?基準年度?\)?{_EMISSIONS}",
    ),
    *_words(
        Role.BASELINE,
        95,
        r"基準(?:年度)?(?:の)?(?:数)?値|(?:(?:(?:[前中後]期)?(?:基本|前|現|第\d{1,2}次)?計画|プラン|ビジョン|戦略)(?:の)?)?策定時(?:の|点の?)?(?:現状)?(?:値|数値)?|従前値|開始値|当初(?:の)?(?:現[況状])?値|(?:目標)?設定時(?:点)?(?:の)?(?:最新|現状)?(?:の)?値|目標設定時|基準年度?|(?:計画)?(?:当初|開始時)(?:の)?値?|計画策定(?:年度)?|(?:事業|計画)開始前(?:の?(?:現状)?値)?|初期値|計画時(?:点?の)?(?:値)?|(?:(?:計画)?策定時の?)?ベース(?:ライン)?(?:値)?|スタート(?:時の?)?値?|基準(?:時点?)?|基準年次(?:の値)?|(?:基準(?:年度?|時点?)?|(?:計画)?策定時|(?:計画|事業)?開始時|計画当初)の?(?:状況|実績)(?:値)?",
    ),
    *_words(
        Role.BASELINE,
        80,
        r"(?:本[学市町村区県会]の)?現状(?:の)?(?:数)?値?|[現近]況値?|現行(?:の?(?:数)?値)?|現[況状]値の実績(?:値)?|前回(?:の?調査)?の?(?:数?値|結果)",
    ),
    *_words(
        Role.TARGET,
        95,
        r"(?:年間|年度(?:別)?|年次|累計|末累計|単年度?|当該?年度?|中間(?:年度)?|[短中前後]期(?:基本計画|計画)?|各年度?|[本今]年度|努力|第\d{1,2}[期次](?:計画|戦略)?|(?:末|当初)?まで|以降)?(?:の)?目標(?:数)?値?(?:\(?[A-Za-z]\)?)?|目標値(?!.*(?:との|対する|達成|差)).*",
    ),
    *_words(
        Role.TARGET,
        90,
        r"(?:年間|年次|年度別?|当初|変更後?の?|修正後?の?|改[訂定]後?の?|見直し後?の?)?計画(?:数)?値?|プラン(?:[値額])?|期待値|目安値?|目標数|目標(?:の)?(?:削減|縮減|低減|抑制|節減|減少)率",
        # 第1期実施計画期間における目標値: by when is said by the cells.
        r".{2,20}(?:における|期間中?の|時点の)(?:数値)?目標(?:値)?",
        rf"\(?(?:中間|最終)?目標年度?\)?{_EMISSIONS}|目標{_EMISSIONS}",
        # 2024年(目標年) beside 2019年(基準年).
        r"\((?:計画の?)?目標年度?\)",
        # What is counted, beside that it is aimed at: 目標件数, 計画人員.
        rf"(?:年間|年度)?(?:目標|計画)(?:{_COUNTS})\(?[A-Za-z]?\)?|(?:目標|計画)(?:財政)?効果額|(?:財政)?効果(?:目標|計画)額|削減(?:目標|計画)額",
        # 指標値 beside 実績値 is what was aimed at, in the reports on grants of the state.
        r"指標値|将来値|(?:目標|要求|達成|管理|サービス)水準|目標の(?:数?値|水準)",
        r"(?:到達す|目指す|めざす|目指そう|めざそう!?ね?|ねらう|狙う|目途とする)(?:べき)?(?:数?値|\(値\)|水準|レベル|目標(?:数?値)?)|(?:努力|達成)?目標水準",
        r"(?:確保|整備|削減|利用|設置|達成|参加|実施|提供)目標(?:数?値|数|量)?",
        # What a plan of welfare or care expects is what it promises to provide.
        r"(?:サービス)?見込み?量|量の見込み?|(?:計画|目標)(?:事業|整備)?量|予定(?:数|量)?値?|(?:計画|目標)[額率]",
        r"(?:変更|改訂|改定|見直し|修正)[前後](?:の)?目標(?:数)?値?|当初(?:の)?目標(?:数)?値?",
        # 第6回協議会時の目標 above 新たな数値目標: which of several was set when.
        r"(?:第\d{1,3}[回期次])?[^\d]{0,8}時の(?:数値)?目標(?:値)?|(?:新たな|新しい|従来の)(?:数値)?目標(?:値)?",
        # What is to be built or put up in each year, above the years: no plan of its own name.
        r"(?:整備|設置|配置|供給|確保|導入)計画(?:数|量)?値?",
        # 策定計画数 and 認定計画数 count plans.
        r"(?:捕獲|生産|販売|出荷|植栽|間伐|作付|収穫|放流|受入れ?|採用|養成|育成|派遣|募集|交付|支援|実施|処理|搬入|利用|開催|参加|提供)計画(?:[人件回戸店社台校本頭羽]?数|量|額|面積)値?",
    ),
    *_words(
        Role.ACTUAL,
        95,
        r"(?:年間|年度(?:別)?|各年度?|当該?年度|単年度?|[本今]年度|最新|直近|最終|末?まで|(?:本?事業)?終了後(?:の|における))?(?:の)?実績(?:数)?値?(?:\(?[A-Za-z]\)?)?|実績値(?!を).*|(?:最新|直近|実測|現在|測定|達成|年度末)(?:の)?(?:数)?値",
    ),
    *_words(
        Role.ACTUAL,
        90,
        r"(?:年度?末)?(?:確定|確報|速報|暫定|見込み?|決算)(?:の|時の?)?(?:実績)?(?:数)?値?|今回(?:の?調査)?の?(?:数?値|結果)|実際の?(?:数?値|実績)|実績(?:の)?(?:確定|速報|暫定|見込み?)(?:数)?値?",
        r"(?:利用者?数?|給付|支給|受給|整備|設置|参加|提供|開催|利用量)(?:の)?実績(?:値|数|量)?",
        rf"実績(?:{_COUNTS})\(?[A-Za-z]?\)?|実績(?:財政)?効果額|(?:財政)?効果実績額|削減実績額",
        r"実績(?:の)?(?:削減|縮減|低減|抑制|節減|減少)率|決算見込み?(?:額)?|決算額|(?:達成)?実績[数量額値率]?|達成額|実行値|(?:事後)?評価値|推計値?",
    ),
    *_words(
        Role.ACTUAL,
        70,
        r"(?:[上下]半?期|前期|後期|第[1-4一二三四](?:四半)?期|年度?(?:前半|後半)|中間(?=実績))(?:の)?(?:実績)?(?:数)?値?",
        r"(?:\d{1,2}月?(?:[~-]|から)|から)\d{1,2}月(?:期|分|末)?(?:の)?(?:実績)?(?:値)?|(?:[4-9]|1[0-2])月末(?:時点|現在)?(?:の)?(?:実績)?(?:値)?",
    ),
    # 年度末 beside 年度当初 and 9月末.
    *_words(Role.ACTUAL, 70, r"年度末(?:時点|現在)?(?:の)?(?:数?値)?"),
    *_words(Role.ACTUAL, 70, r"(?:年度|末)?累計(?:実績)?値?|年度?計|年間?合計|通年(?:実績)?"),
    *_words(Role.ACTUAL, 80, r"中間値|年間計(?!画).*|実績見込値?|見込値?|実数|結果|到達値|最新"),
    *_words(Role.ISSUE, 95, r"課題(?:等)?|(?:主な|今後の)課題"),
    *_words(
        Role.STATUS,
        95,
        r".*(?:実施|取組|取り組み|進捗|実行|事業)(?:の)?(?:状況|実績|結果|経過)(?:及び|と|・|や|、|並びに)?(?:課題|成果|評価)?.*",
    ),
    *_words(
        Role.STATUS,
        85,
        r".*(?:成果|課題|状況|コメント|所見|理由|分析|意見|(?:今後の|の今後)|内容|概要|説明|詳細).*"
        r"|.{0,12}改善[策点]|(?:次年度|翌年度|来年度)(?:以降)?の(?:方向性?|方針|展開|取り?組み?)|対応策|対応方針|要因",
    ),
    *_words(Role.PAGE, 90, r"(?:掲載)?(?:頁|ページ)|P\.?"),
    *_words(
        Role.LEVEL,
        95,
        r"(?:基本|施策の|政策の|取組の)?方向性?|(?:施策|政策|取組)の(?:基本)?方針|(?:政策|施策|事業)目標|(?:基本|重点|個別|主要|具体的な|主な|小)?(?:方針|目標|施策|政策|取組|取組み|事業|戦略|プロジェクト)(?:名|項目|の方向性|の柱)?",
    ),
    *_words(
        Role.LEVEL,
        90,
        r".*(?:の柱|柱|分野|基本目標|基本方針|実施事業|事務事業|具体的(?:な)?取組み?|主要施策|分野別施策|施策項目|事業名|事業の名称|取組名|措置(?:名|の内容)?|サービス(?:名|種別)?|の種類|種別|章|節|区分|項目名?|大項目|中項目|小項目|体系)(?:\d)?"
        r"|(?:まちの)?将来像|まちの姿|領域|(?:重点)?テーマ|視点|カテゴリー?|ライフステージ|部門名?|施設名?|該当(?:施設|建物|事業所)|路線名?|会計名?|[大中小細]分類|ゴール|(?:アクション|活動|行動|実施|取組)プラン|アクション"
        r"|(?:構成|関係)?(?:自治体|市町村|市区町村|区市町村|市町|町村|都道府県)名?"
        r"|取組方針|基本的(?:な)?方向性?|具体的(?:な)?施策|(?:推進|単位|細)施策|施策の展開|リーディングプロジェクト",
    ),
)


def _plain(role: Role, confidence: int, words: str) -> dict[str, HeadingWord]:
    return {
        word: HeadingWord(late_pattern(re.escape(word)), role, confidence, frozenset(word))
        for word in words.split()
    }


# The headings that nearly every table has, in the very words: found without asking, and at first compiling,
# the patterns before theirs. A test holds that the patterns say the same of each.
PLAIN_HEADINGS: Mapping[str, HeadingWord] = {
    **_plain(Role.INDICATOR, 95, "指標 指標名 成果指標 評価指標"),
    **_plain(Role.INDICATOR, 90, "数値目標 KPI"),
    **_plain(Role.UNIT, 95, "単位"),
    **_plain(Role.GOAL, 95, "目標とする姿"),
    **_plain(Role.TARGET, 95, "目標 目標値 年間目標"),
    **_plain(Role.TARGET, 90, "計画 計画値"),
    **_plain(Role.FINAL_TARGET, 95, "最終目標 最終目標値"),
    **_plain(Role.ACTUAL, 95, "実績 実績値"),
    **_plain(Role.BASELINE, 95, "基準値"),
    **_plain(Role.BASELINE, 80, "現状値"),
    **_plain(Role.RATE, 95, "達成率 進捗率"),
    **_plain(Role.MARK, 95, "評価"),
    **_plain(Role.MARK, 90, "判定 達成度 達成状況"),
    **_plain(Role.LEVEL, 95, "方向性 個別施策 施策 基本目標 事業名 取組"),
    **_plain(Role.LEVEL, 90, "実施事業 項目 区分"),
    **_plain(Role.BODY, 95, "実施主体 担当課 所管課 担当部署"),
    **_plain(Role.NUMBER, 90, "番号 No. No"),
    **_plain(Role.PAGE, 90, "P 頁 ページ"),
    **_plain(Role.NOTE, 90, "備考"),
    **_plain(Role.ISSUE, 95, "課題"),
}
