"""What Keras calls, or called, the layers of the catalogue."""

from __future__ import annotations

from designer.reading.things import one_line

ALIASES = {
    "InputLayer": "Input",
    "BatchNormalizationV1": "BatchNormalization",
    "BatchNormalizationV2": "BatchNormalization",
    "LSTMV2": "LSTM",
    "GRUV2": "GRU",
    "GRUV1": "GRU",
    "CuDNNLSTM": "LSTM",
    "CuDNNGRU": "GRU",
    **{f"MaxPool{n}D": f"MaxPooling{n}D" for n in (1, 2, 3)},
    **{f"AvgPool{n}D": f"AveragePooling{n}D" for n in (1, 2, 3)},
    **{f"GlobalMaxPool{n}D": f"GlobalMaxPooling{n}D" for n in (1, 2, 3)},
    **{f"GlobalAvgPool{n}D": f"GlobalAveragePooling{n}D" for n in (1, 2, 3)},
    **{f"Convolution{n}D": f"Conv{n}D" for n in (1, 2, 3)},
    **{f"Convolution{n}DTranspose": f"Conv{n}DTranspose" for n in (1, 2, 3)},
    "SeparableConvolution1D": "SeparableConv1D",
    "SeparableConvolution2D": "SeparableConv2D",
    "DepthwiseConvolution2D": "DepthwiseConv2D",
}
"""What Keras calls, or called, the same layer."""


def kind_name(path: str) -> str:
    """The kind a Keras name stands for, whichever of its spellings it is."""
    name = path.rpartition(".")[2]
    return ALIASES.get(name, one_line(name)) or "Layer"
