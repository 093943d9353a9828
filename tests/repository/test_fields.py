# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every field of every model is classed, and whatever is about a person can be erased."""

import pytest
from django.apps import apps

from coproduce.process import erasure
from coproduce.process.classification import PERSONAL, PUBLIC, SPECIAL, FieldClass

OURS = [config for config in apps.get_app_configs() if config.name.startswith("coproduce.")]
MODELS = [model for config in OURS for model in config.get_models()]


def classes(model) -> dict[str, FieldClass]:
    """What a model says about its fields."""
    return getattr(model, "classes", {})


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_each_field_is_classed_and_no_other(model):
    fields = {field.name for field in model._meta.concrete_fields} | {f.name for f in model._meta.many_to_many}
    said = classes(model)
    assert fields - set(said) == set(), "fields that nobody classed as public, personal or special"
    assert set(said) - fields == set(), "classes of fields that are no more"
    assert all(isinstance(one, FieldClass) for one in said.values())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_what_is_about_a_person_says_how_it_is_erased(model):
    for field, said in classes(model).items():
        assert said.kind in {PUBLIC, PERSONAL, SPECIAL}, field
        assert bool(said.erased_by) == (said.kind is not PUBLIC), field


def test_an_app_with_personal_fields_has_an_eraser():
    """The vault's rows go when listening asks for it; what is about a team member goes when the account is closed."""
    personal = {
        model._meta.app_label
        for model in MODELS
        if any(said.kind is not PUBLIC and "account" not in said.erased_by for said in classes(model).values())
    }
    assert personal - {"vault"} - set(erasure.registered()) == set()
    assert "listening" in erasure.registered()


def test_the_models_are_there():
    assert {model._meta.app_label for model in MODELS} >= {"people", "vault", "programmes", "listening"}
