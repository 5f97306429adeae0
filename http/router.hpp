// Router: the table of routes. Exact paths only: what is not in it does not exist, and nothing is matched by pattern.
#pragma once
#include "http/request.hpp"
#include <array>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace zugang::http {

/// "GET", …; "OTHER" for a method no route can have.
[[nodiscard]] std::string_view method_word(Method method);

/// T is what a route leads to: a function, an index, anything that moves. Filled once, then only read, by any thread.
template <class T>
class Router {
public:
    enum class Outcome { found, not_found, method_not_allowed };

    struct Match {
        Outcome outcome = Outcome::not_found;
        T const* target = nullptr; // where found
        std::string_view allow;    // "GET, HEAD, POST" where the path exists, for the Allow header
    };

    /// `path` as it stands on the wire. Throws std::logic_error for a doubled route or a path without a leading '/'.
    Router& add(Method method, std::string_view path, T target)
    {
        if (!path.starts_with('/') || method == Method::head || method == Method::other)
            throw std::logic_error("not a route: " + std::string(path));
        auto& entry = entries_[std::string(path)];
        auto& slot = entry.targets.at(static_cast<std::size_t>(method));
        if (slot)
            throw std::logic_error("the route occurs twice: " + std::string(path));
        slot.emplace(std::move(target));
        entry.allow += entry.allow.empty() ? "" : ", ";
        entry.allow += method_word(method);
        if (method == Method::get)
            entry.allow += ", HEAD";
        return *this;
    }

    /// HEAD is served by the GET route; the server sends no body then. Allocates nothing.
    [[nodiscard]] Match find(Method method, std::string_view path) const
    {
        auto const at = entries_.find(path);
        if (at == entries_.end())
            return {};
        Match match;
        match.outcome = Outcome::method_not_allowed;
        match.allow = at->second.allow;
        auto const& slot =
            at->second.targets.at(static_cast<std::size_t>(method == Method::head ? Method::get : method));
        if (slot) {
            match.outcome = Outcome::found;
            match.target = &*slot;
        }
        return match;
    }

    [[nodiscard]] std::size_t path_count() const { return entries_.size(); }

private:
    struct Entry {
        std::array<std::optional<T>, static_cast<std::size_t>(Method::other) + 1> targets;
        std::string allow;
    };
    struct PathHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view path) const { return std::hash<std::string_view>{}(path); }
    };
    std::unordered_map<std::string, Entry, PathHash, std::equal_to<>> entries_;
};

} // namespace zugang::http
