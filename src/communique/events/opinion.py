"""The second opinion: a small sentence encoder's answer to "what does this one do to that one?".

It is asked where no lexicon entry decides, and in `relate` beside the entries. It says a type (or NONE), how the act is
told, how sure its own held-out text says such an answer is, and which training sentences lie nearest: its reason.
Built by tools/train_opinion.py from text written for the project; without its files everything else still works.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from communique.threads import one_thread

_FOLDER = Path(__file__).resolve().parent.parent / "data/opinion"
_BATCH = 16


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence with the characters of its actors and recipients, half-open."""

    sentence: str
    actors: tuple[tuple[int, int], ...]
    recipients: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the encoder thinks. `share` is the soft-max share of the type; its thresholds are measured."""

    type: str
    share: float
    by_type: dict[str, float]
    status: str
    status_share: float
    by_status: dict[str, float]
    vector: Any = field(compare=False, repr=False)  # where the sentence lies among the training sentences


class Opinion:
    """The encoder, loaded from a folder; asks are batched by length and run on one thread, the same every time."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self._card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        self._folder = folder
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(self._card["longest"])
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / "opinion.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.name = f"minilm-{self._card['layers']}x{self._card['epochs']}-{self._card['learnt_from']}"

    def ask(self, questions: Sequence[Question]) -> list[Answer]:
        """An answer to each question, in their order."""
        return [self._answer(*told) for told in zip(*self._run([self._marked(q) for q in questions]), strict=True)]

    def threshold(self, event_type: str) -> float:
        """The least share at which free coding takes an answer of this type; 1.1 (never) where none was measured."""
        thresholds: dict[str, float] = self._card.get("thresholds", {})
        return thresholds.get(event_type, 1.1)

    def vectors(self, marked: Sequence[str]) -> Any:
        """The sentence vectors of texts that are marked already, as an array with one row each."""
        import numpy as np

        return np.stack(self._run(list(marked))[2])

    def nearest(self, answer: Answer, how_many: int = 3) -> tuple[str, ...]:
        """The training sentences that lie nearest to the one answered, each with its type, file and line."""
        import numpy as np

        vectors, lines = _neighbours(self._folder)
        with one_thread():
            likeness = vectors @ answer.vector
        near = np.flatnonzero(likeness >= np.partition(likeness, -how_many)[-how_many])  # ties too, in file order
        best = near[np.argsort(-likeness[near], kind="stable")][:how_many]
        return tuple("{} ({}): {}".format(*lines[i].split("\t", 2)) for i in best)

    def _marked(self, question: Question) -> str:
        marks = self._card["marks"]
        cuts = [(a, b, 0) for a, b in question.actors] + [(a, b, 2) for a, b in question.recipients]
        text = question.sentence
        for start, end, k in sorted(cuts, reverse=True):
            text = f"{text[:start]}{marks[k]} {text[start:end]} {marks[k + 1]}{text[end:]}"
        return text

    def _run(self, texts: list[str]) -> tuple[list[Any], list[Any], list[Any]]:
        import numpy as np

        encoded = self._tokenizer.encode_batch(texts)
        order = sorted(range(len(texts)), key=lambda i: len(encoded[i].ids))
        out: list[tuple[Any, Any, Any]] = [(None, None, None)] * len(texts)
        for at in range(0, len(order), _BATCH):
            some = order[at : at + _BATCH]
            longest = max(len(encoded[i].ids) for i in some)
            ids = np.zeros((len(some), longest), dtype=np.int64)
            mask = np.zeros((len(some), longest), dtype=np.int64)
            for row, i in enumerate(some):
                ids[row, : len(encoded[i].ids)] = encoded[i].ids
                mask[row, : len(encoded[i].ids)] = 1
            results = self._session.run(["types", "statuses", "vector"], {"input_ids": ids, "attention_mask": mask})
            for row, i in enumerate(some):
                out[i] = (results[0][row], results[1][row], results[2][row])
        types, statuses, vectors = zip(*out, strict=True) if out else ((), (), ())
        return list(types), list(statuses), list(vectors)

    def _answer(self, types: Any, statuses: Any, vector: Any) -> Answer:
        by_type = dict(zip(self._card["types"], _shares(types), strict=True))
        by_status = dict(zip(self._card["statuses"], _shares(statuses), strict=True))
        best = max(by_type, key=lambda k: by_type[k])
        told = max(by_status, key=lambda k: by_status[k])
        return Answer(best, by_type[best], by_type, told, by_status[told], by_status, vector)


def load_opinion(folder: Path | None = None) -> Opinion | None:
    """The packaged second opinion, or None where its files are not installed."""
    folder = folder or _FOLDER
    return _load(folder) if (folder / "opinion.onnx").is_file() else None


@functools.lru_cache(maxsize=2)
def _load(folder: Path) -> Opinion:
    return Opinion(folder)


@functools.lru_cache(maxsize=2)
def _neighbours(folder: Path) -> tuple[Any, list[str]]:
    import numpy as np

    lines = (folder / "neighbours.tsv").read_text(encoding="utf-8").splitlines()
    return np.load(folder / "neighbours.npy").astype(np.float32), lines


def _shares(logits: Any) -> list[float]:
    import numpy as np

    raised = np.exp(logits - logits.max())
    return [float(x) for x in raised / raised.sum()]
