#include "base/json.hpp"
#include "idp/config/load.hpp"
#include "idp/config/schema.hpp"

namespace zugang::idp::config {
namespace {

constexpr std::string_view example_issuer = "http://localhost:8080";

/// For an operator's eyes: passwords in addresses are masked.
Value shown_value(Key const& key, Config const& config)
{
    auto value = key.get(config);
    if (auto* const text = std::get_if<std::string>(&value); text != nullptr && key.name.ends_with("url"))
        *text = mask_password(*text);
    return value;
}

/// Keys that are absent by default are shown once one of their section is set.
bool is_shown(Key const& key, Config const& config)
{
    if (key.example.empty())
        return true;
    if (key.section() == "listen.tls")
        return config.listen.tls.has_value();
    if (key.section() == "listen.mtls")
        return config.listen.mtls.has_value();
    return key.get(config) != key.get(Config{});
}

/// "[session]" where a key begins another section than the one before.
class Sections {
public:
    std::string enter(Key const& key, std::string_view before_name = "")
    {
        if (key.section() == section_)
            return "";
        section_ = key.section();
        return "\n" + std::string(before_name) + "[" + std::string(section_) + "]\n";
    }

private:
    std::string_view section_;
};

struct WriteJson {
    std::string operator()(std::string const& text) const { return json_quote(text); }
    std::string operator()(std::vector<std::string> const& list) const { return json_array(list); }
    std::string operator()(Seconds duration) const { return json_quote(format_duration(duration)); }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
};

} // namespace

std::string to_toml(Config const& config)
{
    std::string out;
    Sections sections;
    for (auto const& key : schema()) {
        if (!is_shown(key, config))
            continue;
        out += sections.enter(key);
        out += std::string(key.last()) + " = " + to_literal(shown_value(key, config)) + "\n";
    }
    return out;
}

std::string to_json(Config const& config)
{
    JsonObject out;
    for (auto const& key : schema())
        if (is_shown(key, config))
            out.add_raw(key.name, std::visit(WriteJson{}, shown_value(key, config)));
    return out.str();
}

std::string default_toml()
{
    Config const usual;
    std::string out =
        "# Configuration of Zugang. Every key but issuer may be left out; the values here are the defaults.\n"
        "# What each may hold: docs/configuration.md.\n\n";
    Sections sections;
    for (auto const& key : schema()) {
        bool const is_absent = !key.example.empty();
        out += sections.enter(key, is_absent ? "#" : "");
        out += "# " + std::string(key.description) + "\n";
        auto value = key.get(usual);
        if (value == Value{std::string{}} && is_absent)
            value = std::string(key.example);
        if (key.name == "issuer")
            value = std::string(example_issuer);
        out += (is_absent ? "#" : "") + std::string(key.last()) + " = " + to_literal(value) + "\n";
    }
    return out;
}

} // namespace zugang::idp::config
