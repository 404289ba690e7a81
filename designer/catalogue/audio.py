"""Layers that turn sound into pictures of its pitches."""

from __future__ import annotations

from math import ceil, log2
from typing import cast

from designer.catalogue.common import DATA_FORMAT, LAYER, fitted, frozen_if_told
from designer.catalogue.schema import Kind, Mismatch, Setting, Settings, Weight
from designer.catalogue.units import Boolean, Choice, Integer, Number
from designer.catalogue.windows import SEQUENCE, misplaced, parted, slid, too_large
from designer.values import Shape, shape_text

WINDOW = Setting("window", Choice(("hann", "hamming", "blackman", "bartlett", "boxcar")), "hann", "How each piece fades in and out.", advanced=True)  # fmt: skip


def _length(settings: Settings) -> int:
    """How many samples each piece is filled up to: the next power of 2, unless told."""
    given = cast("int | None", settings["fft_length"])
    return given or 2 ** ceil(log2(cast(int, settings["frame_length"])))


def _step(settings: Settings) -> int:
    return cast("int | None", settings["frame_step"]) or cast(int, settings["frame_length"]) // 2


def _clash(settings: Settings) -> Mismatch | None:
    frame, step, length = settings["frame_length"], _step(settings), _length(settings)
    if not 1 <= step <= cast(int, frame):
        what = f"Pieces of {frame} samples cannot begin every {step} samples."
        return Mismatch("setting", what, "The step must be from 1 to the length of a piece.", setting="frame_step")
    if length < cast(int, frame):
        what = f"fft_length is {length}, and must be at least frame_length, which is {frame}."
        return Mismatch("setting", what, setting="fft_length")
    if settings["dtype"] in ("bfloat16", "mixed_bfloat16"):
        what = f"STFTSpectrogram cannot compute in {settings['dtype']}. Choose another dtype."
        return Mismatch("setting", what, setting="dtype")
    return None


