// Engine: loads and checks every template, catalog and asset once, then renders from any thread.
// Mustache templates; {{_ German text}} is translated per language and {{@ name}} becomes an asset's address at load.
#pragma once
#include "templates/context.hpp"
#include "templates/language.hpp"
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::templates {

/// One template and the values it may use: a page's or mail's sample.
struct Declaration {
    std::string name; // "pages/login.html", the file without ".mustache"
    Context sample;
};
using Declarations = std::vector<Declaration>;

/// A template, catalog or asset cannot be used; says which file, line and name. The program must not start.
class LoadError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Asset {
    std::string_view content_type;
    std::string_view content; // lives as long as the engine
};

class Engine {
public:
    /// Takes what is embedded, with the files of `override_directory` (templates.dir) laid over it: the same names
    /// replace, new assets are added. Usage:
    ///   Engine engine{directory, {idp::pages::declarations(), idp::mail::declarations()}};
    /// Throws LoadError for a directory that cannot be read, an unknown variable or partial, a missing translation, an
    /// undeclared or missing template.
    Engine(std::optional<std::filesystem::path> const& override_directory,
           std::vector<Declarations> const& declarations);
    ~Engine();
    Engine(Engine const&) = delete;
    Engine& operator=(Engine const&) = delete;

    /// Safe from many threads. Throws std::logic_error for a name that was not declared.
    [[nodiscard]] std::string render(std::string_view name, Language language, Context const& context) const;
    /// The wording in that language with its gaps filled, not escaped: for subjects of mails and plain texts.
    [[nodiscard]] std::string translate(Text const& text, Language language) const;

    /// The address of an asset with its content hash: "/static/<hash>/style.css". Throws std::logic_error for an
    /// unknown name.
    [[nodiscard]] std::string asset(std::string_view name) const;
    /// By the path of a request; nothing unless hash and name fit. What is found may be cached for ever.
    [[nodiscard]] std::optional<Asset> find_asset(std::string_view path) const;
    /// By its plain name, for addresses without a hash such as /favicon.ico; nothing for an unknown name.
    [[nodiscard]] std::optional<Asset> find_asset_named(std::string_view name) const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace zugang::templates
