#include "idp/app/dispatcher.hpp"
#include "base/json.hpp"
#include "idp/app/answer.hpp"
#include "idp/app/cors.hpp"
#include "idp/oauth/error.hpp"
#include <algorithm>
#include <thread>

namespace zugang::idp::app {
namespace {

constexpr std::string_view retry_after_seconds = "2";
constexpr std::size_t fewest_quick_threads = 4;

std::size_t cores()
{
    return std::max(1U, std::thread::hardware_concurrency());
}

WorkerPool::Size quick_size(config::Workers const& workers)
{
    auto const threads = workers.quick_threads > 0 ? static_cast<std::size_t>(workers.quick_threads)
                                                   : std::max(fewest_quick_threads, 2 * cores());
    return {threads, static_cast<std::size_t>(workers.quick_queue)};
}

WorkerPool::Size hash_size(config::Workers const& workers)
{
    auto const threads = workers.hash_threads > 0 ? static_cast<std::size_t>(workers.hash_threads) : cores();
    return {threads, static_cast<std::size_t>(workers.hash_queue)};
}

http::Response busy_json()
{
    auto const name = to_name(oauth::ErrorKind::temporarily_unavailable);
    return http::json(503, JsonObject{}.add("error", name).add("error_description", "too many requests wait").str());
}

http::Response asset_answer(templates::Asset const& asset)
{
    http::Response answer;
    answer.set("Content-Type", asset.content_type);
    answer.set("Cache-Control", "public, max-age=31536000, immutable"); // the address carries the content's hash
    answer.set("X-Content-Type-Options", "nosniff");
    answer.set("Cross-Origin-Resource-Policy", "same-origin");
    answer.body = asset.content;
    return answer;
}

} // namespace

Dispatcher::Dispatcher(Services& on)
    : on_(on), router_(make_router()), busy_page_(error_answer(503, "server_busy", {}, on)), busy_json_(busy_json()),
      quick_("quick", quick_size(on.config.workers)), hash_("hash", hash_size(on.config.workers))
{
    busy_page_.set("Retry-After", retry_after_seconds);
    busy_json_.set("Retry-After", retry_after_seconds);
    allow_any_origin(busy_json_); // says nothing about anybody, and a page must be able to read why
}

void Dispatcher::operator()(http::Request request, http::server::Responder const& respond)
{
    if (auto const asset = find_asset(request.path)) {
        respond(asset_answer(*asset));
        return;
    }
    auto const match = router_.find(request.method, request.path);
    switch (match.outcome) {
    case http::Router<Route>::Outcome::not_found:
        respond(answer_with_error(404, "not_found", request, on_));
        return;
    case http::Router<Route>::Outcome::method_not_allowed:
        respond(answer_with_error(405, "method_not_allowed", request, on_).set("Allow", match.allow));
        return;
    case http::Router<Route>::Outcome::found:
        break;
    }
    auto const& route = *match.target;
    switch (route.lane) {
    case Lane::prepared:
        respond(prepared_answer(route, std::move(request)));
        return;
    case Lane::quick:
        submit(quick_, route, std::move(request), respond);
        return;
    case Lane::hash:
        submit(hash_, route, std::move(request), respond);
        return;
    }
}

std::optional<templates::Asset> Dispatcher::find_asset(std::string_view path) const
{
    constexpr std::string_view icon = "/favicon.ico"; // browsers ask for it by this name alone
    return path == icon ? on_.templates.find_asset_named("favicon.svg") : on_.templates.find_asset(path);
}

http::Response Dispatcher::prepared_answer(Route const& route, http::Request request)
{
    auto const keys = on_.keyring.snapshot();
    std::scoped_lock const lock{prepared_mutex_};
    auto& prepared = prepared_[&route];
    if (prepared.keys != keys) {
        auto const response = answer(route, std::move(request), on_);
        if (response.status >= 300)
            return response;
        prepared = {keys, std::make_shared<http::Response const>(response)};
    }
    return *prepared.response;
}

void Dispatcher::submit(WorkerPool& lane, Route const& route, http::Request request,
                        http::server::Responder const& respond)
{
    auto const shared = std::make_shared<http::Request>(std::move(request));
    auto const taken =
        lane.try_submit([this, &route, shared, respond] { respond(answer(route, std::move(*shared), on_)); });
    if (!taken)
        respond(route.kind == Kind::page ? busy_page_ : busy_json_);
}

} // namespace zugang::idp::app
