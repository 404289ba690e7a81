"""The public classes of `keras.layers` that the catalogue does not have, and why."""

from collections.abc import Mapping
from types import MappingProxyType

LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {
        "Equalization": "hands on its very input while a network is joined, which Keras takes for a loop",
        "FlaxLayer": "wraps a network written for another library",
        "GRUCell": "is one step of GRU, which the catalogue has; by itself it is no layer of a network",
        "InputLayer": "is what Input makes",
        "InputSpec": "says what a layer takes; it is no layer",
        "JaxLayer": "wraps a network written for another library",
        "LSTMCell": "is one step of LSTM, which the catalogue has; by itself it is no layer of a network",
        "Lambda": "holds Python code; a design holds none, and nothing in it is ever executed",
        "Layer": "is what all layers are made from; by itself it does nothing",
        "MaxNumBoundingBoxes": "takes boxes around things in images, which no data source gives",
        "Pipeline": "holds layers in a row; a block on the canvas does",
        "RNN": "runs a cell, which is Python code but for those of SimpleRNN, LSTM and GRU",
        "ReversibleEmbedding": "turns rows back into words where it is used a second time; a design uses each layer once",
        "SimpleRNNCell": "is one step of SimpleRNN, which the catalogue has; by itself it is no layer of a network",
        "StackedRNNCells": "is one step of several cells; recurrent layers in a row do the same",
        "TFSMLayer": "reads a network from a folder of this computer; a design stands for itself",
        "TorchModuleWrapper": "wraps a network written for another library",
        "Wrapper": "is what layers around a layer are made from; by itself it does nothing",
    }
)

NOT_YET: Mapping[str, str] = MappingProxyType({})
"""Classes that could be declared and are not so far, and what is missing."""
