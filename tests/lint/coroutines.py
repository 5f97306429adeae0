"""In a statement with co_await stand only names, calls and literals, and coroutines live in the files listed."""
import re

from tree import code_only, line_of

# g++ 12 frees temporaries of aggregates, ternaries and capturing lambdas twice in an expression with co_await.
COROUTINE_FILES = {"http/server/connection.cpp"}

ALLOWED = re.compile(r'(?:[\w:.,()\s*&!]|->|<[\w:,\s]*>|"")*\Z')
BINDING = re.compile(r"^\s*(?:\[\[[^\]]*\]\]\s*)?(?:co_return|return|(?:[\w:<>,*&\s]|\[[\w,\s]*\])*[^=!<>]=(?!=))\s*(?=.*co_await)",
                     re.DOTALL)
COROUTINE_LAMBDA = re.compile(r"\[[^\]\s][^\]]*\]\s*(?:\([^()]*\)\s*)?(?:mutable\s*)?->\s*(?:\w+::)*awaitable\b")
LEADING_CONDITION = re.compile(r"^\s*(?:else\s+)?(?:if|while)\s*\((?:(?!co_await)[^()]|\([^()]*\))*\)(?=.*co_await)", re.DOTALL)
WORDS = re.compile(r"\b(co_await|co_return|co_yield)\b")


def statement_around(code, offset):
    """The statement or condition that holds the co_await, and where it begins."""
    begin = max(code.rfind(letter, 0, offset) for letter in ";{}") + 1
    depth = 0
    end = offset
    while end < len(code):
        letter = code[end]
        if letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
            if depth < 0 and letter == "}":
                break
        elif letter == ";" and depth <= 0:
            break
        if letter == "{" and depth <= 0:  # the block after an if or a loop
            break
        end += 1
    return code[begin:end], begin


def problem_with(statement):
    if re.search(r"\bswitch\s*\([^{]*co_await", statement):
        return "switch over co_await; await into a name first"
    if "?" in statement:
        return "a ternary beside co_await; use if"
    if re.search(r"(?<![\w\])])\[[^\]]*\]\s*[({]", statement.replace("[[", "").replace("]]", "")):
        return "a lambda beside co_await; give it a name on a line of its own"
    rest = BINDING.sub("", statement, count=1)
    if "{" in rest:
        return "a braced temporary beside co_await; give it a name on a line of its own"
    if "&&" in rest or "||" in rest or not ALLOWED.match(rest):
        return "more than names, calls and literals beside co_await; await into a name first"
    return None


def check_file(path, code):
    for match in re.finditer(r"\bco_await\b", code):
        statement, _ = statement_around(code, match.start())
        statement = LEADING_CONDITION.sub("", statement)
        # a loop's or condition's block belongs to the next statements
        problem = problem_with(re.sub(r"\)\s*\{\s*\Z", ")", statement))
        if problem:
            yield f"{path}:{line_of(code, match.start())}: {problem}"
    for match in COROUTINE_LAMBDA.finditer(code):
        yield (f"{path}:{line_of(code, match.start())}: a capturing lambda as a coroutine loses its captures "
               "when it is suspended; make it a member function")


def check(tree):
    findings = []
    for path, text in tree.product():
        code = code_only(text)
        word = WORDS.search(code)
        if word and path not in COROUTINE_FILES:
            findings.append(f"{path}:{line_of(code, word.start())}: a coroutine outside "
                            f"{', '.join(sorted(COROUTINE_FILES))}; handlers are plain functions")
        findings.extend(check_file(path, code))
    return findings


def example(line):
    return {"http/server/connection.cpp": "asio::awaitable<void> f()\n{\n    " + line + "\n}\n"}


REFUSED = [
    example("co_await write(Buffer{data, size});"),
    example("co_await write({data, size});"),
    example("auto const n = co_await (a ? read() : peek());"),
    example("auto const n = a ? co_await read() : 0;"),
    example("co_await wait_until([&] { return done; });"),
    example("co_await wait_until([this](int n) { return n > 1; });"),
    example("switch (co_await read()) {\n    case 1: break;\n    }"),
    example("if (a && co_await read())\n        f();"),
    example("if (a)\n        co_await write({1});"),
    example("auto const total = 1 + co_await read();"),
    example("asio::co_spawn(e, [this]() -> asio::awaitable<void> { co_await run(); }, done);"),
    {"idp/login/start.cpp": "asio::awaitable<void> f()\n{\n    co_return;\n}\n"},
]
ACCEPTED = [
    example("co_await write(buffer);"),
    example("auto const [error, count] = co_await socket_.async_read_some(space, quiet);"),
    example("[[maybe_unused]] auto const [cancelled] = co_await wake_.async_wait(quiet);"),
    example("if (co_await read_more()) {\n        f(Buffer{1});\n    }"),
    example("while (co_await serve_one()) {\n    }"),
    example("if (!co_await read_more())\n        co_return false;"),
    example("if (a && b(1))\n        is_open = co_await shake_hands();"),
    example("co_return co_await this->f<Buffer>(1, \"x\", name);"),
    example("for (auto& part : parts) {\n        co_await write(part);\n    }"),
    example("auto const buffer = Buffer{1};\n    is_open = co_await write(buffer);"),
]
