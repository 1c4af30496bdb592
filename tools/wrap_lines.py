#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Mends lines over 100 columns of C files, and no others: tools/wrap_lines.py [FILE ...], or all that
git knows; rows of tables (.def) stay as they are. A long comment behind code goes above it; a comment's words go over to its next line; code goes
through clang-format. tests/rules/check_sizes.py says what is left."""
import re
import subprocess
import sys

COLUMNS = 100
PROSE = re.compile(
    r"^ *(/\*|\*) [^ ]")  # not a table, an equation or a continuation, which stand further in


def comment_above(line):
    """A line of code with a long comment behind it: the comment, then the code."""
    m = re.match(r"^( *)(\S.*?) *(/\* (?:(?!\*/).)* \*/)$", line)
    if not m or m[2].startswith(("/*", "*")) or len(line) <= COLUMNS:
        return [line]
    return [*fill([m[1] + m[3]]), m[1] + m[2]]


def hanging(line, inner):
    """The margin under which an equation, or a row of a list, goes on: that of its right-hand side."""
    m = re.match(r"[^ ](?:.*?(?: [=~] |\S {2,}(?=\S)))", line[len(inner):])
    deep = len(inner) + (m.end() if m and m.end() <= 30 else 4)
    return inner.replace("/*", " *") + " " * (deep - len(inner))


def goes_on(line, margin):
    """Whether the next line is the rest of an equation's words, not a term of its own."""
    return line.startswith(margin) and re.match(r"[a-z(]", line[len(margin):]) is not None


def fill(lines):
    """The lines of one comment, none too long; what is too much goes on in the next line if that is prose."""
    out, lines = [], list(lines)
    margin = re.match(r"^ *", lines[0])[0] + " * "
    while lines:
        line = lines.pop(0)
        if len(line) <= COLUMNS:
            out.append(line)
            continue
        rule = re.match(r"^( */\* -.*? -*)-{3,} \*/$", line)
        if rule:
            out.append(rule[1].ljust(COLUMNS - 3, "-")[:COLUMNS - 3] + " */")
            continue
        inner = re.match(r"^( *(?:/\*|\*) *)", line)[1]
        at = line.rfind(" ", len(inner), COLUMNS + 1)
        if at < 0 or line[at:] == " */":
            at = line.rfind(" ", len(inner), at)
        rest = line[at + 1:]
        out.append(line[:at].rstrip())
        equation = len(inner) > len(margin)
        deeper = hanging(line, inner) if equation else margin
        if lines and not rest.endswith("*/") and (goes_on(lines[0], deeper) if equation else
                                                  PROSE.match(lines[0])):
            lines[0] = deeper + rest + " " + lines[0].lstrip(" *")
        else:
            lines.insert(0, deeper + rest)
    return out


def comments(lines, table):
    out, n = [], 0
    while n < len(lines):
        line = lines[n]
        if re.match(r"^ */\*", line) and not re.search(r"\*/.*\S", line):
            end = n
            while "*/" not in lines[end]:
                end += 1
            out += fill(lines[n:end + 1])
            n = end + 1
        else:
            out += [line] if table else comment_above(line)
            n += 1
    return out


def wrapped(name, text):
    table = name.endswith(".def")
    text = "\n".join(comments(text.splitlines(), table)) + "\n"
    for _ in range(0 if table else 4):
        ranges = [
            f"--lines={n}:{n}" for n, x in enumerate(text.splitlines(), 1) if len(x) > COLUMNS
        ]
        if not ranges:
            break
        run = subprocess.run([
            "clang-format", "--style=file", "--assume-filename=" + re.sub(r"\.def$", ".c", name),
            *ranges
        ],
                             input=text,
                             capture_output=True,
                             text=True,
                             check=True)
        text = "\n".join(comments(run.stdout.splitlines(), table)) + "\n"
    return text


def main(names):
    if not names:
        listed = subprocess.run(["git", "ls-files", "*.c", "*.h", "*.def"],
                                capture_output=True,
                                text=True,
                                check=True)
        names = listed.stdout.split()
    for name in names:
        with open(name, encoding="utf-8") as file:
            text = file.read()
        if max(map(len, text.splitlines())) > COLUMNS:
            text = wrapped(name, text)
            with open(name, "w", encoding="utf-8") as file:
                file.write(text)
        for n, line in enumerate(text.splitlines(), 1):
            if len(line) > COLUMNS and not (name.endswith(".def") and line[:1].isupper()):
                print(f"{name}:{n}: still over {COLUMNS} columns")


main(sys.argv[1:])
