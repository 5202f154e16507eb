"""What a web page shows around its matter: the way to the page, menus, the foot.

    現在地 トップページ > 組織でさがす > 第3次行財政改革の実績

The way ends with the title of the page, which is what is kept of it. What holds a table is never left out.
"""

from __future__ import annotations

from typing import Any

from shirube.core.pattern import late_pattern

_TAGS = frozenset(("nav", "footer"))
_ROLES = frozenset(("navigation", "contentinfo"))
# The whole of a name: notes below a table stand in table-footer.
_NAMES = late_pattern(
    r"(?:(?:site|page|global|g|l|c)[_-]?)?footer(?:[_-]?(?:area|wrap(?:per)?|inner|box))?|copyright|"
    r"(?:global|g)[_-]?(?:navi?|menu)|skip[_-]?(?:link|nav)s?"
)
_WAY = late_pattern(
    r"(?:現在(?:の)?(?:地|位置|のページ)|(?:トップ|ホーム)(?:ページ)?|HOME|Home|TOP)\s*+[:：]?\s*+(?:[^>＞›»]{0,80}[>＞›»])+\s*+"
    r"(?P<last>[^>＞›»]{1,200})"
)
_SIGNS = ">＞›»"


def is_page_frame(node: Any) -> bool:
    """True for menus and the foot of a page, by what the page itself calls them."""
    names = f"{node.get('id') or ''} {node.get('class') or ''}".lower().split()
    is_frame = node.tag in _TAGS or node.get("role") in _ROLES or any(map(_NAMES.fullmatch, names))
    if not is_frame or next(node.iter("table"), None) is not None:
        return False
    return "※" not in "".join(node.itertext())


def strip_way(line: str) -> str:
    """The title of the page of a line that says the way to it; any other line as it is."""
    if not any(sign in line for sign in _SIGNS):
        return line
    match = _WAY.fullmatch(line)
    return match["last"].strip() if match else line
