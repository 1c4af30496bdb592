#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Parses data/sources.d/*.bib strictly, finds keys that stand twice, and writes docs/sources-to-check.md: the sources
whose figures were written down from memory or approximately and wait for somebody to look them up.

    tools/sources_to_check.py [ROOT]"""
import pathlib
import re
import sys

RECALLED = re.compile(r"recall|from memory|not re-read|approximat|unverified|not checked", re.I)


def entries(text, path):
    """(key, {field: value}) of each entry; a fault is a ValueError with its line."""
    at = 0
    while (at := skip_blank(text, at)) < len(text):
        head = re.compile(r"@(\w+)\{\s*([A-Za-z0-9._:/-]+)\s*,").match(text, at)
        if not head:
            raise ValueError(f"{path}:{text.count(chr(10), 0, at) + 1}: expected '@misc{{key,'")
        fields, at = {}, head.end()
        while True:
            at = skip_blank(text, at)
            if text[at : at + 1] == "}":
                at += 1
                break
            field = re.compile(r"(\w+)\s*=\s*\{").match(text, at)
            if not field:
                raise ValueError(f"{path}:{text.count(chr(10), 0, at) + 1}: in '{head.group(2)}': expected 'field={{' or '}}'")
            end, depth = field.end(), 1
            while depth and end < len(text):
                depth += {"{": 1, "}": -1}.get(text[end], 0) if text[end - 1] != "\\" else 0
                end += 1
            fields[field.group(1)] = " ".join(text[field.end() : end - 1].split())
            at = skip_blank(text, end)
            if text[at : at + 1] == ",":
                at += 1
        yield head.group(2), fields


def skip_blank(text, at):
    return re.compile(r"(?:\s|%[^\n]*\n)*").match(text, at).end()


def read(root):
    found, bad = {}, []
    for path in sorted((root / "data" / "sources.d").glob("*.bib")):
        try:
            for key, fields in entries(path.read_text(encoding="utf-8"), path):
                if key in found:
                    bad.append(f"{path}: '{key}' stands in {found[key][0]} too")
                for wanted in ("title", "author", "year"):
                    if not fields.get(wanted):
                        bad.append(f"{path}: '{key}' has no {wanted}")
                found[key] = (path.name, fields)
        except ValueError as fault:
            bad.append(str(fault))
    return found, bad


def uses(root):
    """Parameters by source key."""
    out = {}
    for path in sorted(root.glob("src/**/*.def")):
        for name, source in re.findall(r'^PARAM\((\w+),.*"([^"]*)"\)', path.read_text(encoding="utf-8"), re.M):
            out.setdefault(source, []).append(f"{path.stem.removesuffix('_params').replace('place_rules', 'place')}.{name}")
    return out


def cell(text):
    return text.replace("|", "\\|").replace("{", "").replace("}", "").replace("\\%", "%").replace("\\&", "&")


def page(found, used):
    wait = [(k, f, x) for k, (f, x) in found.items() if RECALLED.search(x.get("note", ""))]
    ours = sum(k.startswith("note-") for k in found)
    lines = ["# Sources to check", "",
             f"Of {len(found)} entries in `data/sources.d`, {ours} are judgements of our own (keys `note-...`; their parameters are ASSUMED, with a range)",
             f"and {len(wait)} say that a figure was recalled, approximate or not read again. Those are below, with the parameters that rest on them. Whoever looks",
             "one up: correct the value and its range, take the word out of the note, and run `tools/sources_to_check.py`, which writes this page.", "",
             "| key | file | what it is | note | parameters |", "|---|---|---|---|---|"]
    for key, name, fields in sorted(wait):
        names = used.get(key, [])
        shown = ", ".join(f"`{n}`" for n in names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
        link = f"[{cell(fields['title'])}]({fields['url']})" if fields.get("url") else cell(fields["title"])
        lines.append(f"| `{key}` | {name} | {link}, {cell(fields['author'])} {fields['year']} | {cell(fields.get('note', ''))} | {shown} |")
    unused = sorted(k for k in found if k not in used)
    lines += ["", f"Entries that no parameter names ({len(unused)}; cited by file heads, regimes or tables): " + ", ".join(f"`{k}`" for k in unused) + ".", ""]
    return "\n".join(lines)


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
    found, bad = read(root)
    if bad:
        sys.exit("\n".join(bad))
    (root / "docs" / "sources-to-check.md").write_text(page(found, uses(root)), encoding="utf-8")
    print(f"{len(found)} sources, no key twice; docs/sources-to-check.md written")


if __name__ == "__main__":
    main()
