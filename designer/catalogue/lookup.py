"""Layers that turn words and numbers into their places in a list, which they are given or learn from the training rows."""

from __future__ import annotations

from typing import cast

from designer.catalogue.common import LAYER
from designer.catalogue.encoding import one_hot
from designer.catalogue.schema import Kind, Mismatch, Setting, Settings, ShapeRule
from designer.catalogue.units import Boolean, Choice, Integer, Integers, Numbers, SettingType, Text, Words
from designer.values import Shape, shape_text

COUNTING = ("multi_hot", "count", "tf_idf")
MODES = "“int” gives the place in the list; “multi_hot”, “count” and “tf_idf” one row with which there are, how many, or how telling they are"
TRAINABLE = tuple(setting for setting in LAYER if setting.name == "trainable")


def learns_list(settings: Settings) -> bool:
    """Without a list of its own, it makes one of the training rows."""
    return settings.get("vocabulary") is None


def places(settings: Settings) -> int | None:
    """How long the list is at most, with the places for what is not in it."""
    if settings["output_mode"] != "int":
        return 0
    if settings["vocabulary"] is not None:
        return _before(settings) + len(own_words(settings))
    return cast("int | None", settings["max_tokens"])


# --- how long the list is -----------------------------------------------------------------------


def _masks(settings: Settings) -> bool:
    """Whether the first place is for what means “nothing here”."""
    return settings.get("mask_token", "") is not None and settings["output_mode"] == "int"


def _before(settings: Settings) -> int:
    """How many places there are before the words: for nothing, and for words that are not in the list."""
    return _masks(settings) + cast(int, settings.get("num_oov_indices", 1))


def own_words(settings: Settings) -> tuple[object, ...]:
    """The words of the list that was given, without the marks for such places, which may stand before them."""
    given, before = cast("tuple[object, ...]", settings["vocabulary"]), _before(settings)
    if before > len(given):
        return given
    mask = (settings.get("mask_token", ""),) if _masks(settings) else ()
    marks = (*mask, *(settings.get("oov_token", "[UNK]"),) * (before - len(mask)))
    return given[before:] if given[:before] == marks else given


def _list_fault(kind: str, settings: Settings) -> Mismatch | None:
    """What is wrong with the list and how it is counted."""
    most, told = cast("int | None", settings["max_tokens"]), cast("tuple[float, ...] | None", settings["idf_weights"])
    weighs, given = settings["output_mode"] == "tf_idf", cast("tuple[object, ...] | None", settings["vocabulary"])
    if settings["pad_to_max_tokens"] and most is None:
        return _setting(f"{kind} can only be filled up to max_tokens if that is set.", "pad_to_max_tokens")
    if told is not None and not weighs:
        return _setting("idf_weights are for “tf_idf” alone. Clear them.", "idf_weights")
    if given is None:
        special = _before(settings)
        if most is None or most > special:
            return None
        return _setting(
            f"{special} places are for what is not in the list, and max_tokens is {most}. Set more.", "max_tokens"
        )
    if weighs and told is None:
        return _setting("“tf_idf” with a list needs how telling each word is. Set idf_weights.", "idf_weights")
    if told is not None and len(told) != len(given):
        return _setting(f"The list has {len(given)} entries, and there are {len(told)} idf_weights.", "idf_weights")
    words = own_words(settings)
    if not words:
        what = "The list holds only the marks for missing and unknown entries. Add an entry of its own."
        return _setting(what, "vocabulary")
    if len(set(words)) < len(words):
        return _setting("The same entry stands in the list twice. Name each once.", "vocabulary")
    if settings.get("mask_token", "") in words:
        return _setting("The list holds the entry that means “nothing here”. Take it out.", "vocabulary")
    length = _before(settings) + len(words)
    if most is not None and length > most:
        return _setting(
            f"The list has {length} entries with those for unknown ones, and max_tokens is {most}.", "max_tokens"
        )
    return None


def _setting(what: str, name: str) -> Mismatch:
    return Mismatch("setting", what, setting=name)


def _depth(kind: str, settings: Settings) -> int | Mismatch:
    """How many numbers come out where one stands for each entry of the list."""
    if settings["pad_to_max_tokens"]:
        return cast(int, settings["max_tokens"])
    if settings["vocabulary"] is not None:
        return _before(settings) + len(own_words(settings))
    what = f"How many numbers {kind} puts out with “{settings['output_mode']}” is known once its list is. Set max_tokens and turn pad_to_max_tokens on."
    return Mismatch("setting", what, setting="pad_to_max_tokens")


