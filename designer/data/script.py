"""The lines of a script that make its examples, as a value: written where the data is read, shown elsewhere."""

import msgspec


class DataCode(msgspec.Struct, frozen=True):
    """Source text in three parts: import lines, whole functions, and the lines that define
    `x_train, y_train, x_validation, y_validation`. `needs` are packages that must be there beside those imported."""

    imports: tuple[str, ...]
    functions: tuple[str, ...]
    body: str
    needs: tuple[str, ...] = ()
