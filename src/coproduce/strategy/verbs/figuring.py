# SPDX-License-Identifier: AGPL-3.0-or-later
"""Compute findings from the database, and again when something that they count was withdrawn."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from coproduce.people.verbs import User, record
from coproduce.process import clock
from coproduce.process.stages import Act
from coproduce.programmes.queries import Programme, check_act
from coproduce.strategy.models import Finding, Sentence
from coproduce.strategy.queries import measures
from coproduce.strategy.verbs.ground import Refused, plain


@transaction.atomic
def compute_finding(
    *,
    programme: Programme,
    code: str,
    what: str,
    measure: str,
    by: User | None,
    settings: Mapping[str, Any] | None = None,
) -> Finding:
    """Compute a figure by a registered measure, gate it, and keep it under a code with what it takes to do it again."""
    check_act(programme, Act.WRITE)
    code = plain("code", code, "Give the finding a code, such as F01.", 20)
    if Finding.objects.filter(programme=programme, code=code).exists():
        raise Refused("code", f"There is a finding {code} already. Compute it again instead.")
    settings = dict(settings or {})
    figure = _computed(programme, measure, settings)
    finding = Finding.objects.create(
        programme=programme, code=code, what=plain("what", what, "Say what is counted.", 300), figure=figure,
        inputs={"measure": measure, "settings": settings}, version=_version(measure), at=clock.now(),
    )  # fmt: skip
    record(action="finding computed", by=by, programme_id=programme.pk, about_kind="finding", about_id=code,
           detail={"measure": measure})  # fmt: skip
    return finding


@transaction.atomic
def recompute_findings(*, programme: Programme, by: User | None) -> list[str]:
    """Compute every finding again and flag sentences that cite one that reads otherwise now. Returns those codes."""
    changed = []
    for finding in Finding.objects.filter(programme=programme):
        figure = _computed(programme, finding.inputs["measure"], finding.inputs["settings"])
        # An interval may move in its third place without any reader noticing; text and base are what stands.
        reads_otherwise = any(figure[part] != finding.figure.get(part) for part in ("text", "of"))
        finding.figure, finding.version, finding.at = figure, _version(finding.inputs["measure"]), clock.now()
        finding.inputs = {name: finding.inputs[name] for name in ("measure", "settings")}
        finding.save(update_fields=["figure", "version", "at", "inputs"])
        if reads_otherwise:
            changed.append(finding.code)
            # A sentence that says “most” may lean on a figure that says it no longer.
            Sentence.objects.filter(citations__finding=finding, removed_at__isnull=True).update(needs_look=True)
    record(action="findings computed again", by=by, programme_id=programme.pk, about_kind="finding",
           detail={"changed": changed})  # fmt: skip
    return changed


def _computed(programme: Programme, measure: str, settings: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return measures.as_json(measures.compute(programme, measure, settings))
    except measures.UnknownMeasure as unknown:
        raise Refused("measure", str(unknown)) from unknown


def _version(measure: str) -> str:
    return f"{measure} {measures.REGISTER[measure].version}"