# --- numbers and words --------------------------------------------------------------------------


def looked_up(kind: str) -> ShapeRule:
    """The shape rule of the lookup called `kind`."""

    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
        shape, mode = inputs[0], settings["output_mode"]
        if fault := _list_fault(kind, settings) or _salt_fault(settings):
            return fault
        if mode == "int":
            return shape
        depth = _depth(kind, settings)
        if isinstance(depth, Mismatch):
            return depth
        if mode == "one_hot":
            return one_hot(shape, depth)
        if len(shape) == 1:
            return (depth,)
        what = f"{kind} with “{mode}” takes one row; this is {shape_text(shape)}."
        return Mismatch("rank", what, "It adds up along the row.", ranks=(1,))

    return rule


def _salt_fault(settings: Settings) -> Mismatch | None:
    if settings["salt"] is None or settings.get("oov_method", "farmhash") == "farmhash":
        return None
    return _setting("A salt only works with the oov_method “farmhash”.", "salt")


def _shared(entry: SettingType, unknown: Setting, listed: SettingType) -> tuple[Setting, ...]:
    return (
        Setting("max_tokens", Integer(low=2, optional=True), None, "How many entries the list may have, those for unknown ones among them. Nothing means as many as there are.", start=1000),
        Setting("num_oov_indices", Integer(low=0), 1, "How many places there are for what is not in the list.", advanced=True),
        Setting("mask_token", entry, None, "What means “nothing here”; it gets place 0.", advanced=True),
        unknown,
        Setting("vocabulary", listed, None, "The list. Nothing means that it is made of the training rows, the most frequent first."),
    )  # fmt: skip


def _ending(*more: Setting) -> tuple[Setting, ...]:
    return (
        Setting("idf_weights", Numbers(low=0, single=False), None, "How telling each entry of the list is, for “tf_idf”.", advanced=True),
        Setting("output_mode", Choice(("int", "one_hot", *COUNTING)), "int", f"{MODES}; “one_hot” gives each a row of its own."),
        Setting("pad_to_max_tokens", Boolean(), False, "Whether as many numbers as max_tokens come out, even if the list is shorter.", advanced=True),
        *more,
        Setting("salt", Integers(2, spread=True, optional=True), None, "A number that makes the rule for unknown ones another one.", advanced=True),
    )  # fmt: skip


INTEGER_LOOKUP = Kind(
    name="IntegerLookup",
    family="Preprocessing",
    summary="Turns whole numbers such as article numbers into their places in a list: 0, 1, 2, … It learns the list from your training rows, unless you give one.",
    when="Right after the input, when categories are written as large or scattered numbers.",
    formula="output = the place of the number in the list",
    settings=(
        *_shared(Integer(optional=True), Setting("oov_token", Integer(optional=True), -1, "What stands for unknown numbers where the list is shown.", advanced=True), Integers(shortest=1, optional=True)),
        Setting("vocabulary_dtype", Choice(("int64",)), "int64", "The format of the numbers in the list.", advanced=True),
        *_ending(Setting("oov_method", Choice(("floormod", "farmhash")), "floormod", "How unknown numbers share their places, if there are several.", advanced=True)),
    ),
    shape=looked_up("IntegerLookup"),
    headline=("max_tokens", "output_mode"),
    between=False,
    places=places,
    adapts=learns_list,
    keywords=("categories", "vocabulary", "index", "table"),
)  # fmt: skip

STRING_LOOKUP = Kind(
    name="StringLookup",
    family="Preprocessing",
    summary="Turns whole texts, such as the names of cities, into their places in a list: 0, 1, 2, … It learns the list from your training rows, unless you give one.",
    when="Right after a text input, when each text is one of a few.",
    formula="output = the place of the text in the list",
    settings=(
        *_shared(Text(optional=True), Setting("oov_token", Text(optional=True), "[UNK]", "What stands for unknown texts where the list is shown.", advanced=True), Words()),
        *_ending(),
        Setting("encoding", Choice(("utf-8",)), "utf-8", "How texts are written as bytes.", advanced=True),
    ),
    shape=looked_up("StringLookup"),
    headline=("max_tokens", "output_mode"),
    between=False,
    reads="text",
    places=places,
    adapts=learns_list,
    keywords=("text", "categories", "vocabulary", "words", "index"),
)  # fmt: skip


