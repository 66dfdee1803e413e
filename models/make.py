#!/usr/bin/env python3
"""Makes the encoder's weights file from the published model, byte for byte.

usage: make.py MODEL_FOLDER OUT

MODEL_FOLDER is the folder that `finetune.py` wrote; README.md beside this file has the commands and
the layout of what is written. It takes some minutes and 3 GB of memory.

requirements:
    Python 3.11 or newer
    numpy == 2.4.6
    safetensors == 0.8.0

What it does:
1. leaves out the pieces of the vocabulary that English doesn't need: all but special tokens, some signs, and what is
   printable ASCII throughout;
2. rounds the word embeddings to 3 bits and the weights of the linear layers to 4 bits, each in groups of 64 inputs with
   one scale, a half-precision float;
3. chooses the 4-bit codes so that the *outputs* of each layer change least on the questions of `calibration.txt`,
   rather than the weights: errors of earlier inputs are made good by later ones. This is GPTQ (Frantar and others,
   2023) in the form of LDLQ (Chee and others, 'QuIP', 2023, section 3).

Why the same bytes come out on every machine: sums of floats depend on their order, which differs between processors and
BLAS builds. So every number that enters a matrix product is first rounded to a grid so coarse that products and their
sums are exact in 64-bit floats, and what remains is done element by element with IEEE 754's exactly rounded operations.
"""

import hashlib
import json
import math
import pathlib
import re
import struct
import sys

import numpy as np
from safetensors.numpy import load_file

MAGIC = b"CAENCODE"
VERSION = 1
HIDDEN, LAYERS, HEADS, FEED_FORWARD = 384, 6, 12, 1536
POSITIONS = 128
GROUP = 64
PANEL = 32
# The model's own vocabulary begins with 999 places for special and unused tokens.
FIRST_PIECE = 999
# What people's keyboards put into English questions beside ASCII.
SIGNS = "‘’“”–—…•°£€¥₹½×→"
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
LINEARS = ["attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
           "intermediate.dense", "output.dense"]


# --- vocabulary and tokens -------------------------------------------------------------------------------------------

def cut_vocabulary(pieces):
    """The kept pieces' old ids, in their new order: special tokens, signs, printable ASCII by falling frequency."""
    kept = [pieces.index(name) for name in SPECIAL + list(SIGNS)]
    return kept + [at for at, piece in enumerate(pieces) if at >= FIRST_PIECE and re.fullmatch(r"[\x21-\x7e]+", piece)]


def tokens(text, ids):
    """Token ids of a plain ASCII text; other characters are dropped, which is good enough to calibrate with."""
    found = [ids["[CLS]"]]
    for word in re.findall(r"[a-z0-9]+|[!-/:-@\[-`{-~]", text.lower()):
        pieces, start = [], 0
        while start < len(word):
            prefix = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if prefix + word[start:end] in ids), None)
            if end is None:
                pieces = [ids["[UNK]"]]
                break
            pieces.append(ids[prefix + word[start:end]])
            start = end
        found += pieces
    return found[:POSITIONS - 1] + [ids["[SEP]"]]


# --- the forward pass, on a grid -------------------------------------------------------------------------------------

def grid(values, bits):
    """Rounds to multiples of 2**-bits, so that sums of products are exact whatever their order."""
    return np.round(values * 2.0 ** bits) / 2.0 ** bits


def exp(x):
    """e**x for x <= 0 to about 1e-9, from operations that are exactly rounded everywhere."""
    x = np.maximum(x, -40.0)
    whole = np.round(x * 1.4426950408889634)
    rest = x - whole * 0.6931471805599453
    power = np.ones_like(rest)
    for divisor in range(10, 0, -1):
        power = 1.0 + power * rest / divisor
    return np.ldexp(power, whole.astype(np.int32))


def gelu(x):
    """x · Φ(x), with erf by Abramowitz and Stegun 7.1.26 (error below 1.5e-7)."""
    z = np.abs(x) * 0.7071067811865476
    t = 1.0 / (1.0 + 0.3275911 * z)
    tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    return 0.5 * x * (1.0 + np.copysign(1.0 - tail * exp(-z * z), x))


def layer_norm(x, weight, bias):
    """Over the last axis, which is HIDDEN long."""
    centred = grid(x - x.sum(-1, keepdims=True) / HIDDEN, 12)
    variance = (centred * centred).sum(-1, keepdims=True) / HIDDEN
    return grid(centred / np.sqrt(variance + 1e-12) * weight + bias, 12)


