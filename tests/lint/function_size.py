"""No function has more than 40 lines in its body, no test case more than 60; tables may, and stand in TABLES by name."""
import re

from tree import code_only, line_of

LIMIT = 40
LIMIT_OF_TESTS = 60

# Functions that only list things, one line each: (file, name).
TABLES = {
    ("idp/config/schema.cpp", "listen_keys"),
    ("idp/config/schema.cpp", "storage_keys"),
    ("idp/config/schema.cpp", "sign_in_keys"),
    ("idp/config/schema.cpp", "oidc_keys"),
    ("idp/config/schema.cpp", "outbound_keys"),
    ("idp/config/schema.cpp", "operation_keys"),
    ("idp/endpoints/discovery.cpp", "metadata"),
    ("idp/oauth/error.cpp", "to_name"),
    ("templates/plural_rule.cpp", "value_of"),
    ("webauthn/refusal.cpp", "to_name"),
}

TYPE = re.compile(r"\b(class|struct|union|enum)\b(?!.*\))", re.DOTALL)
NAMESPACE = re.compile(r"^\s*(inline\s+)?namespace\b|^\s*extern\s*\"\"\s*$|^\s*TEST_SUITE\s*\(")
NAME = re.compile(r"([~\w:]+|operator\s*[^\s(]+)\s*\(")
PREPROCESSOR = re.compile(r"^[ \t]*#.*?(?<!\\)$", re.MULTILINE | re.DOTALL)


def blank_preprocessor(code):
    return PREPROCESSOR.sub(lambda match: "\n" * match.group().count("\n"), code)


def matching_brace(code, start):
    depth = 0
    for offset in range(start, len(code)):
        if code[offset] == "{":
            depth += 1
        elif code[offset] == "}":
            depth -= 1
            if depth == 0:
                return offset
    return len(code) - 1


def without_brackets(text):
    """Text with everything inside (), [] and <…> of templates removed."""
    former = None
    while former != text:
        former = text
        text = re.sub(r"\([^()]*\)", " ", re.sub(r"\[[^\[\]]*\]", " ", text))
    return text


def is_function(head):
    """Whether the text before a brace, since the last statement, begins a function."""
    if "(" not in head:
        return False
    rest = without_brackets(head)
    if re.search(r"\boperator\b", rest):
        return True
    return not re.search(r"(?<![=!<>])=(?![=])", rest) and not re.search(r"\breturn\b", rest)


def functions(code):
    """(name, offset of the opening brace, offset of the closing one) of every function at namespace or class scope."""
    code = blank_preprocessor(code)
    offset = head_start = 0
    while offset < len(code):
        letter = code[offset]
        if letter in ";}":
            head_start = offset + 1
        elif letter == "{":
            head = code[head_start:offset]
            if NAMESPACE.search(head) or (TYPE.search(head) and not is_function(head)):
                head_start = offset + 1  # go on inside
            else:
                end = matching_brace(code, offset)
                following = code[end + 1:end + 200].lstrip()
                if is_function(head) and not following.startswith((",", "{", ")")):
                    found = NAME.search(head)
                    yield (found.group(1).split("::")[-1] if found else "?"), offset, end
                    head_start = end + 1
                elif not following.startswith((",", "{", ")", ";")):
                    head_start = end + 1
                offset = end  # a member initialiser: its constructor's head goes on
        offset += 1


def check(tree):
    findings = []
    for path, text in tree.cpp():
        code = code_only(text)
        for name, start, end in functions(code):
            lines = code.count("\n", start, end) - 1
            limit = LIMIT_OF_TESTS if path.startswith("tests/") else LIMIT
            if lines > limit and (path, name) not in TABLES:
                findings.append(f"{path}:{line_of(code, start)}: {name} has {lines} lines; split it at what it does, "
                                f"the limit is {limit} (a table goes into TABLES of tests/lint/function_size.py)")
    return findings


def body(lines):
    return "{\n" + "    f();\n" * lines + "}\n"


REFUSED = [
    {"base/a.cpp": "namespace zugang {\nvoid too_long(int a)\n" + body(41) + "}\n"},
    {"base/a.cpp": "struct A {\n    int b() const noexcept " + body(41) + "};\n"},
    {"base/a.cpp": "A::A(int a) : a_(a), b_{a}\n" + body(41)},
    {"base/a.cpp": "bool operator==(A const& a, A const& b)\n" + body(41)},
    {"base/a.cpp": "auto f(std::vector<int> const& v = {}) -> int\n" + body(41)},
    {"tests/base/a.cpp": 'TEST_CASE("a")\n' + body(61)},
    {"tests/base/a.cpp": 'TEST_SUITE("s")\n{\nTEST_CASE("a")\n' + body(61) + "}\n"},
]
ACCEPTED = [
    {"base/a.cpp": "namespace zugang {\nvoid just_fits(int a)\n" + body(40) + "}\n"},
    {"base/a.cpp": "struct A {\n" + "    int a;\n" * 100 + "};\n"},
    {"base/a.cpp": "constexpr Route routes[] = {\n" + '    {f("x")},\n' * 100 + "};\n"},
    {"base/a.cpp": "void a()\n" + body(30) + "void b() // {\n" + body(30)},
    {"base/a.cpp": "struct A {\n    A() : a_{1}, b_(2) {}\n" + "    void f() { g(); }\n" * 50 + "};\n"},
    {"idp/config/schema.cpp": "KeyList oidc_keys()\n" + body(60)},
    {"tests/base/a.cpp": 'TEST_SUITE("s")\n{\n' + ('TEST_CASE("a")\n' + body(20)) * 9 + "}\n"},
]
