"""Whatever a file holds: nothing in it is run, nothing is written, and an answer comes soon and in little memory."""

import io
import json
import os
import sys
import threading
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.errors import FileError
from designer.graph.files import decode, encode
from designer.reading import Reading, read_file, read_text
from designer.reading.hdf5 import SIGNATURE
from tests.memory import most_memory

PROBE = Path(os.environ["LAYERLOOM_HOME"]) / "probe"
"""What hostile files try to make: harmless, and never there."""
SOON = 10.0
"""Seconds of processor time, far more than any takes. A source that had its way would take hours."""
READABLE = (".keras", ".h5", ".json", ".py", ".pyc", "<unknown>")
"""What may be opened for reading: the file that is read, modules that are imported, and the file of no name in which
Python's parser looks for the line with a mistake."""
MEMORY = 300 * 1024 * 1024


@pytest.fixture(autouse=True)
def watched() -> Iterator[list[str]]:
    """Hears of every file, process and piece of code that is touched while a source is read."""
    heard: list[str] = []
    _watch.heard = heard
    yield heard
    _watch.heard = None


class _Watch:
    heard: list[str] | None = None
    reading = False

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if self.heard is None or not self.reading:
            return
        own = str(args[0]).endswith(READABLE) if event == "open" else False
        if own and isinstance(args[1], str) and set(args[1]) <= set("rbt"):
            return
        if event == "open" or event.startswith(("os.", "subprocess", "socket", "exec", "pickle", "shutil", "tempfile")):
            self.heard.append(f"{event} {args}"[:200])


_watch = _Watch()
sys.addaudithook(_watch)


def read(make: Callable[[], Reading]) -> str:
    """What reading says, whatever it is: the notes or the sentence. It has to be soon and small."""
    began, before = time.thread_time(), most_memory()
    _watch.reading = True
    try:
        reading = make()
        said = "\n".join(map(str, reading.notes))
    except FileError as error:
        assert len(str(error).splitlines()) == 1
        reading, said = None, str(error)
    finally:
        _watch.reading = False
    assert time.thread_time() - began < SOON
    assert most_memory() - before < MEMORY
    assert _watch.heard == []
    if reading is not None:
        assert decode(encode(reading.design)).graph == reading.design.graph
    return said


