# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes `static/look/tokens.css` from the palette and the stitches: `python -m coproduce.look.tokens`.

One source for the web, charts and paper; a test fails when the sheet is stale.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coproduce.look.palette import COLOURS, DARK, LIGHT, SLOTS, colour_role
from coproduce.look.pictures.stitches import data_uri

SHEET = Path(__file__).parent / "static" / "look" / "tokens.css"

LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,"
    "U+2190-2193,U+2212,U+2215"
)
LATIN_EXT = "U+0100-0130,U+0132-0151,U+0154-02BA,U+1E00-1EFF"
ARABIC = "U+0600-06FF,U+200C-200F,U+FB50-FDFF,U+FE70-FEFF"

FACES = (
    ("Atkinson Next", "atkinson-next-latin", "200 800", LATIN),
    ("Atkinson Next", "atkinson-next-latin-ext", "200 800", LATIN_EXT),
    ("Literata", "literata-latin", "200 900", "U+0000-00FF,U+2013-2014,U+2018-201D,U+2022,U+2026,U+20AC"),
    ("Literata", "literata-latin-ext", "200 900", LATIN_EXT),
    ("Noto Nastaliq Urdu", "noto-nastaliq-urdu", "400 700", ARABIC),
    ("Noto Naskh Arabic", "noto-naskh-arabic", "400 700", ARABIC),
    ("Noto Sans Bengali", "noto-sans-bengali", "100 900", "U+0951-0952,U+0964-0965,U+0980-09FE,U+200C-200D,U+25CC"),
    ("Noto Sans Gurmukhi", "noto-sans-gurmukhi", "100 900", "U+0A01-0A76,U+0964-0965,U+200C-200D,U+25CC"),
)

# What the menu of languages is written with: each source, its small copy, and the names in its script.
NAME_FACES = (
    ("noto-naskh-arabic", "names-arabic", "اردو العربية فارسی کوردی پښتو پنجابی"),
    ("noto-sans-bengali", "names-bengali", "বাংলা"),
    ("noto-sans-gurmukhi", "names-gurmukhi", "ਪੰਜਾਬੀ"),
)

FIXED = """\
  /* the house speaks in Atkinson; people's own words are always set in Literata */
  --tight:"Atkinson Next","Noto Naskh Arabic","Noto Sans Bengali","Noto Sans Gurmukhi",system-ui,sans-serif;
  --house:var(--tight);
  --voice:"Literata","Noto Naskh Arabic","Noto Sans Bengali","Noto Sans Gurmukhi",Georgia,serif;
  --nastaliq:"Noto Nastaliq Urdu","Noto Naskh Arabic",serif;
  /* type: a fifth between steps, fluid above the third */
  --s-1:.9375rem;--s0:1.125rem;--s1:1.3125rem;--s2:clamp(1.4rem,1.25rem + .6vw,1.65rem);
  --s3:clamp(1.75rem,1.45rem + 1.3vw,2.35rem);--s4:clamp(2.3rem,1.7rem + 2.8vw,3.75rem);
  --s5:clamp(2.75rem,1.6rem + 5.4vw,6rem);
  --lead:1.55;--lead-tight:1.06;--measure:38rem;
  /* space: multiples of the reading line */
  --g1:.5rem;--g2:1rem;--g3:1.5rem;--g4:2.5rem;--g5:4rem;
  --gutter:clamp(1rem,4vw,3rem);--margin:9.5rem;--gap:4rem;
  --thread:5px;--radius:3px;--turn:2.25rem;--target:2.75rem;
"""


def _faces() -> str:
    """The font faces, each asked for only when a page uses its letters."""
    return "".join(
        f'@font-face{{font-family:"{family}";src:url("fonts/{name}.woff2") format("woff2");'
        # `swap`: words can be read in another face before ours has come over a poor line.
        f"font-weight:{weights};font-display:swap;unicode-range:{letters}}}\n"
        for family, name, weights, letters in FACES
    )


def _name_faces() -> str:
    """The small faces for the names of languages, under one family name."""
    found = []
    for _source, name, letters in NAME_FACES:
        codes = ",".join(sorted({f"U+{ord(letter):04X}" for letter in letters if letter != " "}))
        found.append(
            f'@font-face{{font-family:"Language Names";src:url("fonts/{name}.woff2") format("woff2");'
            f"font-weight:400;font-display:swap;unicode-range:{codes}}}\n"
        )
    return "".join(found)


def _roles(palette: Mapping[str, str]) -> str:
    """Every role of one scheme, and the sewn underlines whose colour is baked in."""
    colours = ";".join(f"--{role}:{value}" for role, value in palette.items())
    sewn = "".join(f"--under-{n}:{data_uri(n, palette[colour_role(n)])};\n  " for n in range(1, SLOTS + 1))
    return f"  {colours};\n  {sewn.rstrip()}\n"


def _themes() -> str:
    """The theme classes: a colour, a stitch lying, a stitch upright, a stitch under words."""
    return "".join(
        f".t{n}{{--c:var(--t{(n - 1) % COLOURS + 1});--st:var(--stitch-{n});--sv:var(--stitch-{n}-v);"
        f"--un:var(--under-{n})}}\n"
        for n in range(1, SLOTS + 1)
    )


def sheet() -> str:
    """The whole of tokens.css."""
    shapes = "".join(
        f"  --stitch-{n}:{data_uri(n)};--stitch-{n}-v:{data_uri(n, upright=True)};\n" for n in range(1, SLOTS + 1)
    )
    light, dark = _roles(LIGHT), _roles(DARK)
    return (
        "/* Written by `python -m coproduce.look.tokens`; change palette.py, stitches.py or tokens.py instead. */\n"
        f"{_faces()}{_name_faces()}:root{{color-scheme:light dark;\n{FIXED}{light}{shapes}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-scheme=light]){{\n{dark}}}}}\n"
        f":root[data-scheme=dark]{{color-scheme:dark;\n{dark}}}\n"
        ":root[data-scheme=light]{color-scheme:light}\n"
        # Paper is light, whatever the screen of whoever prints it.
        f"@media print{{:root,:root[data-scheme],:root:not([data-scheme=light]){{color-scheme:light;\n{light}"
        "  --paper:#fff;--focus-halo:#fff}}\n"
        f"{_themes()}"
    )


if __name__ == "__main__":
    SHEET.write_text(sheet(), encoding="utf-8")