def second_moments(weights, texts):
    """For every linear layer, the sum of x xᵀ over its inputs x at all tokens of the texts: {name: [inputs, inputs]}."""
    moments = {}

    def linear(name, x):
        moments[name] = moments.get(name, 0.0) + x.T @ x
        return grid(x @ grid(weights[name + ".weight"], 18).T + weights[name + ".bias"], 12)

    for start in range(0, len(texts), 50):
        batch = texts[start:start + 50]
        ends = np.cumsum([0] + [len(text) for text in batch])
        ids = np.concatenate([np.array(text) for text in batch])
        places = np.concatenate([np.arange(len(text)) for text in batch])
        x = weights["embeddings.word_embeddings.weight"][ids] + positions(weights)[places]
        x = layer_norm(grid(x, 12), *pair(weights, "embeddings.LayerNorm"))
        for layer in range(LAYERS):
            prefix = f"encoder.layer.{layer}."
            query, key, value = (linear(prefix + name, x) for name in LINEARS[:3])
            mixed = np.empty_like(x)
            for begin, end in zip(ends, ends[1:]):
                q, k, v = (part[begin:end].reshape(end - begin, HEADS, -1).transpose(1, 0, 2) for part in (query, key, value))
                scores = q @ k.transpose(0, 2, 1) / np.sqrt(HIDDEN / HEADS)
                shares = grid(exp(scores - scores.max(-1, keepdims=True)), 24)
                shares = grid(shares / shares.sum(-1, keepdims=True), 16)
                mixed[begin:end] = (shares @ v).transpose(1, 0, 2).reshape(end - begin, HIDDEN)
            attended = linear(prefix + LINEARS[3], grid(mixed, 12))
            x = layer_norm(x + attended, *pair(weights, prefix + "attention.output.LayerNorm"))
            wide = grid(gelu(linear(prefix + LINEARS[4], x)), 12)
            x = layer_norm(x + linear(prefix + LINEARS[5], wide), *pair(weights, prefix + "output.LayerNorm"))
    return moments


def positions(weights):
    """Position embeddings with the embedding of the only sentence type added: [POSITIONS, HIDDEN]."""
    return (weights["embeddings.position_embeddings.weight"][:POSITIONS]
            + weights["embeddings.token_type_embeddings.weight"][0])


def pair(weights, name):
    return weights[name + ".weight"], weights[name + ".bias"]


# --- rounding --------------------------------------------------------------------------------------------------------

def best_scales(groups, importance, bits):
    """A scale for each column of groups [GROUP, columns], as float64 values that half precision can hold.

    Tries scales that put the value of greatest size near either end of the range, improves each by least squares, and
    keeps the one with the least squared error weighted by importance [GROUP, 1]. A scale may be negative, so that the
    longer end of the range, which has one code more, lies where it is needed.
    """
    low, high = -2 ** (bits - 1), 2 ** (bits - 1) - 1
    peak = np.take_along_axis(groups, np.abs(groups).argmax(0)[None], 0)[0]
    best, least = None, None
    for share in np.arange(1.10, 0.54, -0.025):
        for end in (low, -low):
            scale = half(peak * share / end)
            codes = np.clip(np.round(groups / scale), low, high)
            fitted = (codes * groups * importance).sum(0) / np.maximum((codes * codes * importance).sum(0), 1e-12)
            scale = half(fitted)
            codes = np.clip(np.round(groups / scale), low, high)
            error = ((codes * scale - groups) ** 2 * importance).sum(0)
            if best is None:
                best, least = scale, error
            else:
                better = error < least
                best, least = np.where(better, scale, best), np.where(better, error, least)
    return best


def half(scale):
    """Rounded to half precision and never zero."""
    rounded = scale.astype(np.float16).astype(np.float64)
    return np.where(rounded == 0.0, 2.0 ** -20, rounded)


def round_plainly(weight, bits):
    """Codes int8 [rows, inputs] and scales float16 [rows, inputs / GROUP], each group by itself."""
    rows, inputs = weight.shape
    groups = np.ascontiguousarray(weight.reshape(-1, GROUP).T)
    scales = best_scales(groups, np.ones((GROUP, 1)), bits)
    codes = np.clip(np.round(groups / scales), -2 ** (bits - 1), 2 ** (bits - 1) - 1).T.reshape(rows, inputs)
    return codes.astype(np.int8), scales.astype(np.float16).reshape(rows, -1)