SOURCES = {
    "import os": f"__import__('os').system('touch {PROBE.as_posix()}')\nm = Sequential([Input((2,)), Dense(1)])",
    "in a setting": "m = Sequential([Input((2,)), Dense(units=__import__('os').getpid(), name=open('/etc/passwd').read())])",
    "eval": "m = Sequential([Input((2,)), Dense(eval('2+2')), Dense(exec('x=1'))])",
    "dunder": "m = Sequential([Input((2,)), Dense(().__class__.__bases__[0].__subclasses__()[40])])",
    "getattr": "getattr(__builtins__, 'exec')('1')\nm = Sequential([Input((2,)), Dense(1)])",
    "decorator": "@__import__('os').system\ndef f(): pass\nm = Sequential([Input((2,)), Dense(1)])",
    "format": "m = Sequential([Input((2,)), Dense(1, name='{0.__class__}'.format(1)), Dense(1, name=f'{1:999999999}')])",
    "percent": "m = Sequential([Input((2,)), Dense(1, name='%999999999d' % 1)])",
    "power": "m = Sequential([Input((2,)), Dense(9 ** 9 ** 9 ** 9)])",
    "power in place": "n = 9\nfor i in range(99):\n    n **= n\nm = Sequential([Input((2,)), Dense(n)])",
    "shift": "m = Sequential([Input((2,)), Dense(1 << 10 ** 12)])",
    "factors": "n = 3\nfor i in range(5000):\n    n = n * n\nm = Sequential([Input((2,)), Dense(n)])",
    "repeated text": "m = Sequential([Input((2,)), Dense(1, name='a' * 10 ** 12)])",
    "repeated list": "m = Sequential([Input((2,))] + [Dense(1)] * 10 ** 9)",
    "doubled text": "s = 'lol'\nfor i in range(99):\n    s = s + s\nm = Sequential([Input((2,)), Dense(1, name=s)])",
    "doubled f-string": "s = 'lol'\nfor i in range(99):\n    s = f'{s}{s}'\nm = Sequential([Input((2,)), Dense(1, name=s)])",
    "joined": "s = ['lol'] * 4000\nfor i in range(9):\n    s = [''.join(s)] * 4000\nm = Sequential([Input((2,)), Dense(1)])",
    "doubled list": "s = [1]\nfor i in range(99):\n    s = [s, s]\nm = Sequential([Input((2,)), Dense(1, flavour=s), Dense(s), s])",
    "doubled dict": "s = {'a': 1}\nfor i in range(99):\n    s = {'a': s, 'b': s}\nm = Sequential([Input((2,)), Dense(**s), Dream(**s)])",
    "compared lists": "a = [1]\nb = [1]\nfor i in range(99):\n    a = [a, a]\n    b = [b, b]\nif a == b: pass\nm = Sequential([Input((2,)), Dense(1)])",
    "hashed tuples": "a = 1,\nfor i in range(99):\n    a = (a, a)\nd = {a: 1}\nd[a] = 2\nd.get(a)\nx = dict([(a, 1)])\nm = Sequential([Input((2,)), Dense(1)])",
    "doubled wires": "i = Input((2,))\ns = [i]\nfor n in range(60):\n    s = [s, s]\nm = Model(i, Add()(s))",
    "long range": "m = Sequential([Input((2,))])\nfor i in range(10 ** 12):\n    m.add(Dense(1))",
    "loops in loops": "m = Sequential([Input((2,))])\n" + "".join(" " * n + f"for i{n} in range(4000):\n" for n in range(8)) + " " * 8 + "m.add(Dense(1))",
    "comprehensions": "m = Sequential([Input((2,))] + [Dense(1) for a in range(4000) for b in range(4000) for c in range(4000)])",
    "endless loop": "while True:\n    pass\nm = Sequential([Input((2,)), Dense(1)])",
    "recursion": "def f(x):\n    return f(Dense(1)(x))\ni = Input((2,))\nm = Model(i, f(i))",
    "forked recursion": "def f(x):\n    return Add()([f(x), f(x)])\ni = Input((2,))\nm = Model(i, f(i))",
    "laughing helpers": "def a(x): return Dense(1)(x)\n" + "".join(f"def {'abcdefghijklmnop'[n]}(x):\n    for i in range(10):\n        x = {'abcdefghijklmnop'[n - 1]}(x)\n    return x\n" for n in range(1, 15)) + "i = Input((2,))\nm = Model(i, o(i))",
    "laughing lambdas": "f = lambda x: x\nfor i in range(50):\n    f = (lambda g: lambda x: g(g(x)))(f)\ni = Input((2,))\nm = Model(i, f(Dense(1)(i)))",
    "laughing networks": "i = Input((2,))\nm = Model(i, Dense(2)(i))\nfor n in range(40):\n    j = Input((2,))\n    m = Model(j, m(m(j)))",
    "networks in networks": "m = Sequential([Input((2,)), Dense(1)])\nfor i in range(3000):\n    m = Sequential([m])",
    "a network in itself": "m = Sequential([Input((2,)), Dense(1)])\nm.add(m)\nm.add(m)",
    "two networks in each other": "a = Sequential([Input((2,)), Dense(1)])\nb = Sequential([a])\na.add(b)\nb.add(a)",
    "growing list": "s = [1]\nfor x in s:\n    s.append(x)\nfor i in range(4000):\n    s.extend(s)\nm = Sequential([Input((2,)), Dense(1)])",
    "huge shape": "m = Sequential([Input((10 ** 18, 10 ** 18, 10 ** 18)), Flatten(), Dense(10 ** 18)])",
    "huge known shape": "m = Sequential([Input((2147483647,) * 9), Flatten(), Dense(2147483647), Reshape((2147483647,) * 99)])",
    "many settings": "m = Sequential([Input((2,)), Dense(" + ", ".join(f"a{n}=1" for n in range(9000)) + ")])",
    "brackets": "x = " + "(" * 5000 + ")" * 5000 + "\nm = Sequential([Input((2,)), Dense(1)])",
    "signs": "x = " + "-" * 100_000 + "1\nm = Sequential([Input((2,)), Dense(1)])",
    "sums": "x = " + "1 + " * 5000 + "1\nm = Sequential([Input((2,)), Dense(x)])",
    "dots": "x = a" + ".b" * 10_000 + "\nm = Sequential([Input((2,)), Dense(1)])",
    "calls": "x = a" + "()" * 10_000 + "\nm = Sequential([Input((2,)), Dense(1)])",
    "lambdas": "x = " + "lambda: " * 3000 + "1\nm = Sequential([Input((2,)), Dense(1)])",
    "blocks": "".join(" " * n + "if 1:\n" for n in range(99)) + " " * 99 + "m = Sequential([Input((2,)), Dense(1)])",
    "elifs": "if 0:\n    pass\n" + "elif 0:\n    pass\n" * 3000 + "m = Sequential([Input((2,)), Dense(1)])",
    "digits": "m = Sequential([Input((2,)), Dense(" + "9" * 100_000 + ")])",
    "nul": "m = Sequential([Input((2,)), Dense(1, name='a\0b')])",
    "odd signs": "m = Sequential([Input((2,)), Dense(1, name='\\ud800\\x07\\n\\u202e')])",
    "unclosed": "'''" + "m = Sequential([\n" * 20_000,
    "all wrong": "x = = 3\n" * 30_000,
    "one long line": "m = Sequential([Input((2,)), " + "Dense(1), " * 25_000 + "])",
    "many lines": "m = Sequential([Input((2,))])\n" + "m.add(Dense(1))\n" * 15_000,
    "many networks": "Sequential([Input((2,)), Dense(1)])\n" * 7000,
    "many empty lines": "\n" * 250_000 + "m = Sequential([Input((2,)), Dense(1)])",
    "too long": "m = Sequential([Input((2,)), Dense(1)])\n" + "#" * 20_000_000,
    "fences": "```\n" * 99 + " " * 300_000,
}  # fmt: skip


