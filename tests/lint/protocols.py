"""docs/protocols.md has a row for every specification a source file names first, and every file it names exists."""
import re

from tree import header_comment

PAGE = "docs/protocols.md"
SPECIFICATION = re.compile(r"\b(RFC|FIPS|SP) (\d[\d-]*\d)")
ROW = re.compile(r"^\|(?P<specification>[^|]+)\|(?P<what>[^|]+)\|(?P<files>[^|]+)\|\s*$")
FILE = re.compile(r"`([\w./-]+/[\w./-]*)`")


def rows(text):
    """(line, first column, files named in the third) of every row of every table."""
    for number, line in enumerate(text.splitlines(), 1):
        match = ROW.match(line)
        if match and not set(match["specification"]) <= set(" -:"):
            yield number, match["specification"], FILE.findall(match["files"])


def exists(tree, name):
    """A file by its full name, a header and its source by the name without ending, or a folder ending in /."""
    if name.endswith("/"):
        return tree.has_folder(name.rstrip("/"))
    return any(name + ending in tree.files for ending in ("", ".hpp", ".cpp"))


def check(tree):
    page = tree.files.get(PAGE)
    if page is None:
        return [f"{PAGE}: is missing; it maps every specification to its files"]
    findings = []
    known = set()
    for line, specification, names in rows(page):
        known |= {match.group() for match in SPECIFICATION.finditer(specification)}
        findings.extend(f"{PAGE}:{line}: there is no {name}; name the file as it is now"
                        for name in names if not exists(tree, name))
    for path, text in tree.product():
        for match in SPECIFICATION.finditer(header_comment(text)):
            if match.group() not in known:
                findings.append(f"{path}:1: names {match.group()}, which has no row in {PAGE}; add one")
    return findings


TABLE = "| Specification | What | Files |\n| --- | --- | --- |\n"
REFUSED = [
    {"base/json.hpp": "// JSON (RFC 8259).\n"},
    {"base/json.hpp": "// JSON (RFC 8259).\n", PAGE: TABLE + "| RFC 4648 | base64url | `base/json` |\n"},
    {"base/sha256.hpp": "// SHA-256 (FIPS 180-4).\n", PAGE: TABLE},
    {"base/json.hpp": "", PAGE: TABLE + "| RFC 8259 | JSON | `base/jason` |\n"},
]
ACCEPTED = [
    {"base/json.hpp": "// JSON (RFC 8259).\n// And more.\n", PAGE: TABLE + "| RFC 8259 | JSON | `base/json`, `base/` |\n"},
    {"base/json.cpp": "#pragma once\n// RFC 1 in passing\n", PAGE: TABLE},
]
