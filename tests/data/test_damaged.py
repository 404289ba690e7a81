"""Whatever becomes of a file's bytes: data, or one sentence; never a traceback, and nothing half loaded."""

import importlib.util
import tempfile
import warnings
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from designer.data import guess_source, load_examples
from designer.errors import DataError
from designer.graph.specs import DataSpec, Images

_spec = importlib.util.spec_from_file_location("filing", Path(__file__).parent / "filing.py")
assert _spec and _spec.loader
filing = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(filing)

ENDINGS = (*filing.FORMATS, ".npz", ".npy", ".png", ".jpg", ".gif", ".bmp")


@cache
def sound(ending: str) -> bytes:
    """A file that can be read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sound{ending}"
        if ending in filing.FORMATS:
            filing.write(filing.flats(), path)
        elif ending == ".npz":
            np.savez_compressed(path, x=np.arange(60.0).reshape(30, 2), y=np.arange(30) % 3)
        elif ending == ".npy":
            np.save(path, np.arange(60.0).reshape(30, 2))
        else:
            filing.write_pictures(Path(folder) / "p")
            path = next((Path(folder) / "p" / "red").glob(f"*{ending}"))
        return path.read_bytes()


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """Bytes that are changed, cut, doubled or put in at a few places."""
    content = bytearray(sound(draw(st.shared(st.sampled_from(ENDINGS), key="ending"))))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(content) - 1)))
        how = draw(st.sampled_from(["set", "set", "set", "cut", "put in", "double", "end"]))
        if how == "set" and content:
            content[at] = draw(st.integers(0, 255))
        elif how == "cut":
            del content[at : at + draw(st.integers(1, 64))]
        elif how == "put in":
            content[at:at] = draw(st.binary(min_size=1, max_size=16))
        elif how == "double":
            content[at:at] = content[at : at + 64]
        else:
            del content[at:]
    return bytes(content)


@settings(max_examples=400, deadline=None)
@given(ending=st.shared(st.sampled_from(ENDINGS), key="ending"), content=mutations())
def test_damaged_files_give_data_or_one_sentence(ending: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / f"damaged{ending}"
        source = guess_source(path)
        if ending in (".png", ".jpg", ".gif", ".bmp"):
            pictures = filing.write_pictures(Path(folder) / "pictures", 5)
            path, source = pictures / "red" / f"damaged{ending}", Images(str(pictures), 6, 6)
        path.write_bytes(content)
        try:
            examples = load_examples(DataSpec(source))
        except DataError as error:
            assert str(error).endswith(".") and "\n" not in str(error) and len(str(error)) < 1_000
            event(f"{ending} refused")
            return
        event(f"{ending} read")
        assert np.isfinite(examples.x_train).all() and np.isfinite(examples.y_train).all()
        assert examples.x_train.shape[1:] == examples.facts.input_shape


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_cut_anywhere_gives_data_or_one_sentence(tmp_path: Path, ending: str) -> None:
    whole = sound(ending)
    for share in np.linspace(0, 1, 12):
        part = whole[: int(len(whole) * share)]
        source = guess_source(tmp_path / f"cut{ending}")
        path = tmp_path / f"cut{ending}"
        if ending in (".png", ".jpg", ".gif", ".bmp"):
            pictures = filing.write_pictures(tmp_path / "pictures", 5)
            path, source = pictures / "red" / f"cut{ending}", Images(str(pictures), 6, 6)
        path.write_bytes(part)
        try:
            load_examples(DataSpec(source))
        except DataError as error:
            assert str(error).endswith(".") and "\n" not in str(error)
