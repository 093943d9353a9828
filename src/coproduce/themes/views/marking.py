# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draw codings into the words: each coded stretch is sewn with its theme's stitch."""

from collections.abc import Sequence

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from coproduce.look.palette import slot
from coproduce.themes.queries import SpanCoding


def exact(text: str) -> SafeString:
    """Words as HTML that a browser reads back unchanged: a bare carriage return would be dropped by its parser."""
    return mark_safe(escape(text).replace("\r", "&#13;"))


def marked(text: str, codings: Sequence[SpanCoding]) -> SafeString:
    """The words with every coded stretch in marks, several where themes overlap. Its text is exactly `text`."""
    cuts = sorted({0, len(text), *(c.start for c in codings), *(c.end for c in codings)})
    out: list[SafeString] = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        piece = exact(text[start:end])
        here = {c.code: c for c in codings if c.start <= start and end <= c.end}
        for coding in here.values():
            piece = format_html('<mark class="sewn t{}" title="{} {}">{}</mark>', slot(coding.colour), coding.code,
                                coding.name, piece)  # fmt: skip
        out.append(piece)
    return mark_safe("".join(out))
