"""A tiny entailment model in ONNX, made here: the true loading and running paths of a judge, and a little sense.

It holds a sentence for entailed where each of its words stands in the passages. Labels: contradiction, neutral, entailment.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from onnx import TensorProto, helper, save
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

SPECIAL = ("[UNK]", "[CLS]", "[SEP]")
LABELS = {"0": "CONTRADICTION", "1": "NEUTRAL", "2": "ENTAILMENT"}


def write(folder: Path, texts: Iterable[str], *, labels: dict[str, str] | None = None) -> Path:
    """Write model, tokenizer and configuration into the folder.

    Args:
        texts: whose words the model knows; all others are one to it.
    """
    folder.mkdir(parents=True)
    words = pre_tokenizers.Whitespace()
    known = {word for text in texts for word, _ in words.pre_tokenize_str(text.lower())}
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate((*SPECIAL, *sorted(known)))}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = words
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 1), ("[SEP]", 2)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text(json.dumps({"id2label": labels or LABELS}), encoding="utf-8")
    save(_model(), str(folder / "model.onnx"))
    return folder


def _model():
    """logits = (missing, 0, 3 - 6 * missing), where missing is the number of the sentence's words that the passages lack."""

    def numbers(name: str, values: list[float], shape: list[int], kind: int = TensorProto.FLOAT):
        return helper.make_tensor(name, kind, shape, values)

    nodes = [
        helper.make_node("Unsqueeze", ["input_ids", "last"], ["rows"]),  # (1, n, 1)
        helper.make_node("Unsqueeze", ["input_ids", "middle"], ["columns"]),  # (1, 1, n)
        helper.make_node("Equal", ["rows", "columns"], ["same"]),
        helper.make_node("Cast", ["same"], ["same_f"], to=TensorProto.FLOAT),
        helper.make_node("Cast", ["token_type_ids"], ["second"], to=TensorProto.FLOAT),
        helper.make_node("Sub", ["one", "second"], ["first"]),
        helper.make_node("Unsqueeze", ["first", "middle"], ["first_c"]),
        helper.make_node("Mul", ["same_f", "first_c"], ["found"]),
        helper.make_node("ReduceMax", ["found"], ["stated"], axes=[2], keepdims=0),  # (1, n)
        helper.make_node("Sub", ["one", "stated"], ["lacks"]),
        helper.make_node("Mul", ["lacks", "second"], ["lacking"]),
        helper.make_node("ReduceSum", ["lacking", "all"], ["missing"], keepdims=1),  # (1, 1)
        helper.make_node("Mul", ["missing", "slope"], ["steep"]),
        helper.make_node("Add", ["steep", "base"], ["logits"]),
    ]
    shape = [1, "tokens"]
    given = [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in ("input_ids", "token_type_ids")]
    graph = helper.make_graph(
        nodes,
        "entails",
        given,
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, 3])],
        [
            numbers("last", [2], [1], TensorProto.INT64),
            numbers("middle", [1], [1], TensorProto.INT64),
            numbers("all", [1], [1], TensorProto.INT64),
            numbers("one", [1.0], []),
            numbers("slope", [1.0, 0.0, -6.0], [3]),
            numbers("base", [0.0, 0.0, 3.0], [3]),
        ],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
