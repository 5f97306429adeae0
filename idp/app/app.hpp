// App: the whole server built once from its configuration: store, keys, lanes, outbox, HTTP. Declarations in order.
#pragma once
#include "base/clock.hpp"
#include "base/random.hpp"
#include "http/client/https_client.hpp"
#include "idp/config/config.hpp"
#include <memory>

namespace zugang::idp::app {

/// What tests put in place of the outside world; null: the real one.
struct Outside {
    Clock const* clock = nullptr;
    Random* random = nullptr;
    http::client::HttpsClient* web = nullptr;
};

class App {
public:
    /// Opens everything and starts to serve. Throws std::runtime_error with a sentence for the operator: store not
    /// migrated, master key missing, port taken.
    explicit App(config::Config config, Outside outside = {});
    ~App(); // stop()
    App(App const&) = delete;
    App& operator=(App const&) = delete;

    [[nodiscard]] unsigned short port() const;
    /// Finishes running requests, then everything else. Safe to call twice.
    void stop();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace zugang::idp::app
