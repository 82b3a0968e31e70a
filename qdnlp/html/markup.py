"""Markup: strings → HTML that shows them and does nothing else.

Knows what must be escaped, and what no document may hold: lone surrogates cannot be encoded,
control characters are no text.
"""

from __future__ import annotations

import html
import re

_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def showable(text: str) -> str:
    r"""Text with U+FFFD for each character that no document may hold.

    >>> showable("a\x00b\ud800c") == "a\ufffdb\ufffdc"
    True
    """
    return _UNSHOWABLE.sub("\ufffd", text)


def escaped(text: str) -> str:
    """Text that is shown as it is, between tags.

    >>> escaped("<b>&")
    '&lt;b&gt;&amp;'
    """
    return html.escape(showable(text), quote=False)


def attribute(text: str) -> str:
    """Text that is the value of an attribute, with its quotation marks.

    >>> attribute('a"b')
    '"a&quot;b"'
    """
    return '"' + html.escape(showable(text)).replace("\n", "&#10;") + '"'


def element(name: str, *inner: str, **attributes: str) -> str:
    """An element of HTML that is escaped already; ``class_`` is class, ``data_tag`` data-tag.

    >>> element("td", escaped("1 < 2"), class_="value")
    '<td class="value">1 &lt; 2</td>'
    """
    return f"{opening(name, **attributes)}{''.join(inner)}</{name}>"


def opening(name: str, **attributes: str) -> str:
    """The tag that opens an element; attributes without a value are left out."""
    written = (
        f" {key.rstrip('_').replace('_', '-')}={attribute(value)}"
        for key, value in attributes.items()
        if value
    )
    return f"<{name}{''.join(written)}>"
