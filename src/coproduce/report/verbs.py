# SPDX-License-Identifier: AGPL-3.0-or-later
"""Publish a release, amend it when a quote is taken back, and write the report's files."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from coproduce.look.public import UngatedFigure, check_json
from coproduce.people.verbs import record
from coproduce.process import clock
from coproduce.process.stages import Act
from coproduce.programmes.queries import check_act, programme_by_slug
from coproduce.programmes.verbs import Refused
from coproduce.report import document
from coproduce.report.models import Release, ReleaseAmendment, ReleaseQuote
from coproduce.report.queries import COUNT_NOBODY, build, digest, newest, releases_of
from coproduce.strategy import queries as strategy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from coproduce.people.models import User
    from coproduce.programmes.models import Programme

BLANKED = "A quote was taken back by the person who said it."


@transaction.atomic
def publish(*, programme: Programme, by: User | None, gaps_accepted: str = "") -> Release:
    """Publish what stands today. With gaps at the gate it needs a named person's word; a quote that no longer matches
    what was said stops it whatever anybody says."""
    check_act(programme, Act.PUBLISH)
    gate = strategy.gate(programme.pk)
    # Words that somebody did not say are no gap that a board could accept.
    if gate.of_kind("mismatch"):
        raise Refused(
            "quotes", f"{gate.of_kind('mismatch')[0].ref} quotes words that were not said like that. Mend it."
        )
    if not gate.is_open and (by is None or not gaps_accepted.strip()):
        raise Refused(
            "gaps", f"{len(gate.problems)} things are still open. Mend them, or say why you publish with them."
        )
    # Held against all earlier ones: two releases a year apart lie on the same desk.
    before, *older = [release.manifest for release in releases_of(programme.pk)] or [None]
    number = int(before["number"]) + 1 if before else 1
    manifest = build(programme, number=number, before=before, older=older)
    try:
        check_json(manifest, COUNT_NOBODY)
    except UngatedFigure as problem:
        raise Refused("figures", f"A figure is not fit to be published: {problem}.") from problem
    release = Release.objects.create(
        programme=programme,
        number=number,
        manifest=manifest,
        hash=digest(manifest),
        published_at=clock.now(),
        recorded_at=clock.recorded(),
        by=by,
        gaps_accepted=gaps_accepted.strip(),
    )
    shown = {quote["id"]: quote for quote in manifest["quotes"]}
    refs = [ref for ref in strategy.quotations(programme.pk) if str(ref.id) in shown]
    ReleaseQuote.objects.bulk_create(
        # By the quotation's own id, which the manifest names too; the passage alone would not say which of several.
        ReleaseQuote(release=release, passage_id=ref.passage_id, caption={"quotation": str(ref.id)})
        for ref in refs
    )
    record(
        action="release published", by=by, programme_id=programme.pk, about_kind="release", about_id=number,
        detail={"hash": release.hash, "quotes": len(refs), "gaps": len(gate.problems)},
    )  # fmt: skip
    return release


@transaction.atomic
def blank_quotes(*, programme_id: int, voice_ids: Iterable[Any]) -> int:
    """Take quotes of voices out of every release at once, append an amendment to each, and throw its files away."""
    # In every release and not the newest alone: older ones are still open to be asked for.
    gone = ReleaseQuote.objects.filter(release__programme_id=programme_id, passage__voice_id__in=list(voice_ids))
    by_release: dict[int, list[str]] = {}
    for quote in gone:
        by_release.setdefault(quote.release_id, []).append(str(quote.pk))
    gone.delete()
    for release_id, refs in by_release.items():
        # Held, or two withdrawals at once would give two amendments the same number.
        release = Release.objects.select_for_update().get(pk=release_id)
        for ref in refs:
            _amend(release, ref)
    if by_release:
        # Files with the old words go as soon as this is settled; they are written again when somebody asks for them.
        transaction.on_commit(lambda: [drop_files(programme_id, release_id) for release_id in by_release] and None)
    return sum(len(refs) for refs in by_release.values())


def _amend(release: Release, ref: str) -> None:
    last = release.amendments.order_by("-number").first()
    number, at = (last.number + 1 if last else 1), clock.now()
    # Each amendment seals the one before, so that none can be slipped out of the chain.
    said = json.dumps([last.hash if last else release.hash, number, at.isoformat(), BLANKED, ref])
    ReleaseAmendment.objects.create(
        release=release, number=number, at=at, what=BLANKED, quote_ref=ref,
        hash=hashlib.sha256(said.encode()).hexdigest(),
    )  # fmt: skip


def folder_of(programme_id: int, release_id: int) -> Path:
    """Where the files of a release are kept."""
    return Path(settings.DATA_DIR) / "releases" / str(programme_id) / str(release_id)


def drop_files(programme_id: int, release_id: int) -> None:
    """Overwrite and delete the files of a release."""
    folder = folder_of(programme_id, release_id)
    for path in folder.glob("*") if folder.is_dir() else ():
        # Deleting leaves the bytes on the disk; the words were taken back.
        path.write_bytes(b"\0" * path.stat().st_size)
    shutil.rmtree(folder, ignore_errors=True)


def release_file(*, programme: Programme, name: str) -> bytes | None:
    """The PDF or Word file of the newest release, written when first asked for."""
    last = newest(programme.pk)
    # A name from an address is looked up in a list and never put into a path.
    if last is None or name not in document.FORMS:
        return None
    path = folder_of(programme.pk, last.id) / name
    if not path.is_file():
        # Other accounts of a shared laptop have no business here.
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_bytes(document.made(programme, name))
    return path.read_bytes()


def write_files(*, slug: str, folder: Path, say: Callable[[str], None] = print) -> list[Path]:
    """Write the report of a programme into a folder: web page, PDF, Word file, manifest."""
    programme = programme_by_slug(slug)
    if programme is None:
        raise Refused("slug", f"There is no programme “{slug}”.")
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in document.FORMS:
        say(f"Writing {name} …")
        path = folder / name
        path.write_bytes(document.made(programme, name))
        written.append(path)
    last = newest(programme.pk)
    manifest = last.manifest if last else build(programme, number=0)
    path = folder / "manifest.json"
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    return [*written, path]
