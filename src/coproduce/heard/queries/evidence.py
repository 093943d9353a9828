# SPDX-License-Identifier: AGPL-3.0-or-later
"""The equality evidence: all nine protected characteristics, asked or not and why, who was heard, what they said differently.

Every figure passed the gate, so the file may go to a committee and be published. After the first release the figures are
those of the newest one, as on the public page: two files of two days would else say by their difference what one person
did. Before, they are today's, and the file says that two of them must not be published. Its fingerprint says whether the
figures still are those that somebody signed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coproduce.heard.models import EvidenceSignature
from coproduce.heard.queries.gated import Characteristic, Heard
from coproduce.heard.queries.keeping import kept_json, public_heard
from coproduce.heard.tables import PROTECTED
from coproduce.process import clock
from coproduce.programmes.published import published

if TYPE_CHECKING:
    from datetime import date

    from coproduce.programmes.models import Programme

NOT_IN_TABLE = "Asked, and not compared: the population table has no figures for it."


@dataclass(frozen=True)
class ProtectedEvidence:
    """One protected characteristic. `why_not` is empty where it was asked; `differently` are sentences."""

    name: str
    why_not: str
    characteristics: tuple[Characteristic, ...]
    differently: tuple[str, ...]


@dataclass(frozen=True)
class Signature:
    """Who signed, for whom, when; `stands` while the figures are still those that were signed."""

    name: str
    post: str
    note: str
    on: date
    stands: bool


@dataclass(frozen=True)
class Evidence:
    """The whole file as of a day."""

    programme: str
    asked_by: str
    on: date
    heard: Heard
    protected: tuple[ProtectedEvidence, ...]
    signatures: tuple[Signature, ...]
    fingerprint: str
    released: bool


def evidence(programme: Programme) -> Evidence:
    """The evidence as it stands today."""
    heard = public_heard(programme)
    mark = _fingerprint(heard)
    found = {one.key: one for one in heard.characteristics}
    return Evidence(
        programme=programme.name,
        asked_by=programme.asked_by,
        on=clock.today(),
        heard=heard,
        protected=tuple(
            ProtectedEvidence(
                one.name,
                one.why_not or ("" if any(key in found for key in one.keys) else NOT_IN_TABLE),
                tuple(found[key] for key in one.keys if key in found),
                tuple(d.sentence for d in heard.differences if d.key in one.keys),
            )
            for one in PROTECTED
        ),
        signatures=signatures(programme, mark),
        fingerprint=mark,
        released=published(programme.pk, "heard") is not None,
    )


def fingerprint(programme: Programme) -> str:
    """The SHA-256 of the figures as they stand."""
    return _fingerprint(public_heard(programme))


def _fingerprint(heard: Heard) -> str:
    packed = json.dumps(kept_json(heard), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(packed.encode("utf-8")).hexdigest()


def signatures(programme: Programme, stands: str = "") -> tuple[Signature, ...]:
    """Who signed, the newest first."""
    rows = EvidenceSignature.objects.filter(programme=programme).select_related("by")
    return tuple(Signature(row.by.name, row.post, row.note, row.on, row.fingerprint == stands) for row in rows)


def signed_in_public(programme: Programme, heard: Heard | None = None) -> str:
    """For the public page: the post and the day, no name, and whether the figures (`heard`, where the page has them) are
    still those; empty while nobody signed."""
    mark = _fingerprint(heard or public_heard(programme))
    newest = next(iter(signatures(programme, mark)), None)
    if newest is None:
        return ""
    body = f" of {programme.asked_by}" if programme.asked_by else ""
    said = f"The equality evidence was signed on {newest.on.day} {newest.on:%B %Y} by an officer{body}: {newest.post}."
    return said if newest.stands else f"{said} The figures have changed since."
