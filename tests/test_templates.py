"""What one can start from: every design that comes along stands in the index, opens without a word, and is explained."""

import pytest

from designer.analysis import analyse
from designer.graph.files import load
from designer.paths import examples
from designer.templates import Template, templates


def test_the_index_has_every_example_once() -> None:
    assert sorted(template.file for template in templates()) == [path.stem for path in examples()]


def test_the_shelves_are_whole() -> None:
    groups = [template.group for template in templates()]
    assert groups == sorted(groups, key=groups.index)


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.file)
def test_a_template_is_sound_and_explained(template: Template) -> None:
    assert analyse(load(template.path)).errors == ()
    assert template.title and 60 < len(template.words) < 240 and template.words.endswith(".")
