#include "templates/source.hpp"
#include "base/text.hpp"
#include "templates/engine.hpp"
#include <algorithm>

namespace zugang::templates {
namespace {

constexpr std::size_t deepest_partial = 8;

/// One run of spaces for every white space, so that a wording may be broken over lines in its template.
std::string squeeze(std::string_view text)
{
    std::string squeezed;
    for (auto letter : trim(text)) {
        auto const is_space = letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r';
        if (!is_space) {
            squeezed += letter;
        } else if (!squeezed.empty() && squeezed.back() != ' ') {
            squeezed += ' ';
        }
    }
    return squeezed;
}

class SourceReader {
public:
    explicit SourceReader(Material const& material) : material_(material) {}

    void read(std::string const& name, std::size_t depth, std::string const& from)
    {
        auto const file = material_.find(name + ".mustache");
        if (file == material_.end()) {
            throw LoadError(from + "there is no template " + name);
        }
        if (depth > deepest_partial) {
            throw LoadError(from + "partials take each other in without end");
        }
        std::string_view rest = file->second;
        if (depth > 0 && rest.ends_with('\n')) {
            rest.remove_suffix(1); // the line break behind {{> … }} stands already
        }
        std::size_t line = 1;
        while (!rest.empty()) {
            auto const open = rest.find("{{");
            add({Token::Kind::literal, std::string{rest.substr(0, open)}, name, line});
            if (open == std::string_view::npos) {
                return;
            }
            line += count_lines(rest.substr(0, open));
            rest.remove_prefix(open);
            auto const tag = cut_tag(rest, name, line);
            read_tag(tag, {Token::Kind::literal, {}, name, line}, depth);
            line += count_lines(tag);
        }
    }

    Tokens tokens;

private:
    static std::size_t count_lines(std::string_view text)
    {
        return static_cast<std::size_t>(std::ranges::count(text, '\n'));
    }

    /// Takes "{{…}}" or "{{{…}}}" off the front and gives what is inside the outer pair of braces.
    static std::string_view cut_tag(std::string_view& rest, std::string const& name, std::size_t line)
    {
        auto const is_triple = rest.starts_with("{{{");
        auto close = rest.find(is_triple ? "}}}" : "}}");
        if (close == std::string_view::npos) {
            throw LoadError(place_of({Token::Kind::literal, {}, name, line}) + "a tag is not closed");
        }
        if (rest.starts_with("{{_") && rest.substr(close).starts_with("}}}")) {
            ++close; // {{_ Weiter zu {name}}}: the first brace closes the gap
        }
        auto const tag = rest.substr(2, close - 2 + (is_triple ? 1 : 0));
        rest.remove_prefix(close + (is_triple ? 3 : 2));
        return tag;
    }

    void add(Token token)
    {
        if (token.kind != Token::Kind::literal || !token.text.empty()) {
            tokens.push_back(std::move(token));
        }
    }

    void read_tag(std::string_view tag, Token token, std::size_t depth)
    {
        auto const sign = tag.empty() ? '\0' : tag[0];
        auto const rest = std::string{trim(tag.substr(std::min<std::size_t>(1, tag.size())))};
        switch (sign) {
        case '!':
            return;
        case '>':
            return read(rest, depth + 1, place_of(token));
        case '_':
            token.kind = Token::Kind::wording;
            token.text = squeeze(rest);
            break;
        case '@':
            token.kind = Token::Kind::asset;
            token.text = rest;
            break;
        case '#':
            token.kind = Token::Kind::section;
            token.text = rest;
            break;
        case '^':
            token.kind = Token::Kind::inverted;
            token.text = rest;
            break;
        case '/':
            token.kind = Token::Kind::end;
            token.text = rest;
            break;
        case '{':
            token.kind = Token::Kind::markup;
            token.text = std::string{trim(tag.substr(1, tag.size() - 2))};
            break;
        default:
            token.kind = Token::Kind::variable;
            token.text = std::string{trim(tag)};
        }
        auto const is_name = token.kind != Token::Kind::wording && token.kind != Token::Kind::asset;
        if (token.text.empty() || (is_name && !is_plain_name(token.text))) {
            throw LoadError(place_of(token) + "the tag {{" + std::string{tag} + "}} is not known");
        }
        add(std::move(token));
    }

    static bool is_plain_name(std::string_view name)
    {
        return std::ranges::all_of(name, [](char letter) {
            return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
        });
    }

    Material const& material_;
};

/// The sections open at a token, with the contexts their names are looked up in.
class NameChecker {
public:
    explicit NameChecker(Context const& sample) : contexts_{&sample} {}

    void check(Token const& token)
    {
        switch (token.kind) {
        case Token::Kind::literal:
        case Token::Kind::asset:
            return;
        case Token::Kind::variable:
            return require<Text>(token, token.text, "a text");
        case Token::Kind::markup:
            return require<Html>(token, token.text, "markup");
        case Token::Kind::wording:
            for (auto const& gap : find_gaps(token.text)) {
                require<Text>(token, gap, "a text");
            }
            return;
        case Token::Kind::section:
        case Token::Kind::inverted:
            return open(token);
        case Token::Kind::end:
            return close(token);
        }
    }

    void finish() const
    {
        if (!sections_.empty()) {
            throw LoadError(place_of(sections_.back()) + "the section " + sections_.back().text + " is not closed");
        }
    }

private:
    Context::Value const& find(Token const& token, std::string_view name) const
    {
        for (auto context = contexts_.rbegin(); context != contexts_.rend(); ++context) {
            if (auto const* value = (*context)->find(name)) {
                return *value;
            }
        }
        throw LoadError(place_of(token) + "the variable " + std::string{name} + " is not known here");
    }

    template <class Kind>
    void require(Token const& token, std::string_view name, std::string_view wanted) const
    {
        if (!std::holds_alternative<Kind>(find(token, name))) {
            throw LoadError(place_of(token) + "the variable " + std::string{name} + " is not " + std::string{wanted});
        }
    }

    void open(Token const& token)
    {
        auto const& value = find(token, token.text);
        auto const* list = std::get_if<ContextList>(&value);
        if (std::holds_alternative<Html>(value) || (list && list->empty())) {
            throw LoadError(place_of(token) + token.text + " cannot be a section");
        }
        auto const is_loop = list && token.kind == Token::Kind::section;
        contexts_.push_back(is_loop ? &list->front() : contexts_.back());
        sections_.push_back(token);
    }

    void close(Token const& token)
    {
        if (sections_.empty() || sections_.back().text != token.text) {
            throw LoadError(place_of(token) + "{{/" + token.text + "}} closes nothing that is open");
        }
        sections_.pop_back();
        contexts_.pop_back();
    }

    std::vector<Context const*> contexts_;
    std::vector<Token> sections_;
};

} // namespace

Tokens read_source(Material const& material, std::string_view name)
{
    SourceReader reader{material};
    reader.read(std::string{name}, 0, {});
    return std::move(reader.tokens);
}

void check_names(Tokens const& tokens, Context const& sample)
{
    NameChecker checker{sample};
    for (auto const& token : tokens) {
        checker.check(token);
    }
    checker.finish();
}

std::vector<std::string> find_gaps(std::string_view wording)
{
    std::vector<std::string> gaps;
    (void)fill_gaps(wording, [&gaps](std::string_view name) {
        gaps.emplace_back(name);
        return std::string{};
    });
    return gaps;
}

std::string place_of(Token const& token)
{
    return token.file + ":" + std::to_string(token.line) + ": ";
}

} // namespace zugang::templates
