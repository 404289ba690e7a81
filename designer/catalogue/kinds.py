"""Every kind by name, in the order the palette shows them."""

from collections.abc import Mapping
from types import MappingProxyType

from designer.catalogue import (
    activation,
    attention,
    audio,
    augmentation,
    conv_recurrent,
    convolution,
    core,
    embedding,
    encoding,
    images,
    lookup,
    margins,
    merging,
    normalization,
    pooling,
    recurrent,
    regularization,
    reshaping,
    separable,
    transposed,
    upsampling,
    wrappers,
)
from designer.catalogue.schema import Kind

FAMILIES: Mapping[str, tuple[Kind, ...]] = MappingProxyType(
    {
        "Core": core.KINDS,
        "Activation": activation.KINDS,
        "Regularization": regularization.KINDS,
        "Normalization": (*normalization.KINDS, wrappers.SPECTRAL_NORMALIZATION),
        "Reshaping": (*reshaping.KINDS, *upsampling.KINDS, *margins.KINDS),
        "Convolution": (*convolution.KINDS, *separable.KINDS, *transposed.KINDS),
        "Pooling": pooling.KINDS,
        "Embedding": embedding.KINDS,
        "Recurrent": (*recurrent.KINDS, wrappers.BIDIRECTIONAL, wrappers.TIME_DISTRIBUTED, *conv_recurrent.KINDS),
        "Attention": attention.KINDS,
        "Merging": merging.KINDS,
        "Preprocessing": (*lookup.KINDS, *encoding.KINDS, *images.KINDS, *audio.KINDS),
        "Augmentation": augmentation.KINDS,
    }
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kinds in FAMILIES.values() for kind in kinds})
wrappers.settle(KINDS.values())


def kind_named(name: str) -> Kind | None:
    """The kind with this Keras class name, if the catalogue has it."""
    return KINDS.get(name)
