// Values on their way to and from PostgreSQL: parameters as text or exact bytes, results in binary form.
#pragma once
#include "store/connection.hpp"
#include <span>

namespace zugang::store::postgres {

/// What libpq wants to know of a statement's parameters, in the order of its numbers. Points into the Params.
class BoundParameters {
public:
    /// Throws std::logic_error unless `params` are exactly `names`.
    BoundParameters(std::span<std::string const> names, Params params);

    [[nodiscard]] int count() const { return static_cast<int>(pointers_.size()); }
    [[nodiscard]] char const* const* pointers() const { return pointers_.data(); }
    [[nodiscard]] int const* lengths() const { return lengths_.data(); }
    [[nodiscard]] int const* formats() const { return formats_.data(); }

private:
    void bind(std::size_t index, Value const& value);
    std::vector<std::string> numbers_; // integers written as text; never grows after the first pointer is taken
    std::vector<char const*> pointers_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

/// A column's value from its binary form. `type` is the type's OID. Throws std::logic_error for a type the store does
/// not use.
[[nodiscard]] Value value_from_binary(unsigned type, std::string_view bytes);

} // namespace zugang::store::postgres
