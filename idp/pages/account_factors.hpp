// AccountFactorsPage (/account/factors): one's second factors; RenameFactorPage and RemoveFactorPage: what is done to
// one of them, posted to their own addresses.
#pragma once
#include "base/clock.hpp"
#include "idp/pages/frame.hpp"
#include <cstdint>

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

struct ListedApp {
    std::string id;
    std::string name; // as typed
    Instant added_at;
    std::optional<Instant> used_at;
};

struct AccountFactorsPage {
    Frame frame;
    std::string account_name = {};
    std::vector<ListedApp> apps = {};
    std::size_t most_apps = 5;
    std::uint64_t codes_left = 0;

    static constexpr std::string_view template_name = "pages/account_factors.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

struct RenameFactorPage {
    Frame frame; // errors at: name
    std::string factor = {};
    std::string former_name = {};
    std::string name = {};

    static constexpr std::string_view template_name = "pages/rename_factor.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

struct RemoveFactorPage {
    Frame frame;
    std::string factor = {};
    std::string name = {};
    bool is_last = false; // it stays: another one must be added first

    static constexpr std::string_view template_name = "pages/remove_factor.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
