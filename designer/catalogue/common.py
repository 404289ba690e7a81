"""Settings that many kinds share."""

from designer.catalogue.schema import Setting
from designer.catalogue.units import Boolean, Choice

ACTIVATIONS = (
    "celu", "elu", "exponential", "gelu", "glu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_tanh",
    "leaky_relu", "linear", "log_sigmoid", "log_softmax", "mish", "relu", "relu6", "selu", "sigmoid", "silu",
    "soft_shrink", "softmax", "softplus", "softsign", "sparse_plus", "sparse_sigmoid", "sparsemax", "squareplus",
    "tanh", "tanh_shrink", "threshold",
)  # fmt: skip

DTYPES = ("float32", "float64", "float16", "bfloat16", "mixed_float16", "mixed_bfloat16")

TRAINABLE = Setting("trainable", Boolean(), True, "Whether training changes this layer's weights.", advanced=True)
DTYPE = Setting(
    "dtype", Choice(DTYPES, optional=True), None, "The number format this layer computes in.", advanced=True
)
