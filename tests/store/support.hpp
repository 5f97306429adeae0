// What the tests of the store share: rows to insert, and many threads that start at once.
#pragma once
#include "doctest.h"
#include "store/accounts.hpp"
#include "store/authorization_codes.hpp"
#include "store/clients.hpp"
#include "store/grants.hpp"
#include "store/mail_links.hpp"
#include "store/persons.hpp"
#include "store/refresh_tokens.hpp"
#include "store/sessions.hpp"
#include "store/sign_in_flows.hpp"
#include "tests/support/temporary_store.hpp"
#include <atomic>
#include <latch>
#include <string>
#include <thread>
#include <vector>

namespace zugang::store::test {

using tests::Engine;
using tests::on_each_engine;
using tests::TemporaryStore;

inline constexpr Instant noon{std::chrono::seconds{1'800'000'000}};
inline constexpr Duration one_ms{1};
inline constexpr Duration hour = std::chrono::hours{1};

inline Bytes hash_of(std::string_view text)
{
    Bytes bytes(text.begin(), text.end());
    bytes.push_back(0); // hashes hold any byte
    return bytes;
}

inline Account account(std::string id, std::optional<std::string> email, std::optional<std::string> username = {})
{
    Account row;
    row.id = std::move(id);
    row.email = std::move(email);
    row.username = std::move(username);
    row.language = "de";
    row.created_at = noon;
    row.updated_at = noon;
    return row;
}

inline Person person(std::string customer_number)
{
    Person row;
    row.customer_number = std::move(customer_number);
    row.created_at = noon;
    return row;
}

inline ClientRow client(std::string id)
{
    return {std::move(id), "{}", std::nullopt, noon, noon};
}

inline Session session(std::string id, std::string account_id)
{
    Session row;
    row.token_hash = hash_of("token of " + id);
    row.id = std::move(id);
    row.account_id = std::move(account_id);
    row.evidence = "[]";
    row.auth_time = noon;
    row.user_agent = "Browser";
    row.created_at = noon;
    row.last_seen_at = noon;
    row.idle_at = noon + hour;
    row.expires_at = noon + 2 * hour;
    return row;
}

inline Grant grant(std::string id, std::string session_id = "sid_1", std::string scope = "openid")
{
    Grant row;
    row.id = std::move(id);
    row.client_id = "portal";
    row.account_id = "max";
    row.session_id = std::move(session_id);
    row.scope = std::move(scope);
    row.evidence = "[]";
    row.auth_time = noon;
    row.created_at = noon;
    row.expires_at = noon + hour;
    return row;
}

inline AuthorizationCode code(std::string_view text)
{
    AuthorizationCode row;
    row.code_hash = hash_of(text);
    row.grant_id = "grant";
    row.client_id = "portal";
    row.redirect_uri = "https://portal.example/callback";
    row.created_at = noon;
    row.expires_at = noon + hour;
    return row;
}

inline RefreshToken refresh_token(std::string_view text)
{
    return {hash_of(text), "grant", "portal", noon, noon + hour, std::nullopt};
}

inline MailLink mail_link(std::string_view token, std::string account_id = "max")
{
    MailLink row;
    row.token_hash = hash_of(token);
    row.account_id = std::move(account_id);
    row.email = "max@example.org";
    row.created_at = noon;
    row.expires_at = noon + hour;
    return row;
}

inline SignInFlow flow(std::string id)
{
    SignInFlow row;
    row.id = std::move(id);
    row.browser_hash = hash_of("browser");
    row.request = "{}";
    row.evidence = "[]";
    row.created_at = noon;
    row.expires_at = noon + hour;
    return row;
}

/// Account "max", client "portal" and one grant of them, "grant".
inline void insert_max_and_portal(Database& database)
{
    database.write([](Connection& db) {
        REQUIRE(accounts::insert(db, account("max", "max@example.org")));
        REQUIRE(clients::insert(db, client("portal")));
        grants::insert(db, grant("grant"));
    });
}

/// Runs `work(i)` on `count` threads that start together; returns how many said true.
template <class Work>
int count_true_in_parallel(int count, Work const& work)
{
    std::latch start(count);
    std::atomic<int> successes = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < count; ++i)
            threads.emplace_back([&, i] {
                start.arrive_and_wait();
                if (work(i))
                    ++successes;
            });
    }
    return successes;
}

} // namespace zugang::store::test
