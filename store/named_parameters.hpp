// Named parameters for PostgreSQL: `:name` becomes `$n`, the same name the same number.
#pragma once
#include "store/value.hpp"

namespace zugang::store {

struct NumberedStatement {
    std::string sql;
    std::vector<std::string> names; // names[0] is $1
};

/// Leaves quoted text, quoted identifiers, comments and `::` casts alone.
[[nodiscard]] NumberedStatement number_parameters(std::string_view sql);

} // namespace zugang::store
