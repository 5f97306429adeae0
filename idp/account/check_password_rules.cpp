#include "idp/account/check_password_rules.hpp"
#include "base/text.hpp"

namespace zugang::idp::account {
namespace {

constexpr std::size_t longest_password = 256;    // code points
constexpr std::size_t longest_in_bytes = 1024;   // before NFKC is computed: nobody makes the server normalise a novel
constexpr std::size_t shortest_telling_part = 4; // "de" or "max" in a password says nothing

bool contains_email(std::string_view folded_password, std::string_view email)
{
    auto const folded = fold_case(email).value_or("");
    auto const at = folded.rfind('@');
    if (at == std::string::npos)
        return false;
    for (auto const& part : {folded.substr(0, at), folded.substr(at + 1)}) {
        if (part.size() >= shortest_telling_part && folded_password.find(part) != std::string_view::npos)
            return true;
    }
    return false;
}

std::optional<pages::FieldError> check_password(Secret const& password, std::string_view email, Services& on)
{
    constexpr auto field = "password";
    auto const minimum = static_cast<std::size_t>(on.config.password.minimum_length);
    if (password.empty())
        return pages::FieldError{field, "new_password_missing"};
    if (password.reveal().size() > longest_in_bytes)
        return pages::FieldError{field, "password_too_long", templates::Text::number(longest_password)};
    auto const normalised = normalise_nfkc(password.reveal());
    auto const length = normalised ? count_code_points(*normalised) : 0;
    if (length > longest_password)
        return pages::FieldError{field, "password_too_long", templates::Text::number(longest_password)};
    if (length < minimum)
        return pages::FieldError{field, "password_too_short", templates::Text::number(minimum)};
    if (contains_email(fold_case(*normalised).value_or(""), email))
        return pages::FieldError{field, "password_contains_email"};
    if (on.is_common_password(*normalised))
        return pages::FieldError{field, "password_too_known"};
    return std::nullopt;
}

} // namespace

std::vector<pages::FieldError> check_password_rules(NewPassword const& wanted, std::string_view email, Services& on)
{
    std::vector<pages::FieldError> errors;
    if (auto error = check_password(wanted.password, email, on))
        errors.push_back(std::move(*error));
    if (wanted.repeated.empty() && !wanted.password.empty())
        errors.push_back({"password_repeat", "password_repeat_missing", {}});
    else if (!equal_in_constant_time(wanted.password.bytes(), wanted.repeated.bytes()))
        errors.push_back({"password_repeat", "password_mismatch", {}});
    return errors;
}

} // namespace zugang::idp::account
