"""A judge that is an entailment model of the operator's: an ONNX file on this machine, run on the processor. I/O: that file.

It answers whether the passages entail a sentence, and can only refuse. Nothing is downloaded, ever; the folder holds what is needed.
"""

from __future__ import annotations

import json
import math
import re
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsloom.errors import BadSetting
from newsloom.model import Passage
from newsloom.ports import Judgement

if TYPE_CHECKING:
    from newsloom.config import Settings

MODEL, TOKENIZER, CONFIG = "model.onnx", "tokenizer.json", "config.json"
MOST_TOKENS = (
    512  # what models of this kind were trained with; a longer passage loses its end, and the sentence may be refused for it
)
MOST_CONFIG_BYTES = 1_000_000
_ABOUT = "setting nli_model"
_ENTAILS = re.compile(r"^entail(ment|s|ed)?$|^supported$|^consistent$", re.I)


def nli_judges(settings: Settings) -> tuple[NliJudge, ...]:
    """The judge that the settings name, or none. Looks for its files, and loads them when the first sentence is judged.

    Raises:
        BadSetting: when a file is not there.
    """
    if settings.nli_model is None:
        return ()
    return (NliJudge(settings.nli_model, least=settings.nli_least),)


class NliJudge:
    """A `Judge` that refuses what its model does not hold for entailed.

    Args:
        folder: has `model.onnx`, `tokenizer.json`, and `config.json` with the names of the model's labels. Its name is the judge's.
        least: probability of entailment from which a sentence is let through.

    Raises:
        BadSetting: when a file is not there.
    """

    def __init__(self, folder: Path, *, least: float = 0.5) -> None:
        self.folder = folder.expanduser()
        self.name = "".join(c for c in self.folder.resolve().name if c.isprintable())[:60] or "nli"
        self.least = least
        self._loading = threading.Lock()
        self._parts: tuple[Any, Any, int] | None = None
        for name in (MODEL, TOKENIZER, CONFIG):
            if not (self.folder / name).is_file():
                raise BadSetting(_ABOUT, f"{self.folder} has no file {name}", remedy="see docs/how-to/use-an-nli-model.md")

    def judge(self, claim: str, passages: Sequence[Passage]) -> Judgement:
        """Whether the passages together entail the claim.

        Raises:
            BadSetting: when the model cannot be loaded or run.
        """
        entailed = self.entailed("\n".join(passage.text for passage in passages), claim)
        if entailed >= self.least:
            return Judgement(False, "", self.name)
        return Judgement(True, f"{self.name} does not hold it for stated ({entailed:.2f} of {self.least:g})", self.name)

    def entailed(self, premise: str, claim: str) -> float:
        """The probability that the premise entails the claim, in [0, 1]."""
        session, tokenizer, label = self._loaded()
        coded = tokenizer.encode(premise, claim)
        given = {"input_ids": coded.ids, "attention_mask": coded.attention_mask, "token_type_ids": coded.type_ids}
        import numpy as np  # lazy: with the model

        wanted = {one.name for one in session.get_inputs()}
        try:
            answer = session.run(None, {name: np.array([ids], dtype=np.int64) for name, ids in given.items() if name in wanted})
            logits = [float(value) for value in np.asarray(answer[0]).reshape(-1)]
        except Exception as exc:  # the runtime's errors have no common kind; what it says names its own parts
            raise BadSetting(_ABOUT, f"the model cannot be run: {type(exc).__name__}") from exc
        return _probability(logits, label)

    def _loaded(self) -> tuple[Any, Any, int]:
        with self._loading:
            if self._parts is None:
                self._parts = self._load()
            return self._parts

    def _load(self) -> tuple[Any, Any, int]:
        try:
            import onnxruntime  # lazy, both: an extra, and slow to load
            from tokenizers import Tokenizer
        except ImportError:
            raise BadSetting(_ABOUT, "there is nothing to run it with", remedy="pip install 'newsloom[nli]'") from None
        label = _label(self.folder / CONFIG)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # the same input gives the same sum; sentences are judged beside other work
        options.log_severity_level = 4
        try:
            session = onnxruntime.InferenceSession(str(self.folder / MODEL), options, providers=["CPUExecutionProvider"])
            tokenizer = Tokenizer.from_file(str(self.folder / TOKENIZER))
            tokenizer.enable_truncation(MOST_TOKENS, strategy="only_first")
            tokenizer.no_padding()
        except Exception as exc:  # as above
            raise BadSetting(_ABOUT, f"{self.folder} cannot be loaded: {type(exc).__name__}") from exc
        return session, tokenizer, label


def _label(path: Path) -> int:
    """The number of the label that says "entailed"; 0 where the model has one number only."""
    try:
        told = json.loads(path.read_bytes()[:MOST_CONFIG_BYTES])
    except (OSError, ValueError, RecursionError) as exc:
        raise BadSetting(_ABOUT, f"{path} cannot be read: {exc}") from None
    labels = told.get("id2label") if isinstance(told, dict) else None
    named = {int(n): str(name) for n, name in labels.items() if str(n).isdecimal()} if isinstance(labels, dict) else {}
    if len(named) == 1:
        return 0
    found = [number for number, name in sorted(named.items()) if _ENTAILS.fullmatch(name)]
    if len(found) != 1:
        raise BadSetting(
            _ABOUT, f"{path} names no label “entailment” in id2label", remedy="see docs/how-to/use-an-nli-model.md"
        )
    return found[0]


def _probability(logits: Sequence[float], label: int) -> float:
    """Of this label, by softmax; of the only one, by the logistic function. What is no number is 0."""
    if not 0 <= label < len(logits) or not all(math.isfinite(value) for value in logits):
        return 0.0
    if len(logits) == 1:
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, logits[0]))))
    top = max(logits)
    powers = [math.exp(value - top) for value in logits]
    return powers[label] / math.fsum(powers)
