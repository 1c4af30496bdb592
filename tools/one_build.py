# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Tredegar developers
"""Finished runs that a cut-off gallery goes on from: kept for one program and one set of inputs, dropped for another, so that no page
is made of two builds."""
import hashlib
import os

INPUTS = ("experiments", "regimes", "circumstances", "places", "data")
MARK = "made-by.sha256"


def digest(program, root):
    """Of the program and every file that its answers depend on."""
    whole = hashlib.sha256()
    inputs = sorted(os.path.join(folder, name) for top in INPUTS for folder, _, names in os.walk(os.path.join(root, top))
                    for name in names if not folder.endswith("claims"))  # data/claims: what the gallery writes
    for path in [program] + inputs:
        with open(path, "rb") as f:
            whole.update(f.read())
    return whole.hexdigest()


def begin(work, program, root):
    """Makes the folder, and empties it of runs of experiments that another program or other inputs made. Returns how many went."""
    os.makedirs(work, exist_ok=True)
    mark, now, gone = os.path.join(work, MARK), digest(program, root), 0
    if os.path.exists(mark):
        with open(mark, encoding="utf-8") as f:
            if f.read().strip() == now:
                return 0
    ours = tuple(name[:-5] for name in os.listdir(os.path.join(root, "experiments")) if name.endswith(".yaml"))
    for name in os.listdir(work):
        if name.startswith(ours) and name.endswith((".json", ".sqlite", ".part", ".old")):
            os.remove(os.path.join(work, name))
            gone += 1
    with open(mark, "w", encoding="utf-8") as f:
        f.write(now + "\n")
    return gone