def test_the_watch_hears_what_a_source_would_do(watched: list[str], tmp_path: Path) -> None:
    _watch.reading = True
    (tmp_path / "secret").write_text("x")
    os.system("true")
    exec("x = 1")
    _watch.reading = False
    assert len(watched) == 3


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_that_means_harm_is_answered_soon_and_does_nothing(name: str) -> None:
    read(lambda: read_text(SOURCES[name]))
    assert not PROBE.exists()


@pytest.mark.parametrize("name", ["sums", "recursion", "brackets", "blocks", "networks in networks"])
def test_what_goes_deep_is_read_in_a_small_thread_too(name: str) -> None:
    done: list[str] = []
    before = threading.stack_size(512 * 1024)
    try:
        thread = threading.Thread(target=lambda: done.append(read(lambda: read_text(SOURCES[name]))))
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    assert len(done) == 1


def dense(name: str, feeds: list[Any]) -> dict[str, Any]:
    return {"class_name": "Dense", "name": name, "config": {"name": name, "units": 2}, "inbound_nodes": feeds}


def network(layers: list[Any], out: str = "d") -> dict[str, Any]:
    start = {"class_name": "InputLayer", "name": "i", "config": {"name": "i", "batch_input_shape": [None, 2]}, "inbound_nodes": []}  # fmt: skip
    return {"class_name": "Functional", "config": {"name": "n", "layers": [start, *layers], "input_layers": [["i", 0, 0]], "output_layers": [[out, 0, 0]]}}  # fmt: skip


def laughing(depth: int) -> dict[str, Any]:
    """A network of ten calls of a network of ten calls of …."""
    inner = network([dense("d", [[["i", 0, 0, {}]]])])
    for _ in range(depth):
        calls = [[["i", 0, 0, {}]]] + [[["d", at, 0, {}]] for at in range(9)]
        inner = network([{**inner, "name": "d", "inbound_nodes": calls}])
        inner["config"]["output_layers"] = [["d", 9, 0]]
    return inner


def nested(depth: int) -> str:
    return '{"class_name":"Sequential","config":{"layers":[' * depth + "]}}" * depth


