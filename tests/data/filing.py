"""The same small table written in each format, arrays, and folders of pictures."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from PIL import Image

WRITERS = {
    ".csv": lambda frame, path: frame.to_csv(path, index=False),
    ".tsv": lambda frame, path: frame.to_csv(path, index=False, sep="\t"),
    ".xlsx": lambda frame, path: frame.to_excel(path, index=False, sheet_name="Flats"),
    ".parquet": lambda frame, path: _stored(frame).to_parquet(path, index=False),
    ".jsonl": lambda frame, path: frame.to_json(path, orient="records", lines=True, date_format="iso"),
}
FORMATS = tuple(WRITERS)


def _stored(frame: pd.DataFrame) -> pd.DataFrame:
    """With categories as Parquet can store them: in an order of their own, one of them in no row."""
    if "district" not in frame:
        return frame
    kinds = ["west", *sorted(frame["district"].dropna().unique(), reverse=True)]
    return frame.assign(district=pd.Categorical(frame["district"], categories=kinds))


def flats(rows: int = 40, gaps: bool = True) -> pd.DataFrame:
    """Flats with numbers, categories, a date, and a rent to predict."""
    at = np.arange(rows)
    area = np.where(at % 9 == 4, np.nan, 20.5 + at) if gaps else 20.5 + at
    return pd.DataFrame(
        {
            "area": area,
            "rooms": 1 + at % 4,
            "district": np.where(at % 3 > 0, "north", "sœuth"),
            "balcony": at % 2 == 0,
            "built": pd.date_range("1990-03-01", periods=rows, freq="97D").strftime("%Y-%m-%d"),
            "rent": 300.25 + 7.5 * at,
        }
    )


def write(frame: pd.DataFrame, path: Path) -> Path:
    """Write a table in the format the path's name tells."""
    WRITERS[path.suffix](frame, path)
    return path


def write_pictures(folder: Path, per_class: int = 6, **options: Any) -> Path:
    """Reddish and bluish pictures of different sizes and formats, in a folder each."""
    rng = np.random.default_rng(0)
    for name, channel in (("blue", 2), ("red", 0)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        for at in range(per_class):
            pixels = rng.integers(0, 90, (10 + at, 14, 3), "uint8")
            pixels[..., channel] += 150
            ending = ("png", "jpg", "bmp", "gif")[at % 4]
            Image.fromarray(pixels).save(folder / name / f"{at}.{ending}")
    return folder
