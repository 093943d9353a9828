# SPDX-License-Identifier: AGPL-3.0-or-later
"""The square code on a slip. It opens the page where the words are typed, and holds no words itself."""

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe


def qr_of(scale: int = 5) -> SafeString:
    """A drawing of the address of the slip page, black on white in every scheme, since cameras need that."""
    square = segno.make(f"{settings.PUBLIC_ADDRESS}/slip/", error="m")
    drawn = square.svg_inline(scale=scale, border=4, dark="#000", light="#fff")
    said = "A square code. It opens the page for slips, and holds no words."
    return mark_safe(f'<div class="qr" role="img" aria-label="{said}">{drawn}</div>')
