"""No source file has more than 400 lines; median and nine tenths are reported against what the design aims at."""

LIMIT = 400
AIM_MEDIAN = 90
AIM_TENTHS = 250
ENDINGS = (".cpp", ".hpp", ".mjs", ".js", ".py", ".sql", ".cmake", ".mustache", ".sh")
FOLDERS_OF_SCRIPTS = ("script", "tests", ".ci", "packaging")


def is_source(path):
    if path.endswith(ENDINGS):
        return True
    name = path.rsplit("/", 1)[-1]
    return path.split("/")[0] in FOLDERS_OF_SCRIPTS and "." not in name and "/corpus/" not in path


def sizes(tree):
    return {path: len(text.splitlines()) for path, text in tree.files.items() if is_source(path)}


def note(tree):
    lengths = sorted(len(text.splitlines()) for path, text in tree.cpp())
    if not lengths:
        return ""
    median = lengths[len(lengths) // 2]
    tenths = lengths[min(len(lengths) - 1, len(lengths) * 9 // 10)]
    return (f"{len(lengths)} C++ files, {sum(lengths)} lines: median {median} (aim ≤ {AIM_MEDIAN}), "
            f"nine tenths ≤ {tenths} (aim ≤ {AIM_TENTHS}), longest {lengths[-1]}")


def check(tree):
    return [f"{path}:{LIMIT + 1}: {lines} lines; split the file by what it does, the limit is {LIMIT}"
            for path, lines in sorted(sizes(tree).items()) if lines > LIMIT]


REFUSED = [
    {"base/text.cpp": "x\n" * 401},
    {"examples/portal/pages.mjs": "x\n" * 401},
    {"script/server": "x\n" * 401},
]
ACCEPTED = [
    {"base/text.cpp": "x\n" * 400},
    {"docs/protocols.md": "x\n" * 500},
    {"idp/account/common_passwords.txt": "x\n" * 10000},
]
