#include "templates/engine.hpp"
#include "templates/assets.hpp"
#include "templates/catalog.hpp"
#include "templates/material.hpp"
#include "templates/mustache.hpp"
#include "templates/source.hpp"
#include <algorithm>
#include <map>

namespace zugang::templates {
namespace {

/// The catalog of German itself: made from the list of all texts, and so the list the others are held against.
constexpr std::string_view source_catalog = "po/source.mo";

std::string catalog_name(Language language)
{
    return language == Language::de ? std::string{source_catalog} : "po/" + std::string{tag_of(language)} + ".mo";
}

Catalog load_catalog(Material const& material, Language language)
{
    auto const name = catalog_name(language);
    auto const file = material.find(name);
    if (file == material.end()) {
        throw LoadError("there is no catalog " + name);
    }
    auto catalog = Catalog::parse(file->second);
    if (!catalog) {
        throw LoadError(name + ": " + catalog.error().what);
    }
    return std::move(*catalog);
}

/// A translation may order the gaps as it likes, but neither lose nor invent one.
void check_gaps(std::string_view source, std::string const& form, std::string const& name)
{
    auto wanted = find_gaps(source);
    auto found = find_gaps(form);
    std::ranges::sort(wanted);
    std::ranges::sort(found);
    if (wanted != found || form.find("{{") != std::string::npos) {
        throw LoadError(name + ": the translation of \"" + std::string{source} + "\" has other {gaps}");
    }
}

void check_catalog(Catalog const& source, Catalog const& catalog, std::string const& name)
{
    for (auto const wording : source.sources()) {
        auto const* forms = catalog.find_forms(wording);
        auto const is_plural = source.find_forms(wording)->size() > 1;
        if (!forms || std::ranges::any_of(*forms, &std::string::empty)) {
            throw LoadError(name + ": no translation of \"" + std::string{wording} + "\"");
        }
        if (forms->size() != (is_plural ? catalog.plural_rule().form_count() : 1)) {
            throw LoadError(name + ": \"" + std::string{wording} + "\" has the wrong number of plural forms");
        }
        for (auto const& form : *forms) {
            check_gaps(wording, form, name);
        }
    }
}

/// What kainjow parses: wording translated and escaped, its gaps and the variables as mustache tags.
class Compiler {
public:
    Compiler(Catalog const& catalog, Assets const& assets, Escaping escaping)
        : catalog_(catalog), assets_(assets), escaping_(escaping)
    {
    }

    [[nodiscard]] std::string compile(Tokens const& tokens) const
    {
        std::string source;
        for (auto const& token : tokens) {
            source += compile_token(token);
        }
        return source;
    }

private:
    [[nodiscard]] std::string compile_token(Token const& token) const
    {
        switch (token.kind) {
        case Token::Kind::literal:
            return token.text;
        case Token::Kind::variable:
            return "{{" + token.text + "}}";
        case Token::Kind::markup:
            return "{{{" + token.text + "}}}";
        case Token::Kind::section:
            return "{{#" + token.text + "}}";
        case Token::Kind::inverted:
            return "{{^" + token.text + "}}";
        case Token::Kind::end:
            return "{{/" + token.text + "}}";
        case Token::Kind::wording:
            return compile_wording(token);
        case Token::Kind::asset:
            if (!assets_.has(token.text)) {
                throw LoadError(place_of(token) + "there is no asset " + token.text);
            }
            return assets_.address_of(token.text);
        }
        return {};
    }

    [[nodiscard]] std::string compile_wording(Token const& token) const
    {
        auto const translation = catalog_.find(token.text);
        if (!translation) {
            throw LoadError(place_of(token) + "no translation of \"" + token.text +
                            "\" (script/translations collects new texts)");
        }
        auto const wording = escaping_ == Escaping::html ? escape_html(*translation) : std::string{*translation};
        return fill_gaps(wording, [](std::string_view gap) { return "{{" + std::string{gap} + "}}"; });
    }

    Catalog const& catalog_;
    Assets const& assets_;
    Escaping escaping_;
};

std::string translate_with(Catalog const& catalog, Text const& text)
{
    if (!text.is_translated()) {
        return text.source();
    }
    auto const found =
        text.plural().empty() ? catalog.find(text.source()) : catalog.find_plural(text.source(), text.count());
    // A text the catalogs do not know was not collected; script/lint finds it. The German wording is understood best.
    auto const wording = found.value_or(text.plural().empty() || text.count() == 1 ? text.source() : text.plural());
    return fill_gaps(wording, [&](std::string_view name) {
        for (auto const& [gap, value] : text.gaps()) {
            if (gap == name) {
                return translate_with(catalog, value);
            }
        }
        return std::string{};
    });
}

} // namespace

struct Engine::Parts {
    explicit Parts(Material const& material) : assets(material)
    {
        for (auto const& info : all_languages()) {
            catalogs.push_back(load_catalog(material, info.language));
            check_catalog(catalogs.front(), catalogs.back(), catalog_name(info.language));
        }
    }

    void load(Material const& material, Declaration const& declaration)
    {
        auto const tokens = read_source(material, declaration.name);
        check_names(tokens, declaration.sample);
        auto const escaping = declaration.name.ends_with(".txt") ? Escaping::none : Escaping::html;
        auto& languages = templates[declaration.name];
        for (auto const& catalog : catalogs) {
            languages.emplace_back(declaration.name, Compiler{catalog, assets, escaping}.compile(tokens), escaping);
        }
    }

    [[nodiscard]] Catalog const& catalog(Language language) const
    {
        return catalogs.at(static_cast<std::size_t>(language));
    }

    Assets assets;
    std::vector<Catalog> catalogs;                                       // by language
    std::map<std::string, std::vector<Mustache>, std::less<>> templates; // by name, then language
};

Engine::Engine(std::optional<std::filesystem::path> const& override_directory,
               std::vector<Declarations> const& declarations)
{
    auto const material = load_material(override_directory);
    parts_ = std::make_unique<Parts>(material);
    for (auto const& group : declarations) {
        for (auto const& declaration : group) {
            parts_->load(material, declaration);
        }
    }
    for (auto const& [name, content] : material) {
        // A file no page asks for is a slip of the pen in an override directory.
        auto const is_template = name.ends_with(".mustache") && name.find("/parts/") == std::string::npos;
        if (is_template && !parts_->templates.contains(name.substr(0, name.rfind('.')))) {
            throw LoadError(name + ": there is no page or mail of this name");
        }
    }
}

Engine::~Engine() = default;

std::string Engine::render(std::string_view name, Language language, Context const& context) const
{
    auto const found = parts_->templates.find(name);
    if (found == parts_->templates.end()) {
        throw std::logic_error("the template " + std::string{name} + " was not declared");
    }
    auto const& catalog = parts_->catalog(language);
    return found->second.at(static_cast<std::size_t>(language)).render(context, [&catalog](Text const& text) {
        return translate_with(catalog, text);
    });
}

std::string Engine::translate(Text const& text, Language language) const
{
    return translate_with(parts_->catalog(language), text);
}

std::string Engine::asset(std::string_view name) const
{
    if (!parts_->assets.has(name)) {
        throw std::logic_error("there is no asset " + std::string{name});
    }
    return parts_->assets.address_of(name);
}

std::optional<Asset> Engine::find_asset(std::string_view path) const
{
    return parts_->assets.find(path);
}

std::optional<Asset> Engine::find_asset_named(std::string_view name) const
{
    return parts_->assets.find_named(name);
}

} // namespace zugang::templates
