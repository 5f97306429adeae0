// The engine as the product builds it, made once, and directories to override it with.
#pragma once
#include "templates/engine.hpp"
#include <filesystem>
#include <string>
#include <string_view>

namespace zugang::tests {

[[nodiscard]] templates::Engine const& product_engine();
[[nodiscard]] std::vector<templates::Declarations> product_declarations();

/// A directory that is removed at the end of its scope.
class OverrideDirectory {
public:
    OverrideDirectory();
    ~OverrideDirectory();
    OverrideDirectory(OverrideDirectory const&) = delete;
    OverrideDirectory& operator=(OverrideDirectory const&) = delete;

    void write(std::string_view name, std::string_view content) const;
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// The message of the LoadError an engine with this directory and these declarations stops with; empty if it starts.
[[nodiscard]] std::string load_error(std::filesystem::path const& directory,
                                     std::vector<templates::Declarations> const& more = {});

} // namespace zugang::tests
