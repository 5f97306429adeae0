#include "idp/oauth/scope.hpp"
#include <algorithm>
#include <array>

namespace zugang::idp::oauth {

std::span<std::string_view const> known_scopes()
{
    static constexpr std::array<std::string_view, 7> words{"openid", "profile",        "email",   "address",
                                                           "phone",  "offline_access", "customer"};
    return words;
}

bool is_known_scope(std::string_view word)
{
    return std::ranges::find(known_scopes(), word) != known_scopes().end();
}

bool has_word(std::vector<std::string> const& scope, std::string_view word)
{
    return std::ranges::find(scope, word) != scope.end();
}

std::vector<std::string> allowed_scope(std::vector<std::string> const& asked, std::vector<std::string> const& allowed)
{
    std::vector<std::string> words;
    for (auto const& word : asked) {
        if (has_word(allowed, word) && !has_word(words, word))
            words.push_back(word);
    }
    return words;
}

bool is_subset(std::vector<std::string> const& part, std::vector<std::string> const& whole)
{
    return std::ranges::all_of(part, [&](std::string const& word) { return has_word(whole, word); });
}

} // namespace zugang::idp::oauth
