"""Finding one's way in the XML of a Word document: names without namespaces, attributes, children."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Parts that only wrap what a person sees: content controls, links, accepted insertions, fields.
_WRAPPERS = frozenset(
    ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple")
)


def read_xml(package: zipfile.ZipFile, name: str) -> Element | None:
    """A part of the package as XML, None where it has no such part."""
    from defusedxml.ElementTree import fromstring

    if name not in package.namelist():
        return None
    root: Element = fromstring(package.read(name), forbid_dtd=True)
    return root


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


def get(element: Element | None, name: str) -> str:
    """An attribute by its name without namespace, "" where there is none."""
    if element is None:
        return ""
    return next((value for key, value in element.items() if key.rsplit("}", 1)[-1] == name), "")


def find(element: Element | None, *path: str) -> Element | None:
    """The first child of a name, the first child of a name in that, and so on."""
    for name in path:
        element = (
            next((child for child in element if local_name(child) == name), None)
            if element is not None
            else None
        )
    return element


def iter_blocks(element: Element) -> Iterator[Element]:
    """Paragraphs, tables, rows or cells directly in an element, looking through wrappers."""
    for child in element:
        if local_name(child) in _WRAPPERS:
            yield from iter_blocks(child)
        else:
            yield child


def is_on(element: Element | None) -> bool:
    """Whether a property such as strike-through is set: it is when it stands there and does not say no."""
    return element is not None and get(element, "val") not in {"0", "false", "off"}


def to_count(element: Element | None, *, least: int = 1) -> int:
    """A number of columns and the like; ``least`` where it is none or a smaller one."""
    text = get(element, "val")
    return max(int(text), least) if text.isascii() and text.isdecimal() and len(text) < 10 else least
