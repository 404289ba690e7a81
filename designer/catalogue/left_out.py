"""The public classes of `keras.layers` that the catalogue does not have, and why."""

from collections.abc import Mapping
from types import MappingProxyType

LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {
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
        "SimpleRNNCell": "is one step of SimpleRNN, which the catalogue has; by itself it is no layer of a network",
        "StackedRNNCells": "is one step of several cells; recurrent layers in a row do the same",
        "TFSMLayer": "reads a network from a folder of this computer; a design stands for itself",
        "TorchModuleWrapper": "wraps a network written for another library",
        "Wrapper": "is what layers around a layer are made from; by itself it does nothing",
    }
)

NOT_YET: tuple[str, ...] = (
    "ActivityRegularization", "AdaptiveAveragePooling1D", "AdaptiveAveragePooling2D", "AdaptiveAveragePooling3D",
    "AdaptiveMaxPooling1D", "AdaptiveMaxPooling2D", "AdaptiveMaxPooling3D", "AdditiveAttention", "AlphaDropout",
    "Attention", "AugMix", "AutoContrast", "AveragePooling1D", "AveragePooling3D", "Bidirectional",
    "CategoryEncoding", "CenterCrop", "ContrastLimitedAdaptiveHistogramEqualization", "Conv1D", "Conv1DTranspose",
    "Conv2DTranspose", "Conv3D", "Conv3DTranspose", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "Cropping1D",
    "Cropping2D", "Cropping3D", "CutMix", "DepthwiseConv1D", "DepthwiseConv2D", "Discretization", "Dot",
    "EinsumDense", "Equalization", "GaussianDropout", "GlobalAveragePooling1D", "GlobalAveragePooling3D",
    "GlobalMaxPooling1D", "GlobalMaxPooling2D", "GlobalMaxPooling3D", "GroupNormalization", "GroupQueryAttention",
    "HashedCrossing", "Hashing", "Identity", "IntegerLookup", "Masking", "MaxPooling1D", "MaxPooling3D",
    "MelSpectrogram", "MixUp", "MultiHeadAttention", "Permute", "RMSNormalization", "RandAugment",
    "RandomBrightness", "RandomColorDegeneration", "RandomColorJitter", "RandomContrast", "RandomCrop",
    "RandomElasticTransform", "RandomErasing", "RandomFlip", "RandomGaussianBlur", "RandomGrayscale", "RandomHue",
    "RandomInvert", "RandomPerspective", "RandomPosterization", "RandomRotation", "RandomSaturation",
    "RandomSharpness", "RandomShear", "RandomTranslation", "RandomZoom", "RepeatVector", "Resizing",
    "ReversibleEmbedding", "STFTSpectrogram", "SeparableConv1D", "SeparableConv2D", "SimpleRNN", "Solarization",
    "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "SpectralNormalization", "StringLookup",
    "TextVectorization", "TimeDistributed", "UnitNormalization", "UpSampling1D", "UpSampling2D", "UpSampling3D",
    "ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D",
)  # fmt: skip
"""Classes that could be declared and are not so far."""
