"""A name of the plan that a text writes differently (るるのカード against るのカード).

How a slip is told from another word is known to core.name_variants.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from shirube.checks.context import CheckContext, Row
from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import fold_width
from shirube.core.name_variants import SHORTEST, NameSearch, Variant
from shirube.core.pattern import late_pattern

CODE = "name-variant"
LEVELS = (Level.ODD,)

_AROUND = 8  # characters of the text shown on either side
_BRACKETS = late_pattern(r"【[^】]*】|\([^)]*\)|[「」『』]")
# Numbers at either end make 事業12 and 事業13 two names, not two spellings.
_NUMBERING = late_pattern(r"^[\d\W]+|(?:その|第)?[\d\s.\-]+$")
# Words at the end of an activity's name that a text leaves out: るのカード(普及事業), 地域マップ(の作成).
_GENERIC_END = late_pattern(
    r"(?:の|・)?(?:(?:普及|促進|推進|支援|開催|補助|助成|運営|整備|活用|作成|実施|強化|充実|育成|確保|向上|対策|派遣|発行|導入"
    r"|拡大|振興|創出|提供|設置)+(?:事業)?|事業|づくり)$"
)


# With more names than this a text is held against those of its own measure only.
_MANY = 300


class _Text(Struct, frozen=True):
    """One text of the plan, where it stands, and the search for names it may speak of."""

    where: str
    place: Place
    text: str
    search: NameSearch


def check_name_variant(context: CheckContext) -> Iterator[Finding]:
    """One finding for each differing spelling, at its first place, with the number of places.

    Names are those of nodes, indicators, bodies, plan and municipality, with and without general words at
    their end; texts are goals, statuses, notes and footnotes. In plans with very many names a text is held
    against those of its own measure, of bodies, plan and municipality.
    """
    places: dict[tuple[str, str], list[tuple[_Text, Variant]]] = {}
    seen: dict[tuple[int, str], list[Variant]] = {}
    for text in _iterate_texts(context):
        key = (id(text.search), text.text)
        if key not in seen:
            seen[key] = list(text.search.find_variants(text.text))
        for variant in seen[key]:
            places.setdefault((variant.spelling, variant.name), []).append((text, variant))
    for found in places.values():
        yield _report(*found[0], more=len(found) - 1)


def collect_names(context: CheckContext) -> set[str]:
    """Every name of the plan of four or more characters, whole and without general words at its end."""
    return _shape(_collect_common(context)).union(*(_shape(_collect_own(row)) for row in context.rows))


def _collect_common(context: CheckContext) -> set[str]:
    plan = context.plan
    bodies = {body for indicator in plan.indicators for body in indicator.bodies}
    return {plan.name, plan.municipality, *plan.bodies} | bodies


def _collect_own(row: Row) -> set[str]:
    return {row.indicator.name, *(node.name for node in row.path)}


def _shape(names: Iterable[str]) -> set[str]:
    """Names as they are searched: bare, and bare without general words at the end."""
    return {shaped for name in names for shaped in _shape_name(name) if len(shaped) >= SHORTEST}


@lru_cache(maxsize=4096)
def _shape_name(name: str) -> tuple[str, str]:
    bare = _NUMBERING.sub("", _BRACKETS.sub("", fold_width(name)).strip()).strip()
    return bare, _GENERIC_END.sub("", bare)


def _iterate_texts(context: CheckContext) -> Iterator[_Text]:
    names = collect_names(context)
    if len(names) <= _MANY:
        whole = NameSearch(names)
        searches = {row.indicator.key: whole for row in context.rows}
    else:
        whole = NameSearch(_shape(_collect_common(context)), names)
        searches = _search_by_measure(context, names)
    for row in context.rows:
        search = searches[row.indicator.key]
        yield _Text("目標とする姿", row.place(), row.indicator.goal, search)
        for status in row.indicator.statuses:
            yield _Text("実施状況・課題", row.place(context.status_year(status)), status.text, search)
        for note in row.indicator.notes:
            yield _Text("備考", row.place(), note, search)
    for footnote in (*context.plan.footnotes, *context.plan.remarks):
        yield _Text("欄外の注記", Place(), footnote, whole)


def _search_by_measure(context: CheckContext, known: set[str]) -> dict[str, NameSearch]:
    """For each indicator, by its key, the search for the names below its own measure and the common ones."""
    names: dict[tuple[int, ...], set[str]] = defaultdict(set)
    measures = {row.indicator.key: tuple(id(node) for node in row.path[:-1]) for row in context.rows}
    for row in context.rows:
        names[measures[row.indicator.key]] |= _shape(_collect_own(row))
    common = _shape(_collect_common(context))
    searches = {measure: NameSearch(own | common, known) for measure, own in names.items()}
    return {key: searches[measure] for key, measure in measures.items()}


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
