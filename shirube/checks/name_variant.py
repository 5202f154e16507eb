"""A name of the plan that a text writes differently (るるのカード against るのカード).

How a slip is told from another word is known to core.name_variants.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shirube.checks.context import CheckContext
from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import fold_width
from shirube.core.name_variants import SHORTEST, NameIndex, Variant

CODE = "name-variant"
LEVELS = (Level.ODD,)

_AROUND = 8  # characters of the text shown on either side
_BRACKETS = re.compile(r"【[^】]*】|\([^)]*\)|[「」『』]")
# Numbers at either end make 事業12 and 事業13 two names, not two spellings.
_NUMBERING = re.compile(r"^[\d\W]+|(?:その|第)?[\d\s.\-]+$")
# Words at the end of an activity's name that a text leaves out: るのカード(普及事業), 地域マップ(の作成).
_GENERIC_END = re.compile(
    r"(?:の|・)?(?:(?:普及|促進|推進|支援|開催|補助|助成|運営|整備|活用|作成|実施|強化|充実|育成|確保|向上|対策|派遣|発行|導入"
    r"|拡大|振興|創出|提供|設置)+(?:事業)?|事業|づくり)$"
)


@dataclass(frozen=True, slots=True)
class _Text:
    """One text of the plan and where it stands."""

    where: str
    place: Place
    text: str


def check_name_variant(context: CheckContext) -> Iterator[Finding]:
    """One finding for each differing spelling, at its first place, with the number of places.

    Names are those of nodes, indicators, bodies, plan and municipality, with and without general words at
    their end; texts are goals, statuses, notes and footnotes.
    """
    index = NameIndex(collect_names(context))
    places: dict[tuple[str, str], list[tuple[_Text, Variant]]] = {}
    seen: dict[str, list[Variant]] = {}
    for text in _iterate_texts(context):
        if text.text not in seen:
            seen[text.text] = list(index.find_variants(text.text))
        for variant in seen[text.text]:
            places.setdefault((variant.spelling, variant.name), []).append((text, variant))
    for found in places.values():
        yield _report(*found[0], more=len(found) - 1)


def collect_names(context: CheckContext) -> set[str]:
    """Every name of the plan of four or more characters, whole and without general words at its end."""
    plan = context.plan
    whole = {node.name for path, _ in plan.rows for node in path} | set(plan.bodies)
    whole |= {indicator.name for indicator in plan.indicators} | {plan.name, plan.municipality}
    whole |= {body for indicator in plan.indicators for body in indicator.bodies}
    names = set()
    for name in whole:
        bare = _NUMBERING.sub("", _BRACKETS.sub("", fold_width(name)).strip()).strip()
        names |= {bare, _GENERIC_END.sub("", bare)}
    return {name for name in names if len(name) >= SHORTEST}


def _iterate_texts(context: CheckContext) -> Iterator[_Text]:
    for row in context.rows:
        yield _Text("目標とする姿", row.place(), row.indicator.goal)
        for status in row.indicator.statuses:
            yield _Text("実施状況・課題", row.place(context.status_year(status)), status.text)
        for note in row.indicator.notes:
            yield _Text("備考", row.place(), note)
    for footnote in (*context.plan.footnotes, *context.plan.remarks):
        yield _Text("欄外の注記", Place(), footnote)


def _report(text: _Text, variant: Variant, *, more: int) -> Finding:
    folded = fold_width(text.text)
    begin, end = max(0, variant.start - _AROUND), variant.start + len(variant.spelling) + _AROUND
    around = f"{'…' if begin else ''}{folded[begin:end]}{'…' if end < len(folded) else ''}"
    others = f"同じ書き方がほかに{more}か所あります。" if more else ""
    return Finding(
        code=CODE,
        level=Level.ODD,
        place=text.place,
        message=f"{text.where}に「{variant.spelling}」とありますが、この計画の中の名称は「{variant.name}」です"
        f"（{' '.join(around.split())}）。{others}",
        remedy="名称の書き誤りであれば直してください。別のものを指している場合は、そのままで差し支えありません。",
    )