def stft_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    if len(inputs[0]) != 2:
        return misplaced("STFTSpectrogram", SEQUENCE, inputs[0])
    steps, channels = parted(settings, inputs[0])
    if channels is None:
        return Mismatch("unknown", "STFTSpectrogram must know how many channels its input has, and the number is not known here.")  # fmt: skip
    if clash := _clash(settings):
        return clash
    window = (cast(int, settings["frame_length"]),)
    pieces = slid(steps, window, (_step(settings),), settings["padding"])
    if pieces is None:
        return too_large("STFTSpectrogram", SEQUENCE, window, steps, "frame_length")
    pitches = (_length(settings) // 2 + 1) * (2 if settings["mode"] == "stft" else 1)
    first = settings["data_format"] == "channels_first"
    if settings["expand_dims"]:
        return (channels, *pieces, pitches) if first else (*pieces, pitches, channels)
    return (pitches * channels, *pieces) if first else (*pieces, pitches * channels)


@frozen_if_told
def stft_weights(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    shape = (cast(int, settings["frame_length"]), 1, _length(settings) // 2 + 1)
    parts = {"real": ("real",), "imag": ("imag",)}.get(cast(str, settings["mode"]), ("real", "imag"))
    return tuple(Weight(f"{part}_kernel", shape, what="wave numbers") for part in parts)


def mel_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    if len(inputs[0]) != 1:
        what = f"MelSpectrogram takes one row of sound samples; this is {shape_text(inputs[0])}."
        return Mismatch("rank", what, ranks=(1,))
    length, whole = settings["sequence_length"], cast(int, settings["fft_length"])
    if isinstance(length, int) and length > whole:
        what = f"sequence_length is {length}, and must be at most fft_length, which is {whole}."
        return Mismatch("setting", what, setting="sequence_length")
    stride, samples = cast(int, settings["sequence_stride"]), inputs[0][0]
    if samples is not None and samples <= whole // 2:
        what = f"MelSpectrogram takes more than {whole // 2} samples, half of fft_length; {samples} come in."
        return Mismatch("size", what, "Both ends are mirrored by so many samples.", setting="fft_length")
    # as keras.src.layers.preprocessing.mel_spectrogram counts it
    pieces = None if samples is None else (samples + stride + 1) // stride
    return (cast(int, settings["num_mel_bins"]), pieces)


STFT_SPECTROGRAM = Kind(
    name="STFTSpectrogram",
    family="Preprocessing",
    summary="Cuts sound into short pieces and says which pitches are in each, and how strong. Training can adjust the waves it listens for.",
    when="Right after the input, for sound given as samples, before convolutions.",
    formula="output = log |Fourier transform of each piece|",
    settings=(
        Setting("mode", Choice(("log", "magnitude", "psd", "real", "imag", "angle", "stft")), "log", "What comes out for each pitch: its strength (“log”, “magnitude”, “psd”), or the parts of its wave."),
        Setting("frame_length", Integer(low=1), 256, "How many samples each piece has."),
        Setting("frame_step", Integer(low=1, optional=True), None, "How many samples after each other pieces begin; nothing means half a piece."),
        Setting("fft_length", Integer(low=1, optional=True), None, "How many samples a piece is filled up to with zeros; nothing means the next power of 2.", advanced=True),
        WINDOW,
        Setting("periodic", Boolean(), False, "Whether the window is one of an endless row.", advanced=True),
        Setting("scaling", Choice(("density", "spectrum"), optional=True), "density", "What strengths are measured against.", advanced=True),
        Setting("padding", Choice(("valid", "same")), "valid", "“same” also counts pieces that stick out over the end; “valid” leaves them out."),
        Setting("expand_dims", Boolean(), False, "Whether pitches and channels are axes of their own, as in an image."),
        DATA_FORMAT,
        *LAYER,
    ),
    shape=fitted(stft_shape, stft_weights),
    weights=stft_weights,
    headline=("mode", "frame_length"),
    takes=("sequence",),
    wants="steps x channels of sound samples",
    between=False,
    keywords=("sound", "audio", "fourier", "frequency", "speech"),
)  # fmt: skip

MEL_SPECTROGRAM = Kind(
    name="MelSpectrogram",
    family="Preprocessing",
    summary="Cuts sound into short pieces and says how strong the pitches in each are, on a scale as the ear hears them. What comes out can be looked at like an image.",
    when="Right after the input, for speech and music given as samples.",
    formula="output = decibels of the mel scale of |Fourier transform of each piece|²",
    settings=(
        Setting("fft_length", Integer(low=2), 2048, "How many samples each piece is filled up to."),
        Setting("sequence_stride", Integer(low=1), 512, "How many samples after each other pieces begin."),
        Setting("sequence_length", Integer(low=1, optional=True), None, "How many samples each piece has; nothing means fft_length.", advanced=True),
        WINDOW,
        Setting("sampling_rate", Integer(low=2), 16000, "How many samples one second has."),
        Setting("num_mel_bins", Integer(low=1), 128, "How many pitches are told apart."),
        Setting("min_freq", Number(low=0), 20.0, "The lowest pitch, in hertz.", advanced=True),
        Setting("max_freq", Number(low=0, open_low=True, optional=True), None, "The highest pitch, in hertz; nothing means half the sampling rate.", advanced=True),
        Setting("power_to_db", Boolean(), True, "Whether strengths are given in decibels.", advanced=True),
        Setting("top_db", Number(low=0), 80.0, "How many decibels below the loudest are still told apart.", advanced=True),
        Setting("mag_exp", Number(low=0, open_low=True), 2.0, "1 gives magnitudes, 2 powers.", advanced=True),
        Setting("min_power", Number(low=0, open_low=True), 1e-10, "The smallest strength that counts.", advanced=True),
        Setting("ref_power", Number(low=0, open_low=True), 1.0, "The strength that is 0 decibels.", advanced=True),
        *LAYER,
    ),
    shape=fitted(mel_shape),
    headline=("num_mel_bins",),
    takes=("row",),
    wants="one row of sound samples",
    between=False,
    keywords=("sound", "audio", "fourier", "frequency", "speech", "music"),
)  # fmt: skip

KINDS = (STFT_SPECTROGRAM, MEL_SPECTROGRAM)
