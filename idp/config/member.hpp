// Member: reads and writes one member of Config as a Value, for the schema's table.
#pragma once
#include "idp/config/schema.hpp"
#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

namespace zugang::idp::config {

constexpr std::array<std::string_view, 2> second_factor_words{"required", "recommended"};
constexpr std::array<std::string_view, 3> dynamic_registration_words{"off", "token", "open"};
constexpr std::array<std::string_view, 2> attestation_mode_words{"ignore", "verify"};
constexpr std::array<std::string_view, 2> hardware_proof_words{"device_bound", "attested"};

constexpr auto const& words_of(SecondFactor)
{
    return second_factor_words;
}
constexpr auto const& words_of(DynamicRegistration)
{
    return dynamic_registration_words;
}
constexpr auto const& words_of(AttestationMode)
{
    return attestation_mode_words;
}
constexpr auto const& words_of(HardwareProof)
{
    return hardware_proof_words;
}

template <class T>
Value to_value(T const& member)
{
    if constexpr (std::is_enum_v<T>)
        return std::string(words_of(member)[static_cast<std::size_t>(member)]);
    else if constexpr (std::is_same_v<T, std::uint16_t>)
        return std::int64_t{member};
    else
        return member;
}

/// `value` has passed check_value: it has the member's type and fits.
template <class T>
void assign(T& member, Value const& value)
{
    if constexpr (std::is_enum_v<T>) {
        auto const& words = words_of(T{});
        member = static_cast<T>(std::ranges::find(words, std::get<std::string>(value)) - words.begin());
    } else if constexpr (std::is_same_v<T, std::uint16_t>) {
        member = static_cast<std::uint16_t>(std::get<std::int64_t>(value));
    } else {
        member = std::get<T>(value);
    }
}

/// Usage: `member<&Config::session, &Session::idle>("session.idle", "…")`.
template <auto Section, auto Field>
Key member(std::string_view name, std::string_view description)
{
    return {.name = name,
            .description = description,
            .get = [](Config const& config) { return to_value(config.*Section.*Field); },
            .set = [](Config& config, Value const& value) { assign(config.*Section.*Field, value); },
            .words = {},
            .example = {}};
}

template <auto Field>
Key top_member(std::string_view name, std::string_view description)
{
    return {.name = name,
            .description = description,
            .get = [](Config const& config) { return to_value(config.*Field); },
            .set = [](Config& config, Value const& value) { assign(config.*Field, value); },
            .words = {},
            .example = {}};
}

/// A member of listen.tls or listen.mtls, which exist once one of their keys is given.
template <auto Part, auto Field>
Key listen_part_member(std::string_view name, std::string_view description)
{
    using Section = typename std::remove_cvref_t<decltype(std::declval<Listen>().*Part)>::value_type;
    return {.name = name,
            .description = description,
            .get = [](Config const& config) { return to_value((config.listen.*Part).value_or(Section{}).*Field); },
            .set =
                [](Config& config, Value const& value) {
                    auto& part = config.listen.*Part;
                    if (!part)
                        part.emplace();
                    assign((*part).*Field, value);
                },
            .words = {},
            .example = {}};
}

} // namespace zugang::idp::config