# --- texts --------------------------------------------------------------------------------------


def vectorized(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    shape, mode, split = inputs[0], cast(str, settings["output_mode"]), settings["split"]
    length = cast("int | None", settings["output_sequence_length"])
    if fault := _list_fault("TextVectorization", settings) or _text_fault(settings, shape):
        return fault
    if mode == "int":
        return (length,)
    if length is not None:
        return _setting("output_sequence_length is for “int” alone. Clear it.", "output_sequence_length")
    if split is not None and shape == (1,):
        # Keras foretells an axis more than then comes out
        what = f"With “{mode}” TextVectorization takes a text without an axis of its own. Set shape of the Input to ()."
        return Mismatch("rank", what, ranks=(0,))
    depth = _depth("TextVectorization", settings)
    return depth if isinstance(depth, Mismatch) else (depth,)


def _text_fault(settings: Settings, shape: Shape) -> Mismatch | None:
    if settings["split"] is not None:
        if shape in ((), (1,)):
            return None
        what = f"TextVectorization takes one text per example; this is {shape_text(shape)}."
        return Mismatch("rank", what, "It makes several numbers of one text.", ranks=(1,))
    if len(shape) != 1:
        what = f"Without split TextVectorization takes a row of words; this is {shape_text(shape)}."
        return Mismatch("rank", what, "It makes a number of each word.", ranks=(1,))
    return _joined_fault(settings, shape[0])


def _joined_fault(settings: Settings, count: int | None) -> Mismatch | None:
    """What is wrong with words that come cut already and are to be joined: too few, where there must be some."""
    told = settings["ngrams"]
    least = min(cast("tuple[int, ...]", told)) if isinstance(told, tuple) else 1
    if least > 1 and settings["vocabulary"] is None:
        what = "Without split a list is learned of rows that may be single words. Have 1 among the ngrams."
        return _setting(what, "ngrams")
    if count is not None and count < least and settings["output_sequence_length"] is not None:
        return _setting(f"ngrams join {least} words or more, and {count} come in.", "ngrams")
    return None


TEXT_VECTORIZATION = Kind(
    name="TextVectorization",
    family="Preprocessing",
    summary="Cuts a text into words and turns each into its place in a list of words. It learns the list from your training rows, the most frequent words first, unless you give one.",
    when="Right after a text input, before an Embedding.",
    formula="output = the places of the words of the text in the list, 0 where there are no more",
    settings=(
        Setting("max_tokens", Integer(low=2, optional=True), None, "How many words the list may have. The Embedding behind it needs as many rows.", start=1000),
        Setting("standardize", Choice(("lower_and_strip_punctuation", "lower", "strip_punctuation"), optional=True), "lower_and_strip_punctuation", "What is done to the text first, so that “Good!” and “good” are one word.", advanced=True),
        Setting("split", Choice(("whitespace", "character"), optional=True), "whitespace", "Where the text is cut: between words, or after each letter.", advanced=True),
        Setting("ngrams", Integers(low=1, shortest=1, spread=True, optional=True), None, "Up to how many words in a row count as one, such as “not good” with 2.", advanced=True),
        Setting("output_mode", Choice(("int", *COUNTING)), "int", f"{MODES}."),
        Setting("output_sequence_length", Integer(low=1, optional=True), None, "How many words of each text are looked at; shorter texts are filled up with 0. Nothing means as many as the longest has.", start=20),
        Setting("pad_to_max_tokens", Boolean(), False, "Whether as many numbers as max_tokens come out, even if the list is shorter.", advanced=True),
        Setting("vocabulary", Words(), None, "The list of words. Nothing means that it is made of the training rows.", advanced=True),
        Setting("idf_weights", Numbers(low=0, single=False), None, "How telling each word of the list is, for “tf_idf”.", advanced=True),
        Setting("encoding", Choice(("utf-8",)), "utf-8", "How texts are written as bytes.", advanced=True),
        *TRAINABLE,
    ),
    shape=vectorized,
    headline=("max_tokens", "output_sequence_length"),
    between=False,
    reads="text",
    places=places,
    adapts=learns_list,
    keywords=("text", "words", "tokens", "tokenizer", "vocabulary", "sentence"),
)  # fmt: skip

KINDS = (TEXT_VECTORIZATION, STRING_LOOKUP, INTEGER_LOOKUP)
