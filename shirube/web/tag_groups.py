"""課題のまとめ: which issue tags of a plan are counted together, put together by dragging or by choosing.

The texts of the plan are never changed by it. Counting belongs to core/tags.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from shirube.actions.outcome import Refused
from shirube.actions.tag_groups import set_tag_groups
from shirube.core.tags import TagGroup, find_tags
from shirube.store.access import Access
from shirube.web.forms import parse_number
from shirube.web.pages import say_bad, say_good
from shirube.web.plan import render_plan_page
from shirube.web.prepared_plan import PreparedPlan, find_prepared

# Empty groups that the form offers besides those there are.
FURTHER = 3
MOST_GROUPS = 100


@dataclass(frozen=True, slots=True)
class TagLine:
    """One tag with the number of texts that carry it, and the place of its group ("" for none)."""

    number: int
    name: str
    count: int
    group: str


@dataclass(frozen=True, slots=True)
class GroupBox:
    """One group of the form: its place, its name, and the tags in it."""

    place: int
    name: str
    tags: tuple[TagLine, ...]


def show_tag_groups(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """Every tag of the plan and the groups that they are in."""
    prepared = find_prepared(access, plan)
    access.require("group_tags")
    return _render(request, access, prepared, list_groups(prepared))


def do_set_tag_groups(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """Puts the tags together as the form says, or goes back to the shipped groups."""
    prepared = find_prepared(access, plan)
    access.require("group_tags")
    groups = [] if request.POST.get("do") == "reset" else read_groups(request.POST.dict())
    try:
        set_tag_groups(
            plan=plan,
            groups=[group for group in groups if group.tags],
            version=parse_number(request.POST.get("version", "")) or 0,
            by=access.person,
        )
    except Refused as refused:
        say_bad(request, str(refused))
        return _render(request, access, prepared, groups, status=422)
    say_good(request, "課題のまとめを変更しました。分析と表の絞り込みに使います。")
    return redirect("tag_groups", plan=plan)


def count_tags(prepared: PreparedPlan) -> dict[str, int]:
    """In how many rows and years each tag stands, the commonest first."""
    counts: dict[str, int] = {}
    years = prepared.plan.years
    for row in prepared.graded.rows:
        for tag in dict.fromkeys(tag for year in years for tag in find_tags(row, year)):
            counts[tag] = counts.get(tag, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


def list_groups(prepared: PreparedPlan) -> list[TagGroup]:
    """The groups in force, each with the plan's tags that it counts; a tag stands in the first of them."""
    left = list(count_tags(prepared))
    found = []
    for group in prepared.tag_groups:
        held = [tag for tag in left if group.holds(tag)]
        held += [tag for tag in group.tags if tag not in held and tag not in left and prepared.has_own_groups]
        left = [tag for tag in left if tag not in held]
        if held:
            found.append(TagGroup(name=group.name, tags=tuple(held)))
    return found


def read_groups(sent: Mapping[str, str]) -> list[TagGroup]:
    """The groups of the form: fields name-0 …, and for each tag the place of its group."""
    places: dict[int, list[str]] = {}
    for field, tag in sent.items():
        number = field.removeprefix("tag-")
        place = parse_number(sent.get(f"group-{number}", ""))
        if field != number and place is not None and place < MOST_GROUPS and tag.strip():
            places.setdefault(place, []).append(tag)
    return [
        TagGroup(name=sent.get(f"name-{place}", "").strip() or tags[0], tags=tuple(tags))
        for place, tags in sorted(places.items())
    ]


def _render(
    request: HttpRequest,
    access: Access,
    prepared: PreparedPlan,
    groups: Sequence[TagGroup],
    status: int = 200,
) -> HttpResponse:
    counts = count_tags(prepared)
    boxes, loose = _arrange(counts, groups)
    return render_plan_page(
        request,
        "tag_groups.html",
        access,
        prepared,
        here="analysis",
        title="課題のまとめ",
        boxes=boxes,
        loose=loose,
        has_own=prepared.has_own_groups,
        version=prepared.row.version,
        status=status,
    )


def _arrange(counts: Mapping[str, int], groups: Sequence[TagGroup]) -> tuple[list[GroupBox], list[TagLine]]:
    """The boxes of the form, some of them empty, and the tags in none of them."""
    numbers = {tag: number for number, tag in enumerate(_list_all(counts, groups))}

    def make(tags: Iterable[str], group: str) -> tuple[TagLine, ...]:
        return tuple(TagLine(numbers[tag], tag, counts.get(tag, 0), group) for tag in tags)

    boxes = [GroupBox(place, group.name, make(group.tags, str(place))) for place, group in enumerate(groups)]
    boxes += [GroupBox(len(groups) + more, "", ()) for more in range(FURTHER)]
    grouped = {tag for group in groups for tag in group.tags}
    return boxes, list(make((tag for tag in counts if tag not in grouped), ""))


def _list_all(counts: Mapping[str, int], groups: Sequence[TagGroup]) -> list[str]:
    return list(dict.fromkeys((*counts, *(tag for group in groups for tag in group.tags))))
