// persons: the agency's record of a person, kept apart from the account one signs in with.
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

struct Person {
    std::string customer_number;
    std::optional<std::string> name;
    std::optional<std::string> given_name;
    std::optional<std::string> family_name;
    std::optional<std::string> birth_date; // YYYY-MM-DD
    std::optional<std::string> language;
    std::optional<std::string> office;
    std::optional<std::string> address;      // lines apart by "\n"
    std::optional<std::string> phone_number; // E.164
    Instant created_at;
};

namespace persons {

/// False where the customer number exists.
[[nodiscard]] bool insert(Connection& db, Person const& person);
[[nodiscard]] std::optional<Person> find(Connection& db, std::string_view customer_number);

} // namespace persons
} // namespace zugang::store
