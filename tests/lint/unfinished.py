"""Nothing is left for later in the code: no TODO, no FIXME, no disabled code, no skipped test."""
import re

MARKS = [
    (re.compile(r"\b(TODO|FIXME|XXX|HACK)\b"), "finish it, or write an issue"),
    (re.compile(r"^\s*#\s*if\s+0\b", re.MULTILINE), "delete what is not compiled"),
    (re.compile(r"\bdoctest::(skip|may_fail|should_fail|expected_failures)\b"), "a test that may fail tests nothing"),
    (re.compile(r"\b(test|it|describe)\.(skip|only|todo)\s*\("), "every test runs"),
    (re.compile(r"\bDISABLED\s+(TRUE|ON)\b"), "every test runs"),
]
ENDINGS = (".cpp", ".hpp", ".mjs", ".js", ".py", ".sql", ".cmake", "CMakeLists.txt", ".mustache", ".css")


def check(tree):
    findings = []
    for path, text in sorted(tree.files.items()):
        if not path.endswith(ENDINGS) or path == "tests/lint/unfinished.py":
            continue
        for pattern, advice in MARKS:
            for match in pattern.finditer(text):
                findings.append(f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {match.group().strip()}: {advice}")
    return findings


REFUSED = [
    {"base/a.cpp": "// TODO: later\n"},
    {"base/a.cpp": "#if 0\nint a;\n#endif\n"},
    {"tests/base/a.cpp": 'TEST_CASE("a" * doctest::skip())\n'},
    {"tests/browser/a.mjs": "test.only('a', f)\n"},
]
ACCEPTED = [
    {"base/a.cpp": "#if defined(A)\nint todo_list;\n#endif\n"},
]