CONFIGS: dict[str, Callable[[], str]] = {
    "brackets": lambda: "[" * 100_000,
    "objects": lambda: '{"a":' * 100_000,
    "empty objects": lambda: '{"class_name": "Sequential", "config": {"layers": [' + "{}," * 300_000 + "{}]}}",
    "many numbers": lambda: '{"class_name": "Sequential", "config": {"layers": [' + "1," * 3_000_000 + "1]}}",
    "networks in networks": lambda: nested(300),
    "laughing networks": lambda: json.dumps(laughing(9)),
    "backwards": lambda: json.dumps(network([dense(f"d{n}" if n else "d", [[[f"d{n + 1}" if n < 3000 else "i", 0, 0, {}]]]) for n in range(3001)])),
    "loops": lambda: json.dumps(network([dense("d", [[["d", 0, 0, {}]]])])),
    "twins": lambda: json.dumps(network([dense("d", [[["i", 0, 0, {}]]])] * 3000)),
    "one of many inputs": lambda: json.dumps(network([dense("d", [[["i", 0, 0, {}]] * 20_000])])),
    "wrong types": lambda: json.dumps(network([{"class_name": [], "config": 3, "name": {}, "inbound_nodes": "x"}, None, 3, [], dense("d", [[["i", "0", None, 3]], 3, None, {"args": 3, "kwargs": []}])])),
    "wrong layers": lambda: '{"class_name": "Sequential", "config": {"layers": {"a": 1}}}',
    "lambda": lambda: json.dumps({"class_name": "Sequential", "config": {"layers": [{"class_name": "Lambda", "config": {"function": {"class_name": "__lambda__", "config": {"code": "4wEA" * 1000}}, "output_shape": "/etc/passwd", "module": "os"}}]}}),
    "module": lambda: json.dumps({"class_name": "Sequential", "config": {"layers": [{"module": "os", "class_name": "system", "config": {"command": f"touch {PROBE.as_posix()}"}, "registered_name": None}]}}),
    "get_file": lambda: json.dumps({"class_name": "Sequential", "config": {"layers": [{"module": "keras.utils", "class_name": "get_file", "config": {"fname": "x", "origin": "http://localhost/x"}}]}}),
    "huge numbers": lambda: '{"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"units": ' + "9" * 400 + ', "name": "x"}}, {"class_name": "Dream", "config": {"a": 1e999, "b": ' + "9" * 400 + "}}]}}",
    "huge shape": lambda: '{"class_name": "Sequential", "config": {"layers": [{"class_name": "InputLayer", "config": {"batch_input_shape": [null, ' + "2147483647, " * 500 + "1]}}, " + '{"class_name": "Flatten", "config": {}}]}}',
    "objects in settings": lambda: '{"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"units": 1, "kernel_regularizer": ' + '{"class_name": "L2", "config": {"l2": ' * 200 + "1" + "}}" * 200 + "}}]}}",
    "surrogates": lambda: '{"class_name": "Sequential", "config": {"layers": [{"class_name": "De\\ud800", "config": {"name": "\\ud800"}}]}}',
    "not utf-8": lambda: '{"class_name": "\udcff"}',
}  # fmt: skip


@pytest.mark.parametrize("name", CONFIGS)
def test_json_that_means_harm_is_answered_soon_and_does_nothing(name: str) -> None:
    text = CONFIGS[name]()
    read(lambda: read_text(text))
    assert not PROBE.exists()