def round_by_outputs(weight, moments, bits):
    """Codes and scales as in round_plainly, so that weight @ x changes least for inputs with the second moments."""
    rows, inputs = weight.shape
    diagonal = moments.diagonal()
    # fsum is exact in any order.
    mean = math.fsum(diagonal) / inputs
    # A little noise on every input, as in GPTQ, keeps the feedback from trusting directions that were hardly seen.
    moments = moments / mean + 0.01 * np.eye(inputs)
    feedback = unit_upper_factor(moments)
    importance = (diagonal / mean)[:, None]
    # By inputs, so that a step touches whole rows.
    wanted = np.ascontiguousarray(weight.T)
    original = wanted.copy()
    codes = np.zeros((inputs, rows), np.int8)
    scales = np.zeros((inputs // GROUP, rows), np.float16)
    for at in range(inputs):
        group = at // GROUP
        if at % GROUP == 0:
            scale = best_scales(wanted[at:at + GROUP], importance[at:at + GROUP], bits)
            scales[group] = scale.astype(np.float16)
        codes[at] = np.clip(np.round(wanted[at] / scale), -2 ** (bits - 1), 2 ** (bits - 1) - 1)
        error = original[at] - codes[at] * scale
        wanted[at + 1:] += feedback[at, at + 1:, None] * error
    return np.ascontiguousarray(codes.T), np.ascontiguousarray(scales.T)


def unit_upper_factor(a):
    """U of a = U D Uᵀ with U upper triangular with ones on its diagonal, D diagonal; a is symmetric and positive."""
    a = a.copy()
    upper = np.eye(len(a))
    for at in range(len(a) - 1, 0, -1):
        column = a[:at, at] / a[at, at]
        upper[:at, at] = column
        a[:at, :at] -= column[:, None] * a[:at, at]
    return upper


# --- the file --------------------------------------------------------------------------------------------------------

def halves(values):
    rounded = values.astype(np.float16)
    assert np.isfinite(rounded).all()
    return rounded.tobytes()


def pack_rows(codes):
    """3-bit codes, row by row: eight codes, each plus 4, in three bytes, the first in the lowest bits."""
    eights = (codes + 4).astype(np.uint32).reshape(len(codes), -1, 8)
    words = sum(eights[:, :, at] << (3 * at) for at in range(8))
    return np.stack([words & 255, (words >> 8) & 255, (words >> 16) & 255], -1).astype(np.uint8).tobytes()


def pack_panels(codes, scales):
    """4-bit codes in the order in which the kernel reads them, and their scales; README.md tells the order."""
    outputs, inputs = codes.shape
    raised = (codes + 8).astype(np.uint8).reshape(outputs // PANEL, PANEL, inputs // GROUP, GROUP).transpose(0, 2, 3, 1)
    packed = raised[..., :PANEL // 2] | (raised[..., PANEL // 2:] << 4)
    return packed.tobytes() + scales.reshape(outputs // PANEL, PANEL, inputs // GROUP).transpose(0, 2, 1).tobytes()


def body(weights, vocabulary, moments):
    words = "\n".join(vocabulary).encode()
    sizes = [HIDDEN, LAYERS, HEADS, FEED_FORWARD, len(vocabulary), POSITIONS, GROUP, PANEL, len(words)]
    parts = [struct.pack("<9I", *sizes), words]
    codes, scales = round_plainly(weights["embeddings.word_embeddings.weight"], 3)
    parts += [pack_rows(codes), scales.tobytes(), halves(positions(weights))]
    parts += map(halves, pair(weights, "embeddings.LayerNorm"))
    for layer in range(LAYERS):
        prefix = f"encoder.layer.{layer}."
        for name in LINEARS:
            weight, bias = pair(weights, prefix + name)
            parts += [pack_panels(*round_by_outputs(weight, moments.pop(prefix + name), 4)), halves(bias)]
            # The two linear layers that end a half of the block are followed by its norm.
            if name.endswith("output.dense"):
                parts += map(halves, pair(weights, prefix + name.replace("dense", "LayerNorm")))
            print(f"rounded {prefix}{name}", file=sys.stderr)
    return b"".join(parts)


def main(folder, out):
    folder = pathlib.Path(folder)
    print(f"{hashlib.sha256((folder / 'model.safetensors').read_bytes()).hexdigest()}  model.safetensors", file=sys.stderr)
    weights = {name: value.astype(np.float64) if value.dtype == np.float32 else value
               for name, value in load_file(folder / "model.safetensors").items()}
    by_piece = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    pieces = sorted(by_piece, key=by_piece.get)
    kept = cut_vocabulary(pieces)
    vocabulary = [pieces[at] for at in kept]
    weights["embeddings.word_embeddings.weight"] = weights["embeddings.word_embeddings.weight"][kept]
    ids = {piece: at for at, piece in enumerate(vocabulary)}
    questions = (pathlib.Path(__file__).parent / "calibration.txt").read_text(encoding="utf-8").splitlines()
    moments = second_moments(weights, [tokens(question, ids) for question in questions])
    print("measured the layers' inputs", file=sys.stderr)
    rest = body(weights, vocabulary, moments)
    data = MAGIC + struct.pack("<I", VERSION) + hashlib.sha256(rest).digest() + rest
    pathlib.Path(out).write_bytes(data)
    print(f"{hashlib.sha256(data).hexdigest()}  {out}  {len(data)} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: make.py MODEL_FOLDER OUT")
    main(*sys.argv[1:])
