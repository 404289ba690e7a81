"""What a block is called before the user names it: after the layers that matter most in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable

from designer.graph.naming import numbered

ATTENTION = re.compile(r"Attention")
RECURRENT = re.compile(r"LSTM|GRU|RNN")
SIDEKICKS = re.compile(
    r"Activation|ReLU|PReLU|ELU|Softmax|Dropout|Noise|Normalization|Reshape|Flatten|Input|Padding|Pooling|Rescaling"
)
"""Kinds that come with others, and name a block only if there is nothing else in it."""
WORDS = ((re.compile(r"Conv"), "Convolution"), (RECURRENT, "Recurrent"), (re.compile(r"Pooling"), "Pooling"))


def suggested_name(kinds: Iterable[str], taken: Collection[str] = ()) -> str:
    """A name for a block of layers of these kinds, as no other block has it: "Dense block", "Residual block 2"."""
    return numbered(theme_of(kinds), taken)


def theme_of(kinds: Iterable[str]) -> str:
    """What a block of layers of these kinds is."""
    counts = Counter(kinds)
    main = Counter({kind: count for kind, count in counts.items() if not SIDEKICKS.search(kind)}) or counts
    if any(ATTENTION.search(kind) for kind in main):
        return "Transformer block" if "Dense" in main or "Add" in main else "Attention block"
    if "Add" in main and len(main) > 1:
        return "Residual block"
    if "Concatenate" in main and len(main) > 1:
        return "Branching block"
    if not main:
        return "Block"
    kind, _ = main.most_common(1)[0]
    return f"{next((word for pattern, word in WORDS if pattern.search(kind)), kind)} block"
