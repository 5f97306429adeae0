// Dispatcher: brings each request to its lane. A full lane answers 503 with Retry-After before any work.
#pragma once
#include "base/worker_pool.hpp"
#include "http/server/server.hpp"
#include "idp/app/routes.hpp"
#include <memory>
#include <mutex>
#include <unordered_map>

namespace zugang::idp::app {

class Dispatcher {
public:
    explicit Dispatcher(Services& on);
    Dispatcher(Dispatcher const&) = delete;
    Dispatcher& operator=(Dispatcher const&) = delete;

    /// Called on a socket's thread; returns at once.
    void operator()(http::Request request, http::server::Responder const& respond);

private:
    /// An answer of the prepared lane, good until the keys change.
    struct Prepared {
        std::shared_ptr<keys::KeySet const> keys;
        std::shared_ptr<http::Response const> response;
    };

    [[nodiscard]] std::optional<templates::Asset> find_asset(std::string_view path) const;
    [[nodiscard]] http::Response prepared_answer(Route const& route, http::Request request);
    void submit(WorkerPool& lane, Route const& route, http::Request request, http::server::Responder const& respond);

    Services& on_;
    http::Router<Route> router_;
    http::Response busy_page_;
    http::Response busy_json_;
    std::mutex prepared_mutex_;
    std::unordered_map<Route const*, Prepared> prepared_;
    WorkerPool quick_;
    WorkerPool hash_;
};

} // namespace zugang::idp::app
