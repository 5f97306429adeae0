#include "store/postgres/connect.hpp"
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <libpq-fe.h>
#include <memory>
#include <string_view>
#include <vector>

namespace zugang::store::postgres {
namespace {

struct FreeOptions {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

bool is_this_machine(std::string_view host)
{
    return host.empty() || host.starts_with('/') || host == "localhost" || host == "127.0.0.1" || host == "::1";
}

void ignore_notice(void*, PGresult const*) {}

} // namespace

bool needs_verified_server(std::string const& url)
{
    std::unique_ptr<PQconninfoOption, FreeOptions> const options(PQconninfoParse(url.c_str(), nullptr));
    if (!options || std::getenv("PGSSLMODE") != nullptr)
        return false; // what is wrong with the URL, connecting says
    bool local = true;
    for (auto const* option = options.get(); option->keyword != nullptr; ++option) {
        std::string_view const keyword = option->keyword;
        if (keyword == "sslmode" && option->val != nullptr)
            return false;
        if ((keyword == "host" || keyword == "hostaddr") && option->val != nullptr)
            local = local && is_this_machine(option->val);
    }
    return !local;
}

pg_conn* connect(std::string const& url, std::chrono::milliseconds patience)
{
    auto const seconds = std::chrono::ceil<std::chrono::seconds>(patience).count();
    auto const connect_timeout = std::to_string(std::max<std::int64_t>(seconds, 2)); // libpq takes no less
    std::vector<char const*> names{"application_name",    "connect_timeout",  "keepalives_idle",
                                   "keepalives_interval", "keepalives_count", "tcp_user_timeout"};
    std::vector<char const*> values{"zugang", connect_timeout.c_str(), "10", "5", "3", "15000"};
    if (needs_verified_server(url)) {
        names.push_back("sslmode");
        values.push_back("verify-full");
    }
    names.push_back("dbname"); // expanded: overrides what stands before it
    values.push_back(url.c_str());
    names.push_back("client_encoding");
    values.push_back("UTF8");
    names.push_back(nullptr);
    values.push_back(nullptr);
    auto* const connection = PQconnectdbParams(names.data(), values.data(), /*expand_dbname=*/1);
    if (connection != nullptr)
        PQsetNoticeReceiver(connection, ignore_notice, nullptr);
    return connection;
}

} // namespace zugang::store::postgres
