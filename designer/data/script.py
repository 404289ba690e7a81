"""The lines of a script that make its examples, as a value: written where the data is read, shown elsewhere."""

import msgspec


class DataCode(msgspec.Struct, frozen=True):
    """Source text in three parts: import lines, whole functions, and the lines that define
    `x_train, y_train, x_validation, y_validation`. `needs` are packages that must be there beside those imported. With `on_disk` the `x_…` are no arrays, but give
    arrays of the rows they are asked for."""

    imports: tuple[str, ...]
    functions: tuple[str, ...]
    body: str
    needs: tuple[str, ...] = ()
    on_disk: bool = False
