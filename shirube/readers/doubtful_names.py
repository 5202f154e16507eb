"""Names that are hardly names: 目標 and 実績, R4 and R5, notes, and rows without any, each said in a finding.

What the figures beside them say is doubted by doubtful_figures.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shirube.core.finding import Finding, Level, Place
from shirube.core.form import Role
from shirube.core.indicator import Indicator
from shirube.core.pattern import late_pattern
from shirube.readers.line_words import is_span, match_kind, parse_year_cell
from shirube.readers.result import ReadPlan

# A column shows in its first rows whether its cells are pairs.
_SAMPLE = 60
_NAMES_LOOKED_AT = 400
# 計画 and 目標 alone behind a name may be a part of it.
_PLANNED_STAFF = late_pattern(r"(?:計画|目標)(?:職員数?|定員|定数|人員)(?:[(（]?[A-Za-z]?[)）]?)$")
_SHORT = 10
# Lines of indicators end in the same few words again and again.
_FEWEST_ENDS, _MOST_ENDS = 4, 4
# What says of a line which figures it holds, and never what they are figures of.
_ONLY_KIND = late_pattern(r"(?:年間|年度)?の?実\s*績(?:値|数)?|目\s*標(?:値)?|達成率")
_BEGINS_KIND = frozenset("年の実目達")
_IN_BRACKETS = late_pattern(r"[(（]([^()（）]{2,8})[)）]\s*$")
# 指標1, 成果指標②, KPI3 and nothing else.
_NUMBERED = late_pattern(
    r"(?:成果|活動|評価|測定|数値|代表)?(?:指標|目標|ＫＰＩ|KPI)(?:No\.?)?\s?[（(]?(?:[\d０-９]{1,2}|[①-⑳])[)）]?"
)
# How a note begins, and words that no name has but a note.
_NOTE_SIGNS = ("※", "(注", "（注")
_SAYS = ("は", "です", "ます", "による", "のため")


def check_names(read: ReadPlan) -> Iterator[Finding]:
    """Indicators called 目標 and 実績 are lines of indicators that were not understood as such."""
    promised = next((item.name for _, item in read.plan.rows if _is_told_as_reached(item)), "")
    if promised:
        yield _describe_promised(read, promised)
        return
    names, kinds = _find_kinds(read)
    called = [
        (name or level, bool(item.targets and item.actuals))
        for (name, level), (_, item) in zip(names, read.plan.rows, strict=False)
    ]
    lone = [(name, is_whole) for name, is_whole in called if _is_only_kind(name)]
    if name := next((name for name, is_whole in lone if not is_whole), ""):
        yield _describe_lone(read, name, is_whole=False)
    elif len(set(kinds)) > 1 and len(kinds) * 2 > len(names):
        yield _describe_lines(read, kinds[0], next(name for name in kinds if name != kinds[0]))
    elif lone and sum(is_whole for _, is_whole in called) == len(lone):
        # Among indicators with names of their own it may be one that is called so.
        yield _describe_lone(read, lone[0][0], is_whole=True)


def _is_told_as_reached(item: Indicator) -> bool:
    return bool(item.actuals) and not item.targets and _is_promise(item.name)


def _find_kinds(read: ReadPlan) -> tuple[list[tuple[str, str]], list[str]]:
    """Names with the nodes above them, as many as show what they are, and the kinds of figures among them."""
    rows = read.plan.rows
    # What most of the names are shows near the top.
    names = [(item.name.strip(), path[-1].name if path else "") for path, item in rows[:_NAMES_LOOKED_AT]]
    kinds = [next(filter(match_kind, both)) for both in names if any(map(match_kind, both))]
    if kinds:
        return names, kinds
    # 延長保育 見込み, or no name at all and 見込み in a column that nothing is said about.
    lasts = [
        item.name.split()[-1:] if item.name else [text for _, text in item.extras if len(text) < _SHORT]
        for _, item in rows[:_SAMPLE]
    ]
    kinds = [text for texts in lasts for text in texts if match_kind(text)]
    return names[:_SAMPLE], kinds if len(set(kinds)) > 1 else _find_ends(names)


def _describe_promised(read: ReadPlan, name: str) -> Finding:
    return Finding(
        code="lines-mistaken",
        level=Level.GRAVE,
        place=Place(file=read.grid.file, sheet=read.grid.name),
        message=f"「{name}」のように計画の値と思われる行を、実績値として読み取りました。",
        remedy="1指標が計画と実績の行に分かれた表であれば、読み取り設定（--layout）の layout に lines を"
        "指定してください。計画の値だけの表であれば、見出しを「令和6年度目標」のようにしてください。",
    )


def _describe_lines(read: ReadPlan, one: str, other: str) -> Finding:
    return Finding(
        code="lines-mistaken",
        level=Level.GRAVE,
        place=Place(file=read.grid.file, sheet=read.grid.name),
        message=f"「{one}」「{other}」などの行を、指標の名前として読み取りました。"
        "1指標が複数の行に書かれた表のようです。",
        remedy="年度の見出しを「令和6年度」のように年度だけにするか、読み取り設定（--layout）の "
        "layout に lines を指定してください。",
    )


def _describe_lone(read: ReadPlan, name: str, *, is_whole: bool) -> Finding:
    """A row called 実績値; with targets and actuals of its own it is no line of another, but has no name."""
    told = (
        "指標名がほかの場所に書かれた表のようです。"
        if is_whole
        else "指標名がほかの場所に書かれた表か、目標と実績の行に分かれた表のようです。"
    )
    return Finding(
        code="lines-mistaken",
        level=Level.ODD if is_whole else Level.GRAVE,
        place=Place(file=read.grid.file, sheet=read.grid.name),
        message=f"「{name}」とだけ書かれた行を、指標の名前として読み取りました。{told}",
        remedy="指標名を行の左に記入するか、読み取り設定の layout に lines を指定してください。",
    )


def _is_only_kind(name: str) -> bool:
    return name[:1] in _BEGINS_KIND and _ONLY_KIND.fullmatch(name) is not None


def _find_ends(names: Sequence[tuple[str, str]]) -> list[str]:
    """確保枠 and 実　績 at the ends of all names in turn: two words, of which one is a kind of figure."""
    texts = [name or level for name, level in names[:_SAMPLE]]
    # 相談件数（目標）, and beside it 相談件数（実績）.
    closed = [text for text in texts if text.rstrip()[-1:] in (")", "）")]
    ends = [match[1] for text in closed if (match := _IN_BRACKETS.search(text)) and match_kind(match[1])]
    if len(ends) * 2 > len(texts) and len(set(ends)) > 1:
        return ends
    ends = ["".join(text.split()[1:]) for text in texts]
    several = len(ends) >= _FEWEST_ENDS and 1 < len(set(ends)) <= _MOST_ENDS and "" not in ends
    kinds = [text for text in ends if match_kind(text) and not is_span(text)]
    return ends if several and kinds else []


def _is_promise(name: str) -> bool:
    """True for a name that says nothing but 目標 or 量の見込み, or begins so: 量の見込み 特定型.

    Behind what is counted stands a word for it only where it says what: 一般行政 計画職員数.
    """
    first, *behind = name.split() or [""]
    said = (name.strip(), first)
    return any(match_kind(text) is Role.TARGET for text in said) or any(
        map(_PLANNED_STAFF.match, (first, *behind))
    )


def check_years_as_names(read: ReadPlan) -> Iterator[Finding]:
    """Indicators called R4 and R5: the years stand in the rows, and the indicators above the columns."""
    names = [item.name or (path[-1].name if path else "") for path, item in read.plan.rows]
    if len(names) < 2 or not all(map(parse_year_cell, names)):
        return
    yield Finding(
        code="years-as-names",
        level=Level.GRAVE,
        place=read.grid.place(read.rows[read.plan.indicators[0].key], 0),
        message=f"「{names[0]}」「{names[1]}」などの年度を、指標の名前として読み取りました。"
        "年度が縦に、指標が横に並んだ表のようです。",
        remedy="行と列を入れ替えるか、「指標」「年度」「目標」「実績」の列に並べ直してください。",
    )


def check_nameless(read: ReadPlan) -> Iterator[Finding]:
    """Rows without a name below one with a name may be its further lines: a target and its actual."""
    if not any(item.column.role is Role.INDICATOR for item in read.columns):
        return
    # The first of a node goes by the name of that.
    nameless = [
        item.key
        for path, item in read.plan.rows
        if not item.name and not (path and path[-1].name and path[-1].indicators[0] is item)
    ]
    named = sum(1 for item in read.plan.indicators if item.name)
    if not nameless or not named:
        return
    yield Finding(
        code="rows-nameless",
        # As many without a name as with one: hardly by chance.
        level=Level.GRAVE if len(nameless) >= named else Level.ODD,
        place=read.grid.place(read.rows[nameless[0]], 0),
        message=f"指標名のない行が{len(nameless)}行あり、それぞれ別の指標として読み取りました。"
        "1指標が複数の行に書かれた表かもしれません。",
        remedy="上の行と同じ指標であれば、見出しか表の上に「上段：目標　下段：実績」のように書くか、"
        "行ごとに「目標」「実績」と書いた列を設けてください。別の指標であれば、指標名を記入してください。",
    )


def check_numbered_names(read: ReadPlan) -> Iterator[Finding]:
    """指標1 and 指標2 where names are looked for: what they are figures of stands elsewhere, or nowhere."""
    numbered = [item for item in read.plan.indicators if _NUMBERED.fullmatch(item.name.strip())]
    if numbered:
        yield Finding(
            code="name-is-number",
            level=Level.ODD,
            place=read.grid.place(read.rows[numbered[0].key], 0),
            message=f"「{numbered[0].name.strip()}」のように、番号だけの指標名が{len(numbered)}個あります。"
            "何の値かが表から分かりません。",
            remedy="指標の名前がほかの場所に書かれていれば、番号の代わりに記入してください。",
        )


def check_note_names(read: ReadPlan) -> Iterator[Finding]:
    """※上段の( )は見込みの数 in the place of a name: it explains the figures, and names none."""
    notes = [
        item
        for item in read.plan.indicators
        if item.name.startswith(_NOTE_SIGNS) and any(word in item.name for word in _SAYS)
    ]
    if notes:
        yield Finding(
            code="name-is-note",
            level=Level.ODD,
            place=read.grid.place(read.rows[notes[0].key], 0),
            message=f"「{' '.join(notes[0].name.split())}」は注釈のようですが、同じ行に値があるため、"
            f"指標名として読み取りました（{len(notes)}行）。",
            remedy="その行の値が何の値かを確かめ、指標名を記入するか、注釈を表の下へ移してください。",
        )
