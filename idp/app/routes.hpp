// Every URL of this server, one line each.
#pragma once
#include "http/router.hpp"
#include "idp/call/call.hpp"

namespace zugang::idp::app {

/// Where a request is worked on.
enum class Lane {
    prepared, // on the socket's thread: an answer that depends on configuration and keys alone
    quick,    // database and signatures
    hash,     // Argon2id: one thread per core, so that its memory is bounded
};

/// What an error looks like.
enum class Kind { page, api };

/// Whether pages of other origins may ask (idp/app/cors).
enum class Cors { none, any };

struct Route {
    http::Method method;
    std::string_view path;
    Handler handler;
    Lane lane;
    Kind kind;
    Cors cors = Cors::none;
};

[[nodiscard]] http::Router<Route> make_router();

} // namespace zugang::idp::app
