// Schema: the one table of all keys. Parsing, `config show`, `config default` and the documentation walk it.
#pragma once
#include "idp/config/value.hpp"
#include <limits>

namespace zugang::idp::config {

struct Key {
    std::string_view name; // with its section: "session.idle"
    std::string_view description;
    Value (*get)(Config const&);
    void (*set)(Config&, Value const&);

    // What it may hold.
    std::int64_t minimum = std::numeric_limits<std::int64_t>::min(); // numbers; seconds of durations; items of lists
    std::int64_t maximum = std::numeric_limits<std::int64_t>::max();
    std::vector<std::string_view> words; // a closed set, also of a list's items
    std::string (*check)(std::string_view) = nullptr;
    std::string_view example; // where set, the key is absent by default and shown with this value, commented out

    Key between(std::int64_t low, std::int64_t high) &&;
    Key between(Seconds low, Seconds high) &&;
    Key one_of(std::vector<std::string_view> allowed) &&;
    Key checked(std::string (*with)(std::string_view)) &&;
    Key shown_as(std::string_view value) &&;

    [[nodiscard]] std::string_view section() const; // "session"; empty for issuer
    [[nodiscard]] std::string_view last() const;    // "idle"
};

[[nodiscard]] std::vector<Key> const& schema();
/// Null where there is no such key.
[[nodiscard]] Key const* find_key(std::string_view name);
/// True for "session" and for "listen", which "listen.tls" needs.
[[nodiscard]] bool is_section(std::string_view name);

/// What is wrong with a value of the right type, in words that follow the key; empty where nothing is.
[[nodiscard]] std::string check_value(Key const& key, Value const& value);
/// "60s to 60m", "on or off", …: what a key may hold, for the documentation; empty where there is no bound.
[[nodiscard]] std::string describe_range(Key const& key);

} // namespace zugang::idp::config
