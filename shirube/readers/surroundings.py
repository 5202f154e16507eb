"""What stands around a table: title, plan name, municipality, document number, period, footnotes, remarks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.pattern import late_pattern
from shirube.readers.document_dates import strip_document_dates
from shirube.readers.line_words import is_name_label
from shirube.readers.name_units import match_unit_line
from shirube.readers.plan_titles import names_plan, parse_municipality, parse_plan_name

_DOCUMENT = late_pattern(
    r"[【\[(（]?((?:参考|別添|追加|当日)?(?:資料|別紙|別表|議案|報告)(?:第|No\.?)?\s*[\d一二三四五六七八九十]+(?:[-の]\d+)*号?)[】\])）]?"
)
_DOCUMENTS = ("資料", "別紙", "別表", "議案", "報告")
_NOTE = late_pattern(r"\s*+(?:[(（]?\s*+[※＊*]|[(（]注|注\s*+[\d０-９①-⑳]*\s*[)）:：.．、 　])")
_SECTION = late_pattern(r"(?:.{1,12}[都道府県市区町村]\s?)?[^\s（(]{1,12}[部局課室係]")
# A line that ends with the meeting, or with the paper that was made for it.
_MEETING = late_pattern(
    r"(?:審議会|委員会|協議会|懇[話談]会|部会|会議|本部会?)\s?(?:[(（].{1,12}[)）]|(?:配[付布])?資料.{0,8})?$"
)
_UNITS_OF_OFFICES = frozenset("部局課室係")
_LONGEST_TITLE = 100
_EDITION = late_pattern(r"\s*年?度?版")
# Around the year of such a line, written as |.
_YEAR_LINE = late_pattern(
    r"(?:(?:(?:評価|対象|実施|事業|報告|実績|集計)+(?:年度?)?|年度?)\s*+[:=]?\s*+)?\|(?:\s*+(?:年度?|末))*+\s*+"
    r"(?:の|に係る)?(?:実績|実施|事業|評価|進捗|達成|取組)*(?:状況|結果|報告)?分?"
)


_LABELLED = ("年度 |", "年度　|", "年度:", "年度|")
_YEAR_AMONG = late_pattern(
    r"(?<!\S)(?:評価|対象|実績|報告|集計)(?:対象)?年度[ 　]{0,3}[:=]?[ 　]{0,3}\|(?=年?度?(?:[ 　]|$))"
)
_LONGEST_HEADING = 40
# Of such lines the year is that of the paper, of the plan or of its goal, not that of the figures.
_OTHER_YEAR = late_pattern(
    r"[月日]|現在|作成|更新|策定|改[訂定]|期間|計画年度|目標(?:年度|値|[(:]|$)|基準|から|まで|~|発行|予算|設定|次年度|今後|です|ます|。|とおり"
)
_CAPTION = late_pattern(
    r"(?:第?\d{0,3}[表図]|(?:表|図|資料)\s?\d[\d-]*)[\s.:]*(?:令和|平成|R|H|20)[\d元年度()]{1,12}分?"
)
_REPORTED = ("公表", "報告", "お知らせ", "取りまとめ", "とりまとめ", "とおり", "掲載")
# What follows the year of such a sentence; a plan or a budget of the year says nothing of its figures.
_REPORT = late_pattern(
    r"(?:に係る|における|分)?の?[^。、]{0,40}(?:実施状況|実績|結果|取組状況|進捗状況|達成状況)(?:等)?(?:について|を|は|が)"
    r"[^。\d]{0,25}(?:公表|報告|お知らせ|[取と]りまとめ|とおり|掲載)[^。\d]{0,12}。?"
)
_SIGNS = "()[]【】<>〈〉■●○◆・ 　"
# Behind such a year nothing else is said: 必須KPI実績報告.
_RESULTS = late_pattern(r"[^\d。、]{0,16}実績(?:報告|一覧|評価|値)?(?:表)?")
_TELLS_RESULTS = late_pattern(r"達成|実績|進捗|評価|結果|実施状況|取組状況")
# Such a line is a heading though others stand between it and its table.
_HEADS_RESULTS = late_pattern(
    r"(?:実績|結果|(?:進捗|達成|実施|取組)状況|評価|検証|報告)(?:等|書|表|一覧)?(?:について)?[)】]?$"
)


_COUNTED_PARTS = frozenset("アイウエオカキクケコ")
_AFTER_COUNT = frozenset(" 　.．、)）")
_MONTHS = late_pattern(r"\([^()]{0,12}年[^()]{0,4}月[^()]{0,24}\)")
# 評価対象期間 平成27年4月1日~平成28年3月31日: from the first day of one fiscal year to its last.
_SPAN = late_pattern(
    r"[■●○◆・【\[(]?(?:評価|対象|実施|事業|報告|実績|集計)+(?:の?対象)?の?(?:期間|年度)[】\])]?\s?[:=]?\s?"
    r"(?P<dates>[^\d月]{0,4}[\d元]{1,4}年4月1日(?:\([^()]\))?\s?(?:~|から|-)\s?"
    r"[^\d月]{0,4}[\d元]{1,4}年3月31日)(?:\([^()]\))?(?:まで)?"
)
# In a form other labels may follow: 年度 | 令和6年度 | 種別 | 継続.
_YEAR_LABEL = late_pattern(r"(?:評価|対象|実施|事業|報告|評価対象)?年度\s?[:=]?\s?\|(?:$|\s)")


class Surroundings(Struct, frozen=True):
    """The lines around a table, understood; what has no place of its own stays in ``remarks``."""

    title: str = ""
    name: str = ""
    municipality: str = ""
    document_number: str = ""
    footnotes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    year: FiscalYear | None = None


def understand_surroundings(above: Sequence[str], below: Sequence[str]) -> Surroundings:
    """Title and number are sought above the table first; lines with ※ or 注 are footnotes.

    The year is that of the title when it names exactly one, else that of a line which says only a year: it
    then holds for columns without a year.
    """
    lines = [line.strip() for line in above if line.strip()]
    number = next((found for line in (*lines, *below) if (found := parse_document_number(line))), "")
    rest = [line for line in lines if parse_document_number(line) != fold_width(line).strip("【】[]() ")]
    rest = [_without_number(line) for line in rest]
    notes = [line for line in (*rest, *below) if is_note(line)]
    candidates = [line for line in rest if not is_note(line)]
    title = _choose_title(candidates)
    others = [line for line in candidates if line != title]
    # Between a heading and its table may stand the unit of all figures, and who made the paper.
    heads = [line for line in others if not match_unit_line(line) and not _names_paper(line)]
    year = _year_of_results(heads) or (None if _promises(title) else find_title_year(title))
    year = year or _year_of_lines(others) or _year_of_heading(heads)
    year = year or _year_of_report(others) or _year_of_span(others)
    others += [line for line in below if not is_note(line) and not parse_document_number(line)]
    return Surroundings(
        title=title,
        name=parse_plan_name(title),
        municipality=parse_municipality(title),
        document_number=number,
        footnotes=tuple(notes),
        remarks=tuple(others),
        year=year,
    )


def _promises(title: str) -> bool:
    """True for 令和8年度までに3%の削減を目指す。: the year of a promise is not that of the figures below."""
    return title.endswith("。") and ("目標" in title or "目指" in title)


def find_title_year(title: str) -> FiscalYear | None:
    """The only year that a title names, which is neither that of an edition nor the first of a period."""
    folded = fold_width(strip_document_dates(title))
    # 令和5年度版 is the edition: it reports the year before as often as its own.
    mentions = (one for one in find_fiscal_years(folded) if not _EDITION.match(folded, one.end))
    years = {mention.year for mention in mentions}
    open_ended = bool(re.search(r"年度?\s*[~]", fold_width(title)))
    return years.pop() if len(years) == 1 and not open_ended else None


def _year_of_lines(lines: Sequence[str]) -> FiscalYear | None:
    """The year of a line that says nothing else, below a title without one: 対象年度：令和5年度."""
    years = set()
    for line in lines:
        # 令和6年度（2024年4月～2025年3月） says the same year twice.
        body = _MONTHS.sub("", fold_width(strip_document_dates(line))).strip("()[]【】<>〈〉■●○◆・ 　")
        mentions = list(find_fiscal_years(body))
        for mention in reversed(mentions):
            body = f"{body[: mention.start]}|{body[mention.end :]}"
        body = body.replace("(|)", "")
        if mentions and (_YEAR_LINE.fullmatch(body) or _YEAR_LABEL.match(body)):
            years |= {mention.year for mention in mentions}
        elif mentions and any(sign in body for sign in _LABELLED) and (labelled := _YEAR_AMONG.search(body)):
            # 施設名 市民体育館 対象年度 令和5年度: one of several labels in a row.
            years.add(mentions[body.count("|", 0, labelled.end() - 1)].year)
    return years.pop() if len(years) == 1 else None


def _year_of_results(lines: Sequence[str]) -> FiscalYear | None:
    """The year of 令和6年度（2024年4月～2025年3月）実績報告 right above a table, below 令和7年度 報告書.

    A sentence may stand between them: 目標値と達成率は以下のとおりです。
    """
    last = next((line for line in reversed(lines[-2:]) if not line.endswith("。")), "")
    line = _MONTHS.sub("", fold_width(strip_document_dates(last))).strip()
    if "実績" not in line or len(line) > _LONGEST_HEADING or _OTHER_YEAR.search(line):
        return None
    mentions = list(find_fiscal_years(line))
    years = {mention.year for mention in mentions}
    begins = len(years) == 1 and not line[: mentions[0].start].strip(_SIGNS)
    return years.pop() if begins and _RESULTS.fullmatch(line[mentions[0].end :].strip()) else None


def _year_of_heading(lines: Sequence[str]) -> FiscalYear | None:
    """The one year of the line right above a table: 数値目標の達成状況（令和6年度末）, 表2 令和6年度.

    Lines without any year may stand between them: 令和6年度 事業の実績, and below it what A, B and C mean.
    """
    folded = [fold_width(strip_document_dates(line)).strip() for line in lines]
    named = {line: {mention.year for mention in find_fiscal_years(line)} for line in folded}
    line = next((text for text in reversed(folded) if named[text]), "")
    if not line or len(line) > _LONGEST_HEADING or _OTHER_YEAR.search(line):
        return None
    years = set().union(*named.values())
    is_last = line == folded[-1]
    tells = (_TELLS_RESULTS if is_last else _HEADS_RESULTS).search(line) or (
        is_last and _CAPTION.fullmatch(line)
    )
    return years.pop() if len(years) == 1 and tells else None


def _year_of_report(lines: Sequence[str]) -> FiscalYear | None:
    """The year of a sentence that says what is reported: 令和4年度の計画の実施状況を公表します."""
    years = set()
    for line in lines:
        if len(line) > _LONGEST_TITLE or not any(word in line for word in _REPORTED):
            continue
        folded = fold_width(strip_document_dates(line))
        mentions = list(find_fiscal_years(folded))
        if len(mentions) == 1 and _REPORT.fullmatch(folded[mentions[0].end :].strip()):
            years.add(mentions[0].year)
    return years.pop() if len(years) == 1 else None


def _year_of_span(lines: Sequence[str]) -> FiscalYear | None:
    """The fiscal year that a line names by its first and its last day."""
    spans = (_SPAN.fullmatch(fold_width(line).strip()) for line in lines if "4" in line or "４" in line)
    years = {mention.year for span in spans if span for mention in find_fiscal_years(span["dates"])}
    return years.pop() if len(years) == 1 else None


def parse_document_number(line: str) -> str:
    """「資料2」 of a line that is one, in brackets or at the end of a title; "" for other lines."""
    folded = fold_width(line)
    if not any(word in folded for word in _DOCUMENTS):
        return ""
    match = _DOCUMENT.fullmatch(folded.strip()) or re.search(
        r"[\s　【\[(]" + _DOCUMENT.pattern + r"\s*$", folded
    )
    return match.group(1) if match else ""


def is_note(line: str) -> bool:
    """True for a footnote: it begins with ※, 注 or an asterisk."""
    return _NOTE.match(line) is not None


def _without_number(line: str) -> str:
    number = parse_document_number(line)
    if not number:
        return line
    at_end = r"[【\[(（]?" + re.escape(number) + r"[】\])）]?\s*$"
    # The rest is kept as written, 「～」 as 「～」, unless the number itself is in full-width digits.
    text = line if re.search(at_end, line) else fold_width(line)
    cut = re.sub(at_end, "", text).strip()
    return cut if len(cut) >= 2 else line


def _choose_title(lines: Sequence[str]) -> str:
    """The first line that names a kind of plan, else the first line; headings of forms are short.

    The meeting that a paper was made for is its title only where nothing else could be it.
    """
    # ウ 成果指標 is a part of a paper whose title stands elsewhere.
    lines = [line for line in lines if line[:1] not in _COUNTED_PARTS or line[1:2] not in _AFTER_COUNT]
    own = [line for line in lines if len(line) <= _LONGEST_TITLE and not _names_paper(line)]
    plan = next((line for line in own if names_plan(line)), "")
    meeting = next((line for line in lines if len(line) <= _LONGEST_TITLE and _names_meeting(line)), "")
    heads = [
        line
        for line in lines
        if not match_unit_line(line) and not _names_paper(line) and not _names_indicator(line)
    ]
    # A sentence is the title only where nothing else could be it.
    first = next((line for line in heads if not line.endswith("。")), heads[0] if heads else "")
    return plan or (first if len(first) <= _LONGEST_TITLE else "") or meeting


def _names_indicator(line: str) -> bool:
    """True for 指標名：来館者数 above the lines of one indicator: the paper is called something else."""
    label, colon, name = fold_width(line).partition(":")
    return bool(colon and name) and is_name_label(label.lstrip(_SIGNS))


def _names_meeting(line: str) -> bool:
    return ("会" in line or "本部" in line) and _MEETING.search(line) is not None


def _names_paper(line: str) -> bool:
    """True for what stands at the top right of a paper: its day, the section that made it, its meeting."""
    return (
        not strip_document_dates(line)
        or (line[-1:] in _UNITS_OF_OFFICES and _SECTION.fullmatch(line) is not None)
        or _names_meeting(line)
    )
