"""A large file is seen as a small one is, only quicker."""

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.data import load_examples, survey
from designer.data.survey import survey as look
from designer.graph.specs import DataSpec, Table

CELLS = st.sampled_from(["1", "2.5", "-3", "", "a", "b c", '"x,y"', "True", "NA", "1e3", "2024-01-05", '"q""q"'])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=2), min_size=3, max_size=3), st.integers(0, 30))
def test_both_ways_to_look_see_the_same(kinds: list[list[str]], odd: int) -> None:
    rows = [[kind[at % len(kind)] for kind in kinds] for at in range(30)]
    if odd < 30 and odd % 3 == 0:
        rows[odd].pop()
    text = "\n".join(["p,q,r", *(",".join(row) for row in rows)]) + "\n"
    with tempfile.TemporaryDirectory() as folder:
        seen = []
        for name, limit in (("slow.csv", 10**9), ("quick.csv", 0)):
            (Path(folder) / name).write_text(text)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(survey, "QUICK_FROM", limit)
                try:
                    found = look(Path(folder) / name, ",", True)
                    plain = [
                        (
                            one.name,
                            one.missing,
                            one.filled,
                            one.is_number,
                            one.dates,
                            one.distinct if not one.is_number else 0,
                        )
                        for one in found.columns
                    ]
                    seen.append((replace(found, columns=()), plain))
                except Exception as error:
                    seen.append(str(error))
        assert seen[0] == seen[1]


def test_a_large_file_gives_the_same_arrays_either_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (f"{at / 7:.4f},{'ab'[at % 2]},{at % 5},{'' if at % 50 == 1 else at},{at * 2.5}" for at in range(3_000))
    text = "p,q,r,s,y\n" + "\n".join(lines) + "\n"
    found = []
    for name, limit in (("slow.csv", 10**9), ("quick.csv", 0)):
        (tmp_path / name).write_text(text)
        monkeypatch.setattr(survey, "QUICK_FROM", limit)
        found.append(load_examples(DataSpec(Table(str(tmp_path / name)))))
    assert np.array_equal(found[0].x_train, found[1].x_train) and np.array_equal(found[0].y_train, found[1].y_train)
    assert found[0].facts.columns == found[1].facts.columns