GOOD = json.dumps({"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"units": 3, "batch_input_shape": [None, 2]}}]}})  # fmt: skip
MEMBERS = {"metadata.json": '{"keras_version": "3.15.1"}', "config.json": GOOD, "model.weights.h5": "\x89HDF"}


def packed(members: list[tuple[str, str | bytes]], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", how) as archive:
        warnings.simplefilter("ignore")
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def changed(**to: str | bytes) -> list[tuple[str, str | bytes]]:
    return [(name, to.get(name.partition(".")[0], content)) for name, content in MEMBERS.items()]


ARCHIVES: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "an empty zip": lambda: packed([]),
    "something else": lambda: packed([("a.txt", "b")]),
    "one more": lambda: packed([*changed(), ("evil.py", "import os")]),
    "a list elsewhere": lambda: packed([*changed(), ("assets/../../vocabulary.txt", "a")]),
    "a program among the lists": lambda: packed([*changed(), ("assets/layers/evil.py", "import os")]),
    "too many lists": lambda: packed([*changed(), *((f"assets/layers/l{n}/vocabulary.txt", "a") for n in range(65))]),
    "one less": lambda: packed(changed()[:2]),
    "a way out": lambda: packed([*changed()[:2], ("../../probe", "x")]),
    "a rooted way": lambda: packed([*changed()[:2], (PROBE.as_posix(), "x")]),
    "one twice": lambda: packed([*changed()[:2], ("config.json", GOOD)]),
    "a bomb": lambda: packed(changed(config="[" * 200_000_000)),
    "a bomb elsewhere": lambda: packed(changed(metadata=" " * 200_000_000)),
    "another packing": lambda: packed(changed(), zipfile.ZIP_LZMA),
    "locked": lambda: packed(changed()).replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
    "a lie about its size": lambda: packed(changed(), zipfile.ZIP_STORED).replace(len(GOOD).to_bytes(4, "little"), b"\x05\0\0\0"),
    "no json": lambda: packed(changed(config="hello")),
    "cut short": lambda: packed(changed())[:-40],
    "cut at the front": lambda: packed(changed())[40:],
    "many entries": lambda: packed([(f"{n}.json", "") for n in range(5000)]),
    "a long comment": lambda: packed(changed()) + b"\0" * 100_000,
    "another end": lambda: packed(changed()) + b"PK\x05\x06" + b"\xff" * 18,
    "a larger list": lambda: b"PK\x06\x07" + b"\0" * 16 + b"PK\x05\x06\0\0\0\0\x03\0\x03\0\x10\0\0\0\0\0\0\0\0\0",
}  # fmt: skip


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_that_means_harm_is_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    path = tmp_path / "net.keras"
    path.write_bytes(ARCHIVES[name]())
    said = read(lambda: read_file(path))
    assert "net.keras" in said
    assert list(tmp_path.iterdir()) == [path]
    assert not PROBE.exists()


def test_lists_of_words_may_lie_in_an_archive(tmp_path: Path) -> None:
    lists = [("assets/layers/text_vectorization/vocabulary.txt", "a\nb")]
    (tmp_path / "net.keras").write_bytes(packed([*changed(), *lists]))
    assert read(lambda: read_file(tmp_path / "net.keras")) == ""


WORDS = json.dumps({"class_name": "Sequential", "config": {"layers": [{"class_name": "InputLayer", "config": {"batch_shape": [None]}}, {"class_name": "StringLookup", "config": {"num_oov_indices": 2_000_000_000, "output_mode": "int"}}]}})  # fmt: skip
LEARNED: dict[str, bytes] = {
    "nothing": b"",
    "lines of nothing": b"\n" * 1_000_000,
    "one long line": b"a" * 1_000_000,
    "more than a list has": b"a\n" * 3_000_000,
    "no text": bytes(range(256)) * 100,
    "signs that end lines": "a\x0bb\u2028c\x85d\x00".encode(),
}
TOO_MUCH = ("one long line", "more than a list has", "signs that end lines")


@pytest.mark.parametrize("name", LEARNED)
@pytest.mark.parametrize("kind", ["StringLookup", "IntegerLookup"])
def test_a_list_that_means_harm_is_left_out_or_taken_soon(kind: str, name: str, tmp_path: Path) -> None:
    place = f"assets/layers/{'string' if kind == 'StringLookup' else 'integer'}_lookup/vocabulary.txt"
    members = [*changed(config=WORDS.replace("StringLookup", kind)), (place, LEARNED[name])]
    (tmp_path / "net.keras").write_bytes(packed(members, zipfile.ZIP_STORED))
    said = read(lambda: read_file(tmp_path / "net.keras"))
    assert said.startswith("layers[1]: The list that") or (said == "" and name not in TOO_MUCH)
    assert list(tmp_path.iterdir()) == [tmp_path / "net.keras"]


def test_a_good_archive_is_read(tmp_path: Path) -> None:
    (tmp_path / "net.keras").write_bytes(packed(changed()))
    assert read(lambda: read_file(tmp_path / "net.keras")) == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [("a.h5", "no network"), ("c.h5", "HDF5"), ("folder", "no file"), ("missing.py", "no file"), ("b.keras", "no zip")],
)
def test_other_files_are_refused_in_one_sentence(name: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.h5").write_bytes(b"\x89HDF\r\n\x1a\n")
    (tmp_path / "b.keras").write_bytes(b"hello")
    (tmp_path / "c.h5").write_bytes(b"hello")
    (tmp_path / "folder").mkdir()
    assert said in read(lambda: read_file(tmp_path / name))


@settings(max_examples=150)
@given(st.data())
def test_an_archive_with_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    path = Path(os.environ["LAYERLOOM_HOME"]) / "changed.keras"
    content = bytearray(packed(changed(), data.draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    path.write_bytes(content)
    read(lambda: read_file(path))


HDF5S = {
    "an open end": b'{"class_name": "Sequential", "config": ' + b"[" * 1_000_000,
    "an open text": b'{"class_name": "Sequential", "config": "' + b"a" * 40_000_000,
    "deep": b'{"class_name": "Sequential", "config": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "many beginnings": b'{"class_name": "Model"' * 1_000_000,
    "no layers": b'{"class_name": "Sequential", "config": {}}',
    "signs of all kinds": b'{"class_name": "Sequential", "config": "' + bytes(range(128, 256)) + b'"}',
    "strange training": GOOD.encode() + b'{"loss": 7, "optimizer_config": [[]], "metrics": {"a": "b"}}',
    "code": GOOD.replace("Dense", "Lambda").encode(),
}


@pytest.mark.parametrize("name", HDF5S)
def test_hdf5_that_means_harm_is_answered_soon_and_does_nothing(name: str, tmp_path: Path) -> None:
    path = tmp_path / "net.h5"
    path.write_bytes(SIGNATURE + b"\0" * 99 + HDF5S[name])
    read(lambda: read_file(path))


@settings(max_examples=100)
@given(st.data())
def test_hdf5_with_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    path = Path(os.environ["LAYERLOOM_HOME"]) / "changed.h5"
    content = bytearray(SIGNATURE + b"\0" * 9 + GOOD.encode() + b'{"loss": "mse", "optimizer_config": {}}')
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    path.write_bytes(content)
    read(lambda: read_file(path))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5)
    | st.sampled_from(["Dense", "Sequential", "Functional", "InputLayer", "Add", "i", "d", "Lambda", "L2"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["class_name", "config", "name", "layers", "inbound_nodes", "args", "kwargs", "units", "module", "shape"]), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=150)
@given(st.data())
def test_json_with_anything_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    raw = network([dense("a", [[["i", 0, 0, {}]]]), dense("d", [{"args": [["a", 0, 0]], "kwargs": {}}])])
    place: Any = raw
    for _ in range(data.draw(st.integers(1, 7))):
        keys = list(place) if isinstance(place, dict) else list(range(len(place))) if isinstance(place, list) else []
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if data.draw(st.booleans()) or not isinstance(place[key], dict | list):
            place[key] = data.draw(JSON)
            break
        place = place[key]
    read(lambda: read_text(json.dumps(raw)))


PIECES = [
    "m = Sequential([", "Input((2,))", "Dense(3)", ", ", "])", "\n", "for i in range(9):", "    ", "m.add(", ")", "x = ", "(x)",
    "def f(x):", "return ", "Model(i, x)", "i = Input((2,))", "lambda x: ", "f", "**", "[", "]", "{", "}", "'", '"', "9", "*", "+", "if ",
    "else:", ".layers", ".output", "@", "class A(Layer):", "\t", "\\", "#", "f'{x}'", "None", "=", ":", "x", "m", "import ", "while x:",
]  # fmt: skip


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_source_of_any_pieces_is_read_or_refused(pieces: list[str]) -> None:
    read(lambda: read_text("m = Sequential([Input((2,)), Dense(1)])\n" + "".join(pieces)))
