#include "idp/oauth/response_type.hpp"
#include "base/text.hpp"

namespace zugang::idp::oauth {
namespace {

constexpr std::string_view jarm = "jwt";

std::optional<ResponseMode> parse_mode(std::string_view name)
{
    for (auto const mode : {ResponseMode::query, ResponseMode::fragment, ResponseMode::form_post})
        if (to_name(mode) == name)
            return mode;
    return std::nullopt;
}

/// "query.jwt" without its ending, and whether it had one.
std::string_view without_jarm_ending(std::string_view name, bool& is_jwt)
{
    is_jwt = name.size() > jarm.size() && name.ends_with(jarm) && name[name.size() - jarm.size() - 1] == '.';
    return is_jwt ? name.substr(0, name.size() - jarm.size() - 1) : name;
}

} // namespace

std::optional<ResponseType> parse_response_type(std::string_view text)
{
    ResponseType type{.code = false};
    for (auto const& word : split_words(text)) {
        auto& flag = word == "code" ? type.code : word == "id_token" ? type.id_token : type.token;
        if (flag || (word != "code" && word != "id_token" && word != "token"))
            return std::nullopt;
        flag = true;
    }
    return type.code || type.id_token ? std::optional{type} : std::nullopt;
}

std::string to_name(ResponseType const& type)
{
    std::string name;
    for (auto const& [is_asked, word] :
         {std::pair{type.code, "code"}, {type.id_token, "id_token"}, {type.token, "token"}})
        if (is_asked)
            name += (name.empty() ? "" : " ") + std::string{word};
    return name;
}

std::string_view to_name(ResponseMode mode)
{
    switch (mode) {
    case ResponseMode::query:
        return "query";
    case ResponseMode::fragment:
        return "fragment";
    case ResponseMode::form_post:
        return "form_post";
    }
    return "";
}

ResponseMode default_mode(ResponseType const& type)
{
    return type.is_code_alone() ? ResponseMode::query : ResponseMode::fragment;
}

std::optional<ResponseWay> parse_response_way(std::string_view name, ResponseType const& type)
{
    if (name.empty() || name == jarm)
        return ResponseWay{default_mode(type), name == jarm};
    bool is_jwt = false;
    auto const mode = parse_mode(without_jarm_ending(name, is_jwt));
    if (!mode || (*mode == ResponseMode::query && !type.is_code_alone()))
        return std::nullopt;
    return ResponseWay{*mode, is_jwt};
}

} // namespace zugang::idp::oauth
