// Assets: stylesheet, script and marks under one content hash, so that what is cached for ever is never stale.
#pragma once
#include "templates/engine.hpp"
#include "templates/material.hpp"
#include <map>
#include <string>

namespace zugang::templates {

class Assets {
public:
    /// Takes the files below static/. All share one hash, so that the stylesheet may name its neighbours. Throws
    /// LoadError for a kind of file there is no content type for.
    explicit Assets(Material const& material);

    [[nodiscard]] bool has(std::string_view name) const { return files_.contains(name); }
    [[nodiscard]] std::string address_of(std::string_view name) const;
    [[nodiscard]] std::optional<Asset> find(std::string_view path) const;
    [[nodiscard]] std::optional<Asset> find_named(std::string_view name) const;

private:
    struct File {
        std::string_view content_type;
        std::string content;
    };
    std::map<std::string, File, std::less<>> files_;
    std::string prefix_; // "/static/<hash>/"
};

} // namespace zugang::templates
