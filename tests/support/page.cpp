#include "base/text.hpp"
#include "http/parameters.hpp"
#include "tests/support/browser.hpp"
#include <algorithm>

namespace zugang::tests {
namespace {

/// The text between `before` and the next quote, from `from` on; npos at the end.
std::optional<std::string> quoted_after(std::string_view text, std::string_view before, std::size_t& from)
{
    auto const at = text.find(before, from);
    if (at == std::string_view::npos)
        return std::nullopt;
    auto const start = at + before.size();
    auto const end = text.find('"', start);
    from = end;
    return std::string{text.substr(start, end - start)};
}

std::string decode_html(std::string text)
{
    constexpr std::pair<std::string_view, std::string_view> entities[] = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&apos;", "'"}, {"&amp;", "&"}};
    for (auto const& [entity, character] : entities) {
        for (auto at = text.find(entity); at != std::string::npos; at = text.find(entity, at + character.size()))
            text.replace(at, entity.size(), character);
    }
    return text;
}

std::string first_quoted(std::string_view text, std::string_view before)
{
    std::size_t from = 0;
    return quoted_after(text, before, from).value_or("");
}

} // namespace

std::string Page::header(std::string_view name) const
{
    for (auto const& header : headers) {
        if (to_lower_ascii(header.name) == to_lower_ascii(name))
            return header.value;
    }
    return "";
}

std::string Page::name() const
{
    return first_quoted(body, "data-page=\"");
}

std::string Page::error() const
{
    return first_quoted(body, "data-error=\"");
}

std::vector<std::string> Page::messages() const
{
    std::vector<std::string> codes;
    std::size_t from = 0;
    while (auto const code = quoted_after(body, "data-message=\"", from))
        codes.push_back(*code);
    return codes;
}

bool Page::has_message(std::string_view code) const
{
    auto const codes = messages();
    return std::ranges::find(codes, code) != codes.end();
}

std::size_t Page::find_form(std::string_view action) const
{
    auto const wanted = "action=\"" + std::string{action};
    for (auto at = body.find(wanted); at != std::string::npos; at = body.find(wanted, at + 1)) {
        auto const tag = std::string_view{body}.substr(at, body.find('>', at) - at);
        auto const is_named = tag.substr(wanted.size()).find_first_of("?\"") == 0;
        if (is_named || !tag.ends_with(" hidden"))
            return at;
    }
    return std::string::npos;
}

Fields Page::hidden_fields(std::string_view action) const
{
    auto const start = find_form(action);
    if (start == std::string::npos)
        return {};
    auto const form = std::string_view{body}.substr(start, body.find("</form>", start) - start);
    Fields fields;
    std::size_t from = 0;
    for (auto at = form.find("type=\"hidden\""); at != std::string_view::npos;
         at = form.find("type=\"hidden\"", from)) {
        auto const tag_start = form.rfind('<', at);
        auto const tag_end = form.find('>', at);
        auto const tag = form.substr(tag_start, tag_end - tag_start);
        fields.emplace_back(first_quoted(tag, "name=\""), decode_html(first_quoted(tag, "value=\"")));
        from = tag_end;
    }
    return fields;
}

std::string Page::attribute(std::string_view name) const
{
    return decode_html(first_quoted(body, " " + std::string{name} + "=\""));
}

std::string Page::refresh_address() const
{
    auto const start = body.find("http-equiv=\"refresh\"");
    if (start == std::string::npos)
        return "";
    auto const content = first_quoted(std::string_view{body}.substr(start), "content=\"");
    auto const at = to_lower_ascii(content).find("url=");
    return at == std::string::npos ? "" : decode_html(content.substr(at + 4));
}

std::string Page::parameter(std::string_view name) const
{
    auto const question = address.find('?');
    if (question == std::string::npos)
        return "";
    auto const parameters = http::Parameters::parse(std::string_view{address}.substr(question + 1));
    return parameters ? parameters->get(name) : "";
}

} // namespace zugang::tests
