"""A small set of texts of our own: sentences about films, made by a grammar, so that it comes along and costs nothing.

Like the patterns it stands on its own, so that its source can be printed into a script.
"""

from __future__ import annotations

import numpy as np


def film_reviews() -> tuple[np.ndarray, np.ndarray]:
    """600 short texts, and 1 where a film is praised, else 0; what follows a “but” counts."""
    draw = np.random.default_rng(2)
    things = "story/acting/music/ending/dialogue/camera work/plot/cast/humour/pace"
    films = "film/movie/drama/comedy/thriller/sequel/picture"
    words = (
        "dull/boring/clumsy/weak/tedious/hollow/flat/awful/tiresome/messy/lifeless",
        "moving/brilliant/warm/gripping/clever/charming/fresh/superb/touching/funny",
    )
    verdicts = (
        "I nearly fell asleep/do not waste your evening/what a disappointment",
        "I would watch it again/do not miss it/what a pleasant surprise",
    )
    asides = "I saw it on a Sunday/it runs for two hours/the hall was half full"

    def one(of: str) -> str:
        return str(draw.choice(of.split("/")))

    def said(liked: int) -> str:
        word, thing, film = one(words[liked]), one(things), one(films)
        sentences = [
            f"the {thing} was {word}",
            f"I found the {thing} {word}",
            f"a {word} {film}",
            f"this {film} is {word} from start to finish",
            f"the {thing} is {word} and {one(words[liked])}",
            one(verdicts[liked]),
        ]
        return sentences[draw.integers(len(sentences))]

    texts = []
    for at in range(600):
        liked = at % 2
        parts = [said(liked)]
        if draw.random() < 0.2:
            parts = [f"{said(1 - liked)}, but {said(liked)}, and {said(liked)}"]
        elif draw.random() < 0.6:
            parts.append(said(liked))
        if draw.random() < 0.4:
            parts.insert(int(draw.integers(0, 2)), one(asides))
        texts.append(" ".join(f"{part[0].upper()}{part[1:]}." for part in parts))
    answers = np.arange(600) % 2
    return np.array(texts).reshape(-1, 1), answers.reshape(-1, 1).astype("int32")
