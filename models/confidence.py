#!/usr/bin/env python3
"""Fits the confidence to the evidence that the program writes: a conditional logit over the candidates of a question, whose scores are
gradient-boosted trees.

usage: confidence.py EVIDENCE_CSV OUT

EVIDENCE_CSV is what `TRAIN_MODELS=1 cargo test --release --lib the_confidence_is_fitted_to_its_data` writes. README.md beside this
file has the commands.

requirements:
    Python 3.11 or newer
    numpy == 2.2.6
    lightgbm == 4.7.0

The trees are monotone: more of what speaks for an entry never makes it less likely, whatever was in the evidence by chance.
"""
import json
import sys

import lightgbm
import numpy as np

# How many candidates each question has, and how much a question counts that no entry answers: members ask more of them.
CANDIDATES, UNANSWERABLE = 12, 2.0
START, TREES = -3.0, 300
PARAMETERS = {"learning_rate": 0.06, "num_leaves": 8, "lambda_l2": 10, "min_data_in_leaf": 60, "seed": 1, "deterministic": True,
              "num_threads": 2, "boost_from_average": False, "verbosity": -1}
FOR = {"log_probability", "nearest", "centroid", "answer", "coverage", "standard"}
AGAINST = {"log_no_answer", "weightiest_left", "gap", "out_of_scope", "background", "stranger", "about_another_role",
           "about_another_occupation"}


def gradients(right):
    """The first and second derivatives of the loss: minus the logarithm of the probability that is given to what is right, an entry or
    none."""
    weights = np.where(right.max(1, keepdims=True) == 0, UNANSWERABLE, 1.0)

    def of(scores, _):
        scores = scores.reshape(right.shape)
        most = np.maximum(scores.max(1, keepdims=True), 0)
        odds = np.exp(scores - most)
        share = odds / (np.exp(-most) + odds.sum(1, keepdims=True))
        of_right = share * right
        wanted = of_right / np.maximum(of_right.sum(1, keepdims=True), 1e-12)
        slope, curve = (share - wanted) * weights, np.maximum(share * (1 - share), 1e-4) * weights
        return slope.ravel(), curve.ravel()
    return of


def nodes(tree):
    """The nodes of a tree, the root first, and each before its children."""
    found = []

    def add(node):
        at = len(found)
        if "leaf_value" in node:
            found.append({"value": round(node["leaf_value"], 5)})
            return at
        assert node["decision_type"] == "<=", node
        found.append({"feature": node["split_feature"], "threshold": round(node["threshold"], 5)})
        found[at]["left"] = add(node["left_child"])
        found[at]["right"] = add(node["right_child"])
        return at
    add(tree["tree_structure"])
    return found


def main(evidence, out):
    with open(evidence, encoding="utf-8") as file:
        data, names = file.readline().strip(), file.readline().strip().split(",")[1:]
        table = np.loadtxt(file, delimiter=",", dtype=np.float32)
    right, features = table[:, 0].reshape(-1, CANDIDATES), table[:, 1:]
    signs = [1 if name in FOR else -1 if name in AGAINST else 0 for name in names]
    training = lightgbm.Dataset(features, label=right.ravel(), init_score=np.full(right.size, START))
    parameters = {**PARAMETERS, "monotone_constraints": signs, "objective": gradients(right)}
    model = lightgbm.train(parameters, training, num_boost_round=TREES)
    trees = [nodes(tree) for tree in model.dump_model()["tree_info"]]
    text = json.dumps({"data": data, "features": names, "start": START, "trees": trees})
    with open(out, "w", encoding="utf-8") as file:
        file.write(text.replace("[[", "[\n[").replace("], [", "],\n[") + "\n")
    print(f"{len(right)} questions, {int((right.max(1) > 0).sum())} of them with an answer; {len(trees)} trees")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
