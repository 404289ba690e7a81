"""How far apart the cells of a sheet lie is seen however a sheet says it."""

import io

import pytest

from designer.data.cellspan import spanned


@pytest.mark.parametrize(
    ("sheet", "cells"),
    [
        ('<row r="1"><c r="A1"/></row>', 1),
        ('<row r="1"><c r="A1"/></row><row r="9"><c r="C9"/></row>', 27),
        ("<row><c/><c/></row><row><c/></row>", 4),
        ('<x:row r="5"><x:c t="n" r = \'b5\'/></x:row>', 10),
        ('<c a=">" r="A1048576"/><c r="XFD1"/>', 16_384 * 1_048_576),
        ('<row><c t="inlineStr"><is><t>say r="Z99"</t></is></c></row>', 1),
    ],
)
def test_the_span_is_that_of_the_farthest_cells(sheet: str, cells: int) -> None:
    assert spanned(io.BytesIO(sheet.encode())) == cells


@pytest.mark.parametrize("place", ["A12147483648", "AAAAA1", "&#65;1", "1A", "A 1"])
def test_a_place_that_is_none_is_refused(place: str) -> None:
    with pytest.raises(ValueError, match="nowhere"):
        spanned(io.BytesIO(f'<row r="1"><c r="{place}"/></row>'.encode()))


def test_a_picture_in_a_workbook_has_no_cells_however_plain_it_is() -> None:
    assert spanned(io.BytesIO(bytes(3 << 20))) == 0


def test_a_cell_without_an_end_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        spanned(io.BytesIO(b"<c " + b"a" * (3 << 20)))
