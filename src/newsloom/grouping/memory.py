"""The blob that the store keeps for each article, so that grouping goes on after a restart as if it had never stopped. Pure.

It holds what was frozen when the article arrived: its number, its sketch, the articles it was scored against. Little-endian,
versioned; a blob of another version is refused, and the article has to be added anew.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from newsloom.errors import StoreError
from newsloom.grouping import marks
from newsloom.grouping.features import Sketch
from newsloom.grouping.index import Facts
from newsloom.grouping.lexicon import Array

VERSION = 2
_HEAD = struct.Struct("<BqdBiqqHBffHBH")


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """What one article leaves behind."""

    arrival: int
    sketch: Sketch
    facts: Facts
    quiet: bool
    best: float
    ground: float
    links: Array  # int64[k], arrival numbers, most alike first
    chances: Array  # float16[k]
    likeness: Array  # float16[k]


def pack(memory: Memory) -> bytes:
    """Memory → blob."""
    sketch, facts = memory.sketch, memory.facts
    labels = _joined(sketch.labels)
    flags = (1 if facts.day_only else 0) | (2 if sketch.titled else 0) | (4 if memory.quiet else 0)
    head = _HEAD.pack(
        VERSION, memory.arrival, -math.inf if math.isnan(facts.hours) else facts.hours, flags, facts.lang, facts.source, facts.text,
        min(sketch.length, 65535), len(memory.links), memory.best, memory.ground, len(sketch.entries), len(sketch.label_ids),
        len(labels),
    )  # fmt: skip
    back = (memory.arrival - memory.links).astype("<u4")
    parts = (
        sketch.entries.astype("<u4"), sketch.tf.astype("<f2"), sketch.idf.astype("<f2"), sketch.signature.astype("<u8"),
        sketch.marks.astype("<u8"), back, memory.chances.astype("<f2"), memory.likeness.astype("<f2"), sketch.label_ids.astype("<u4"),
    )  # fmt: skip
    return b"".join((head, *(part.tobytes() for part in parts), labels))


def unpack(blob: bytes) -> Memory:
    """Blob → memory.

    Raises: StoreError: the blob is cut short or of another version.
    """
    try:
        (version, arrival, hours, flags, lang, source, text, length, k, best, ground, m, n, n_labels) = _HEAD.unpack_from(blob)
        if version != VERSION:
            raise StoreError("grouping memory", f"version {version} cannot be read", remedy="group the articles anew")
        at = _HEAD.size

        def take(kind: str, count: int) -> Array:
            nonlocal at
            values = np.frombuffer(blob, kind, count, at)
            at += values.nbytes
            return values

        entries, tf, idf, signature = take("<u4", m), take("<f2", m), take("<f2", m), take("<u8", 8)
        fields = take("<u8", marks.WORDS)
        links, chances, likeness, label_ids = take("<u4", k), take("<f2", k), take("<f2", k), take("<u4", n)
        labels = _parted(blob[at : at + n_labels]) if n else ()
    except (struct.error, ValueError) as exc:
        raise StoreError("grouping memory", "the blob is damaged", remedy="group the articles anew") from exc
    sketch = Sketch(entries, tf, idf, signature, fields, length, bool(flags & 2), labels, label_ids)
    facts = Facts(math.nan if math.isinf(hours) else hours, bool(flags & 1), lang, source, text)
    return Memory(arrival, sketch, facts, bool(flags & 4), best, ground, arrival - links.astype(np.int64), chances, likeness)


def pack_labels(labels: Sequence[str], ids: Array) -> bytes:
    """Labels and their terms in few bytes: there is one such for every article of the window."""
    return b"".join((bytes((len(labels),)), ids.astype("<u4").tobytes(), _joined(labels)))


def unpack_labels(packed: bytes) -> tuple[tuple[str, ...], Array]:
    """What was packed: labels and their terms."""
    count = packed[0]
    ids = np.frombuffer(packed, "<u4", count, 1)
    return (_parted(packed[1 + ids.nbytes :]) if count else ()), ids


def _joined(labels: Sequence[str]) -> bytes:
    return "\n".join(labels).encode("utf-8", "surrogatepass")


def _parted(labels: bytes) -> tuple[str, ...]:
    return tuple(labels.decode("utf-8", "surrogatepass").split("\n"))
