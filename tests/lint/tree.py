"""What the lints share: the project's files, and C++ without comments and literals."""
import os
import re

SKIPPED_FOLDERS = {".git", ".node", "build", "var", "node_modules", "artifacts", "__pycache__", ".cache"}
BINARY_ENDINGS = (".png", ".jpg", ".ico", ".woff2", ".mo", ".pdf", ".gz", ".pyc")

# The folders the program is built from.
LIBRARIES = ("base", "http", "keys", "store", "templates", "totp", "codes", "webauthn", "push")
PRODUCT = LIBRARIES + ("idp",)


class Tree:
    """A dictionary of path (relative, with /) to text, and the questions the lints ask about it."""

    def __init__(self, files):
        self.files = files

    def cpp(self, folders=None):
        """(path, text) of the C++ files below the folders, or of all."""
        for path, text in sorted(self.files.items()):
            if path.endswith((".cpp", ".hpp")) and (folders is None or path.split("/")[0] in folders):
                yield path, text

    def product(self):
        return self.cpp(PRODUCT)

    def has_folder(self, folder):
        return any(path.startswith(folder + "/") for path in self.files)


def load(root):
    files = {}
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
        for name in names:
            path = os.path.join(folder, name)
            # In a linked working tree .git is a file.
            if name in SKIPPED_FOLDERS or name.endswith(BINARY_ENDINGS) or os.path.islink(path):
                continue
            with open(path, encoding="utf-8", errors="replace") as file:
                files[os.path.relpath(path, root).replace(os.sep, "/")] = file.read()
    return Tree(files)


LITERALS = re.compile(
    r'//[^\n]*'
    r'|/\*.*?\*/'
    r'|R"(?P<mark>[^(\s]{0,16})\(.*?\)(?P=mark)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'",  # 1'000'000 is a number
    re.DOTALL)


def code_only(text):
    """C++ with comments blanked and literals emptied, every line still on its line."""
    def blank(match):
        found = match.group()
        lines = "\n" * found.count("\n")
        if found.startswith("/"):
            return lines or " "
        return ("''" if found.startswith("'") else '""') + lines
    return LITERALS.sub(blank, text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def header_comment(text):
    """The comment a C++ file begins with."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        lines.append(line[2:].strip())
    return " ".join(lines)
