#!/usr/bin/env python3
"""Records what the encoder should say to the texts of `tests/data/encoder/texts.json`.

usage: record.py MODEL_FOLDER WEIGHTS DATA_FOLDER

MODEL_FOLDER holds the published model, as for make.py; WEIGHTS is the file that make.py wrote; DATA_FOLDER is
`tests/data/encoder`. Nothing here is shared with make.py or with the program, so that a mistake in one of them shows.

requirements: Python 3.11 or newer, numpy == 2.4.6, safetensors == 0.8.0, tokenizers == 0.23.3

Writes into DATA_FOLDER:
    tokens.txt      a line a text: its token ids by the tokenizers library, with the vocabulary of WEIGHTS
    vectors.i16     by text, 384 little-endian 16-bit integers: the unit vector by WEIGHTS, times 32,767
    original.i8     by text, 384 8-bit integers: the unit vector by the published 32-bit model, in steps of 1/400
"""

import json
import math
import pathlib
import sys

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import BertProcessing

LIMIT = 128


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def array(self, kind, *shape):
        values = np.frombuffer(self.data, kind, int(np.prod(shape)), self.at).reshape(shape)
        self.at += values.nbytes
        return values

    def halves(self, *shape):
        return self.array("<f2", *shape).astype(np.float32)


def unpack_rows(reader, rows, inputs, group):
    triples = reader.array("u1", rows, inputs // 8, 3).astype(np.int32)
    words = triples[..., 0] | triples[..., 1] << 8 | triples[..., 2] << 16
    codes = np.stack([(words >> (3 * at)) % 8 for at in range(8)], -1).reshape(rows, inputs) - 4
    return codes * np.repeat(reader.halves(rows, inputs // group), group, 1)


def unpack_panels(reader, outputs, inputs, group, panel):
    weight = np.zeros((outputs, inputs), np.float32)
    packed = reader.array("u1", outputs // panel, inputs // group, group, panel // 2)
    scales = reader.halves(outputs // panel, inputs // group, panel)
    for p in range(outputs // panel):
        for g in range(inputs // group):
            for j in range(panel):
                code = packed[p, g, :, j % (panel // 2)] >> (0 if j < panel // 2 else 4) & 15
                weight[p * panel + j, g * group:(g + 1) * group] = (code.astype(np.float32) - 8) * scales[p, g, j]
    return weight


def read_weights(data):
    """Weights by the published model's names, and the vocabulary."""
    reader = Reader(data)
    reader.at = 8 + 4 + 32
    hidden, layers, heads, wide, words, places, group, panel, length = (int(n) for n in reader.array("<u4", 9))
    vocabulary = reader.array("u1", length).tobytes().decode().split("\n")
    assert len(vocabulary) == words
    weights = {"embeddings.word_embeddings.weight": unpack_rows(reader, words, hidden, group),
               "embeddings.position_embeddings.weight": reader.halves(places, hidden),
               "embeddings.token_type_embeddings.weight": np.zeros((1, hidden), np.float32)}

    def norm(name):
        weights[name + ".weight"], weights[name + ".bias"] = reader.halves(hidden), reader.halves(hidden)

    def linear(name, outputs, inputs):
        weights[name + ".weight"] = unpack_panels(reader, outputs, inputs, group, panel)
        weights[name + ".bias"] = reader.halves(outputs)

    norm("embeddings.LayerNorm")
    for layer in range(layers):
        prefix = f"encoder.layer.{layer}."
        for part in ("query", "key", "value"):
            linear(prefix + "attention.self." + part, hidden, hidden)
        linear(prefix + "attention.output.dense", hidden, hidden)
        norm(prefix + "attention.output.LayerNorm")
        linear(prefix + "intermediate.dense", wide, hidden)
        linear(prefix + "output.dense", hidden, wide)
        norm(prefix + "output.LayerNorm")
    assert reader.at == len(data)
    return weights, vocabulary


def tokenizer(vocabulary):
    """BERT's uncased tokenizer. It has no added tokens: a member who writes [CLS] has written a word in brackets."""
    ids = {piece: at for at, piece in enumerate(vocabulary)}
    made = Tokenizer(WordPiece(ids, unk_token="[UNK]", max_input_chars_per_word=100))
    made.normalizer = BertNormalizer(lowercase=True)
    made.pre_tokenizer = BertPreTokenizer()
    made.post_processor = BertProcessing(("[SEP]", ids["[SEP]"]), ("[CLS]", ids["[CLS]"]))
    made.enable_truncation(LIMIT)
    return made


erf = np.vectorize(math.erf, otypes=[np.float64])


def encode(weights, ids):
    """One text at a time, in 64-bit floats: mean over tokens, then length 1."""
    def linear(x, name):
        return x @ weights[name + ".weight"].T.astype(np.float64) + weights[name + ".bias"]

    def norm(x, name):
        x = (x - x.mean(1, keepdims=True)) / np.sqrt(x.var(1, keepdims=True) + 1e-12)
        return x * weights[name + ".weight"] + weights[name + ".bias"]

    x = weights["embeddings.word_embeddings.weight"][ids].astype(np.float64)
    x += weights["embeddings.position_embeddings.weight"][:len(ids)] + weights["embeddings.token_type_embeddings.weight"][0]
    x = norm(x, "embeddings.LayerNorm")
    layer = 0
    while (prefix := f"encoder.layer.{layer}.") + "output.dense.weight" in weights:
        query, key, value = (linear(x, f"{prefix}attention.self.{part}") for part in ("query", "key", "value"))
        heads = []
        for at in range(0, x.shape[1], 32):
            head = slice(at, at + 32)
            scores = query[:, head] @ key[:, head].T / np.sqrt(32)
            shares = np.exp(scores - scores.max(1, keepdims=True))
            heads.append(shares / shares.sum(1, keepdims=True) @ value[:, head])
        x = norm(x + linear(np.hstack(heads), prefix + "attention.output.dense"), prefix + "attention.output.LayerNorm")
        wide = linear(x, prefix + "intermediate.dense")
        wide = wide * 0.5 * (1 + erf(wide / np.sqrt(2)))
        x = norm(x + linear(wide, prefix + "output.dense"), prefix + "output.LayerNorm")
        layer += 1
    mean = x.mean(0)
    return mean / np.linalg.norm(mean)


def main(folder, weights_file, data):
    folder, data = pathlib.Path(folder), pathlib.Path(data)
    texts = json.loads((data / "texts.json").read_text(encoding="utf-8"))
    weights, vocabulary = read_weights(pathlib.Path(weights_file).read_bytes())
    ids = [encoding.ids for encoding in tokenizer(vocabulary).encode_batch(texts)]
    vectors = np.stack([encode(weights, text) for text in ids])
    by_piece = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    published = tokenizer(sorted(by_piece, key=by_piece.get)).encode_batch(texts)
    weights = load_file(folder / "model.safetensors")
    original = np.stack([encode(weights, text.ids) for text in published])
    cosines = (vectors * original).sum(1)
    print(f"cosine to the published model: mean {cosines.mean():.4f}, least {cosines.min():.4f}")
    (data / "tokens.txt").write_text("".join(" ".join(map(str, text)) + "\n" for text in ids))
    (data / "vectors.i16").write_bytes(np.round(vectors * 32767).astype("<i2").tobytes())
    (data / "original.i8").write_bytes(np.clip(np.round(original * 400), -127, 127).astype("i1").tobytes())


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: record.py MODEL_FOLDER WEIGHTS DATA_FOLDER")
    main(*sys.argv[1:])
