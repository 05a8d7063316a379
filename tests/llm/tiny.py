"""A tiny language model of random weights, as a GGUF file: the true loading, schema and streaming paths of a server, and no sense."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Iterable
from pathlib import Path

EMBEDDING, FEED_FORWARD, HEADS, CONTEXT = 64, 128, 4, 32_768
_TOKENS = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256)), *map(chr, range(32, 127))]
_KINDS = [2, 3, 3, *[6] * 256, *[1] * 95]
_TEMPLATE = "{% for m in messages %}{{ m['content'] }}\n{% endfor %}"


def _text(text: str) -> bytes:
    raw = text.encode()
    return struct.pack("<Q", len(raw)) + raw


def _value(key: str, kind: int, packed: bytes) -> bytes:
    return _text(key) + struct.pack("<I", kind) + packed


def _number(key: str, value: int) -> bytes:
    return _value(key, 4, struct.pack("<I", value))


def _list(key: str, kind: int, items: Iterable[object], pack: Callable[..., bytes]) -> bytes:
    packed = [pack(item) for item in items]
    return _value(key, 9, struct.pack("<IQ", kind, len(packed)) + b"".join(packed))


def write(path: Path, *, seed: int = 1) -> Path:
    """Write the model: llama's architecture, one layer, a token a byte."""
    rng = random.Random(seed)
    scores = [0.0] * 259 + [-float(i) for i in range(95)]
    meta = [
        _value("general.architecture", 8, _text("llama")),
        _number("llama.context_length", CONTEXT),
        _number("llama.embedding_length", EMBEDDING),
        _number("llama.block_count", 1),
        _number("llama.feed_forward_length", FEED_FORWARD),
        _number("llama.attention.head_count", HEADS),
        _number("llama.attention.head_count_kv", HEADS),
        _number("llama.rope.dimension_count", EMBEDDING // HEADS),
        _value("llama.attention.layer_norm_rms_epsilon", 6, struct.pack("<f", 1e-5)),
        _number("llama.vocab_size", len(_TOKENS)),
        _value("tokenizer.ggml.model", 8, _text("llama")),
        _list("tokenizer.ggml.tokens", 8, _TOKENS, _text),
        _list("tokenizer.ggml.scores", 6, scores, lambda x: struct.pack("<f", x)),
        _list("tokenizer.ggml.token_type", 5, _KINDS, lambda x: struct.pack("<i", x)),
        _number("tokenizer.ggml.bos_token_id", 1),
        _number("tokenizer.ggml.eos_token_id", 2),
        _number("tokenizer.ggml.unknown_token_id", 0),
        _value("tokenizer.chat_template", 8, _text(_TEMPLATE)),
    ]
    square = (EMBEDDING, EMBEDDING)
    tensors: list[tuple[str, tuple[int, ...]]] = [
        ("token_embd.weight", (EMBEDDING, len(_TOKENS))),
        ("output_norm.weight", (EMBEDDING,)),
        ("output.weight", (EMBEDDING, len(_TOKENS))),
        ("blk.0.attn_norm.weight", (EMBEDDING,)),
        ("blk.0.ffn_norm.weight", (EMBEDDING,)),
        *((f"blk.0.attn_{part}.weight", square) for part in ("q", "k", "v", "output")),
        ("blk.0.ffn_gate.weight", (EMBEDDING, FEED_FORWARD)),
        ("blk.0.ffn_up.weight", (EMBEDDING, FEED_FORWARD)),
        ("blk.0.ffn_down.weight", (FEED_FORWARD, EMBEDDING)),
    ]
    names, weights = b"", b""
    for name, shape in tensors:
        names += _text(name) + struct.pack("<I", len(shape)) + struct.pack(f"<{len(shape)}Q", *shape)
        names += struct.pack("<IQ", 0, len(weights))
        count = shape[0] * (shape[1] if len(shape) > 1 else 1)
        values = [1.0] * count if "norm" in name else [rng.gauss(0, 0.05) for _ in range(count)]
        weights += struct.pack(f"<{count}f", *values)
        weights += b"\0" * (-len(weights) % 32)
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(meta)) + b"".join(meta) + names
    path.write_bytes(head + b"\0" * (-len(head) % 32) + weights)
    return path
