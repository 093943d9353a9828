# SPDX-License-Identifier: MIT
"""Parquet: each value as text, batch by batch. Rows are numbered as if the headings stood in row 1."""

import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from coproduce.formats.assembling import assemble
from coproduce.formats.rows import Table, Unreadable
from coproduce.formats.workbook import as_text


def read_parquet(data: bytes) -> Table:
    """A table from the bytes of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # The pages are opened as they are reached, so damage far inside shows only while the rows are read.
        return assemble(_records(pq.ParquetFile(io.BytesIO(data))), encoding="parquet")
    except (pa.ArrowException, OSError, UnicodeDecodeError) as fault:
        raise Unreadable("The Parquet file is damaged.", "Write it again, or save it as CSV.") from fault


def _records(source: Any) -> Iterator[tuple[int, Sequence[str]]]:
    names = source.schema_arrow.names
    yield 1, names
    number = 1
    for batch in source.iter_batches(batch_size=4096):
        columns = [column.to_pylist() for column in batch.columns]
        for cells in zip(*columns, strict=True):
            number += 1
            yield number, [_text(cell) for cell in cells]


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return as_text(value)
