#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reads the objects of the library and of the program: what a file exports starts with words of its own name, with its
room or folder, or with a noun that the file owns (below); no global can change, statics included, or is a thread's own."""
import pathlib
import re
import subprocess
import sys

# Nouns that a file owns beside its own name: the structs and lists whose functions stand there.
NOUNS = {
    "base/arena": ["memory"],
    "base/date": ["day", "month"],
    "base/fault": ["text"],
    "base/ledger": ["category", "reason"],
    "base/parameter": ["standing"],
    "base/random": ["draw", "luck"],
    "engine/queue": ["dated_list"],
    "input/file": ["number"],
    "input/yaml": ["node"],
    "place/place": ["age_band", "owner", "series"],
    "place/place_balance": ["cut"],
    "place/place_commissioners": ["cut", "england"],
    "place/place_contracts": ["cut"],
    "place/place_level": ["cut"],
    "place/place_people": ["cut"],
    "place/place_providers": ["cut"],
    "place/place_read": ["cut"],
    "population/needs": ["need"],
    "population/needs_rates": ["group"],
    "population/params": ["needs", "people"],
    "population/people": ["person"],
    "care/admission": ["triage"],
    "care/attraction": ["choice"],
    "care/beds_tables": ["discharge"],
    "care/departments": ["attendance"],
    "care/expectation": ["pilot"],
    "care/first_contact": ["gumbel"],
    "care/planned_tables": ["choice", "outcome"],
    "care/primary": ["errand"],
    "care/questions": ["currency", "service_line"],
    "care/mental_health_start": ["mental_health"],
    "care/missed_calls": ["missed"],
    "care/worn": ["deconditioning"],
    "care/disorders_start": ["disorders"],
    "care/urgent_tables": ["ambulance", "community", "disorders", "emergency", "mental_health", "primary"],
    "cli/options": ["option"],
    "institution/answers": ["answer", "question"],
    "institution/entitlement/entitlement": ["means_test"],
    "institution/entitlement/premiums": ["cover"],
    "institution/estate/estate": ["pfi"],
    "institution/funding/funding": ["age_weights"],
    "institution/funding/vouchers": ["voucher"],
    "institution/market/firms": ["firm"],
    "institution/market/holders": ["holder"],
    "institution/market/market": ["award", "firms", "institutions"],
    "institution/economy/prices": ["complexity", "reference_costs"],
    "institution/institutions": ["records"],
    "institution/regime": ["line"],
    "institution/settings": ["regime"],
    "measurement/measures": ["breakdown", "level", "measure", "series"],
    "serve/routes": ["about"],
    "serve/run_pages": ["person"],
    "serve/series_pages": ["gains", "money"],
    "store/store": ["tredegar"],
    "study/attribution": ["twins"],
    "study/claim": ["twins"],
    "study/compare": ["twins"],
    "study/draws": ["twins"],
    "study/gains": ["twins"],
    "study/headlines": ["twins"],
    "study/opening": ["openings"],
    "study/settle": ["attraction"],
    "study/simulation": ["outcome"],
}
# One answer a file: it exports its rule and nothing else but what bears its name.
ANSWERS = "acceptance award choice entitlement failure funding oversight pay payment risk".split()
# What may change all the same, and why.
EXCUSED = {("cli/command_run", "interrupted"): "a signal handler has no other place to write to"}
CHANGEABLE = re.compile(r"^(\.data|\.bss|\.tdata|\.tbss|\*COM\*)(?!\.rel\.ro)")


def prefixes(stem):
    room, *rest = stem.split("/")
    name = rest[-1]
    words = name.split("_")
    runs = {"_".join(words[i:k]) for i in range(len(words)) for k in range(i + 1, len(words) + 1)}
    mine = {*rest[:-1], room} | runs | set(NOUNS.get(stem, []))
    return mine | {"answer_" + name} if rest[0] in ANSWERS else mine


def symbols(objects):
    """Of each object: name, whether it is seen outside, its section."""
    text = subprocess.run(["objdump", "-t", *objects], check=True, capture_output=True, text=True).stdout
    path = ""
    for line in text.splitlines():
        if ":     file format" in line:
            path = line.split(":")[0]
        m = re.match(r"^[0-9a-f]{8,16} (.)(.{6}) (\S+)\t[0-9a-f]+ +(?:\.hidden )?(\S+)$", line)
        if m:
            seen, flags, section, name = m.groups()
            yield path, name, seen == "g", flags, section


def main(root, folders):
    left_out = folders[folders.index("--without") + 1] + "/" if "--without" in folders else None
    folders = folders[:folders.index("--without")] if left_out else folders
    stems = {str(p.relative_to(root / "src").with_suffix("")): p for p in (root / "src").rglob("*.c")}
    by_object = {s.replace("/", "_"): s for s in stems} | {"src_" + s.replace("/", "_"): s for s in stems}
    objects = sorted(str(o) for f in folders for o in pathlib.Path(f).glob("*.c.o"))
    bad, read, used = [], set(), set()
    for path, name, seen, flags, section in symbols(objects):
        stem = by_object.get(pathlib.Path(path).name[:-4])
        if not stem:
            bad.append(f"{path}: an object of no file of src")
            continue
        read.add(stem)
        if CHANGEABLE.match(section) and flags[5] == "O" and (stem, name) not in EXCUSED:
            bad.append(f"{stem}.c: {name} is a global that can change (section {section})")
        if not seen or section == "*UND*" or name == "main":
            continue
        mine = {p for p in prefixes(stem) if name == p or name.startswith(p + "_")}
        used |= {(stem, p) for p in mine}
        if not mine:
            bad.append(f"{stem}.c exports {name}, which bears the name neither of the file, nor of its room, nor of a noun of its own")
    bad += [f"{s}.c was not read: no object" for s in sorted(set(stems) - read) if not left_out or not s.startswith(left_out)]
    bad += [f"{s}.c is said to own '{n}' and exports nothing of it" for s, nouns in NOUNS.items() if not left_out or not s.startswith(left_out)
            for n in nouns if (s, n) not in used]
    print("\n".join(bad) or f"{len(read)} objects: every name is its file's, no global changes")
    return 1 if bad else 0


sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2:]))
