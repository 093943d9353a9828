# SPDX-License-Identifier: AGPL-3.0-or-later
"""Builds the paper faces in `src/coproduce/look/fonts` from unpacked font packages.

Run by hand when a face changes, never at set-up:
    npm pack @fontsource/literata …   (unpack each as SOURCE/literata, SOURCE/noto-sans-sc, …)
    python scripts/paper_faces.py SOURCE src/coproduce/look/fonts

Web fonts come cut into slices by Unicode range. Paper wants few files, each whole: slices of one weight are joined, and
Chinese, which is large, becomes a handful of files ordered from common to rare characters.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools.merge import Merger, Options
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.woff2 import WOFF2FlavorData

CHINESE_FILES = 5
UPRIGHT = ("vhea", "vmtx", "VORG", "BASE", "STAT", "DSIG")  # nothing here is set from top to bottom
LAYOUT = ("GSUB", "GPOS", "GDEF")


@dataclass(frozen=True)
class Face:
    """One family in one weight, joined from the named slices of one package."""

    package: str
    family: str
    weight: int
    slices: tuple[str, ...]
    keep_layout: bool = True


def faces() -> list[Face]:
    """Every face but the Chinese, which is cut by size."""
    house = ("latin", "latin-ext")
    voice = ("latin", "latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext")
    found = [Face("atkinson-hyperlegible-next", "Atkinson Next", w, house) for w in (200, 400, 700, 800)]
    found += [Face("literata", "Literata", w, voice) for w in (400, 700)]
    for script in ("bengali", "gurmukhi", "gujarati", "devanagari"):
        family = f"Noto Sans {script.title()}"
        found += [Face(f"noto-sans-{script}", family, w, (script,)) for w in (400, 700)]
    found += [Face("noto-naskh-arabic", "Noto Naskh Arabic", w, ("arabic",)) for w in (400, 700)]
    found += [Face("noto-nastaliq-urdu", "Noto Nastaliq Urdu", w, ("arabic",)) for w in (400, 700)]
    found += [Face("noto-sans", "Noto Sans", w, ("latin-ext", "vietnamese", "greek", "cyrillic")) for w in (400, 700)]
    found.append(Face("noto-emoji", "Noto Emoji", 400, ("emoji",)))
    found.append(Face("noto-sans-symbols", "Noto Sans Symbols", 400, ("symbols",)))
    found.append(Face("noto-sans-symbols-2", "Noto Sans Symbols 2", 400, ("symbols", "math")))
    return found


def slice_path(source: Path, package: str, name: str, weight: int) -> Path:
    """Where a package keeps one slice."""
    return source / package / "files" / f"{package}-{name}-{weight}-normal.woff2"


def join(paths: list[Path], keep_layout: bool) -> TTFont:
    """One font from slices of the same face."""
    with tempfile.TemporaryDirectory() as folder:
        plain = []
        for number, path in enumerate(paths):
            font = TTFont(path)
            font.flavor = None
            for table in UPRIGHT + (() if keep_layout else LAYOUT):
                if table in font:
                    del font[table]
            target = Path(folder) / f"{number:03}.ttf"
            font.save(target)
            plain.append(str(target))
        if len(plain) == 1:
            return TTFont(plain[0], lazy=False)
        return Merger(options=Options(drop_tables=["meta"])).merge(plain)


def rename(font: TTFont, family: str, weight: int) -> None:
    """One plain family name that page, chart and paper use alike."""
    style = {200: "ExtraLight", 400: "Regular", 700: "Bold", 800: "ExtraBold"}[weight]
    names = font["name"]
    for number in (16, 17, 21, 22, 25):
        names.removeNames(nameID=number)
    for number, value in (
        (1, family),
        (2, style),
        (3, f"{family} {style}"),
        (4, f"{family} {style}"),
        (6, f"{family}-{style}".replace(" ", "")),
    ):
        names.removeNames(nameID=number)
        names.setName(value, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


def ranges(font: TTFont) -> list[list[int]]:
    """The characters of a font as [first, last] pairs."""
    found: list[list[int]] = []
    for code in sorted(font.getBestCmap()):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


def write(font: TTFont, family: str, weight: int, target: Path) -> dict[str, Any]:
    """Saves one face and says what it holds."""
    rename(font, family, weight)
    font.recalcTimestamp = False
    font.flavor = "woff2"
    # plain outlines: a little larger, and unpacked ten times faster on the machine that sets a report
    font.flavorData = WOFF2FlavorData(transformedTables=[])
    name = f"{re.sub(r'[^a-z0-9]+', '-', family.lower())}-{weight}.woff2"
    font.save(target / name)
    print(f"{name:40} {(target / name).stat().st_size // 1024:5} kB")
    return {"file": name, "family": family, "weight": weight, "ranges": ranges(font)}


def chinese(source: Path, target: Path) -> list[dict[str, Any]]:
    """The whole Simplified face (it holds the common Traditional too), common characters in the first file."""
    folder = source / "noto-sans-sc" / "files"
    numbered = sorted(
        (int(found[1]), path)
        for path in folder.glob("*-400-normal.woff2")
        if (found := re.fullmatch(r"noto-sans-sc-(\d+)-400-normal", path.stem))
    )
    numbered.reverse()  # the source numbers its slices from rare to common
    size = -(-len(numbered) // CHINESE_FILES)
    entries = []
    for start in range(0, len(numbered), size):
        font = join([path for _, path in numbered[start : start + size]], keep_layout=False)
        entries.append(write(font, f"Noto Sans SC {start // size + 1}", 400, target))
    held = {code for entry in entries for first, last in entry["ranges"] for code in range(first, last + 1)}
    return entries + [traditional(source, target, held)]


def traditional(source: Path, target: Path, held: set[int]) -> dict[str, Any]:
    """The Traditional characters of everyday encodings that the Simplified face lacks."""
    wanted = {
        ord(character)
        for high in range(0xA1, 0xFA)
        for low in range(0x40, 0xFF)
        for encoding in ("big5", "gb2312")
        if len(character := bytes([high, low]).decode(encoding, errors="ignore")) == 1
    } - held
    folder = source / "noto-sans-tc" / "files"
    parts = []
    with tempfile.TemporaryDirectory() as place:
        for path in sorted(folder.glob("*-400-normal.woff2")):
            if not re.search(r"-tc-\d+-400", path.stem) or not (codes := wanted & set(TTFont(path).getBestCmap())):
                continue
            wanted -= codes
            font = TTFont(path)
            cutter = Subsetter()
            cutter.populate(unicodes=codes)
            cutter.subset(font)
            parts.append(Path(place) / path.name)
            font.save(parts[-1])
        return write(join(parts, keep_layout=False), "Noto Sans TC", 400, target)


def main(source: Path, target: Path) -> None:
    """Builds every face, its licence and the list."""
    target.mkdir(parents=True, exist_ok=True)
    listing = []
    for face in faces():
        paths = [slice_path(source, face.package, name, face.weight) for name in face.slices]
        font = join([path for path in paths if path.exists()], face.keep_layout)
        listing.append(write(font, face.family, face.weight, target))
    listing += chinese(source, target)
    for package in sorted({face.package for face in faces()} | {"noto-sans-sc", "noto-sans-tc"}):
        shutil.copy(source / package / "LICENSE", target / f"LICENSE-{package}.txt")
    lines = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in listing)
    (target / "faces.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
