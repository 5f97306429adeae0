#include "store/connection.hpp"

namespace zugang::store {

std::optional<Row> Connection::query_one(std::string_view sql, Params params)
{
    auto rows = query(sql, params);
    if (rows.empty())
        return std::nullopt;
    return std::move(rows.front());
}

} // namespace zugang::store
