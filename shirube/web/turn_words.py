"""What became of an indicator, in words: beside its name in the table, as a footnote, and as a line.

What happened is loaded by store/turns.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from shirube.core.fiscal_year import YearStyle
from shirube.core.plan import Plan, render_indicator_name
from shirube.store.turns import Kind, Turn


def render_labels(turns: Sequence[Turn]) -> tuple[str, ...]:
    """The labels beside a name, the newest of each kind: 終了（R8から）, 移動（R7）."""
    newest = {turn.kind: turn for turn in turns}
    return tuple(label for turn in newest.values() if (label := _render_label(turn)))


def _render_label(turn: Turn) -> str:
    year = turn.year.render(YearStyle.LETTER)
    match turn.kind:
        case Kind.ENDED:
            return f"終了（{year}から）"
        case Kind.SPLIT:
            return f"分割・終了（{year}から）"
        case Kind.SPLIT_FROM:
            return f"分割で新設（{year}から）"
        case Kind.MOVED | Kind.RENAMED:
            return f"{turn.word}（{year}）"
    return ""


def render_turn(turn: Turn) -> str:
    """One turn as a line of the indicator's page."""
    year = turn.year.render()
    match turn.kind:
        case Kind.ENDED:
            return f"{year}から終了"
        case Kind.SPLIT:
            return f"{year}から「{turn.after}」に分割して終了"
        case Kind.SPLIT_FROM:
            return f"{year}から「{turn.before}」を分割して新設"
        case Kind.MOVED:
            return f"{year}に「{turn.before}」から「{turn.after}」へ移動"
        case Kind.RENAMED:
            return f"{year}に「{turn.before}」から「{turn.after}」へ名称変更"
    return f"前期計画「{turn.before}」から引継ぎ"


def add_footnotes(plan: Plan, turns: Mapping[str, Sequence[Turn]]) -> Plan:
    """The plan with a footnote for each turn that a reader of the table would stumble over.

    A footnote that is there already is not added twice: an exported table may have been taken in again.
    """
    notes = tuple(_iterate_footnotes(plan, turns)) if turns else ()
    return replace(plan, footnotes=tuple(dict.fromkeys((*plan.footnotes, *notes)))) if notes else plan


def _iterate_footnotes(plan: Plan, turns: Mapping[str, Sequence[Turn]]) -> Iterable[str]:
    for path, indicator in plan.rows:
        name = render_indicator_name(path, indicator)
        for turn in turns.get(indicator.key, ()):
            if turn.kind not in (Kind.SPLIT_FROM, Kind.CARRIED):  # said beside the old one; of no concern
                yield f"※ {name}：{render_turn(turn)}"
