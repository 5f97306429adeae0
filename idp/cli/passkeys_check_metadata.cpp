#include "base/json.hpp"
#include "base/text.hpp"
#include "idp/call/authenticator_metadata.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/print.hpp"
#include "idp/cli/refused.hpp"
#include <algorithm>
#include <ostream>

namespace zugang::idp::cli {
namespace {

/// The argument, or the setting where it is not given.
std::string given_or(std::string const& argument, std::string(config::Passkeys::* setting), std::string const& name,
                     Context& on)
{
    if (!argument.empty())
        return argument;
    auto const& configured = on.config().passkeys.*setting;
    if (configured.empty())
        throw Refused{"passkeys." + name + " is not set"};
    return configured;
}

struct Model {
    std::string aaguid;
    webauthn::MetadataEntry const& entry;

    [[nodiscard]] std::vector<std::string> statuses() const
    {
        std::vector<std::string> names;
        for (auto const& status : entry.statuses)
            names.push_back(status.name);
        return names;
    }
    /// All of the model, not only devices with one certificate.
    [[nodiscard]] bool is_refused() const
    {
        return std::ranges::any_of(entry.statuses, [](auto const& status) { return is_broken(status, {}); });
    }
};

std::optional<Model> find_model(webauthn::Metadata const& metadata, std::string const& text)
{
    if (text.empty())
        return std::nullopt;
    auto const aaguid = webauthn::parse_aaguid(text);
    if (!aaguid)
        throw WrongUsage{"--aaguid must be such as 08987058-cadc-4b81-b6e1-30de50dcbe96"};
    auto const* const entry = metadata.find(*aaguid);
    if (entry == nullptr)
        throw Refused{"the metadata does not know the model " + text};
    return Model{text, *entry};
}

std::string day_of(Instant at)
{
    return to_rfc3339(at).substr(0, 10);
}

void print_metadata_json(std::string const& file, webauthn::Metadata const& metadata, std::optional<Model> const& model,
                         Context& on)
{
    JsonObject out;
    out.add("file", file);
    out.add("number", metadata.number());
    out.add("next_update", day_of(metadata.next_update()));
    out.add("stale", metadata.is_stale(on.now()));
    out.add("models", static_cast<std::int64_t>(metadata.size()));
    if (model)
        out.add_raw("model", JsonObject{}
                                 .add("aaguid", model->aaguid)
                                 .add("description", model->entry.description)
                                 .add("statuses", model->statuses())
                                 .add("refused", model->is_refused())
                                 .str());
    on.out() << out.str() << '\n';
}

void print_metadata(std::string const& file, webauthn::Metadata const& metadata, std::optional<Model> const& model,
                    Context& on)
{
    print_fields(on.out(), {{"file", file},
                            {"number", std::to_string(metadata.number())},
                            {"next update", day_of(metadata.next_update())},
                            {"models", std::to_string(metadata.size())}});
    if (model)
        print_fields(on.out(), {{"model", model->entry.description},
                                {"statuses", join_words(model->statuses(), ", ")},
                                {"refused", model->is_refused() ? "yes" : "no"}});
}

} // namespace

void passkeys_check_metadata(CheckMetadataOptions const& options, Context& on)
{
    auto const file = given_or(options.file, &config::Passkeys::metadata_file, "metadata_file", on);
    auto const roots = given_or(options.roots, &config::Passkeys::metadata_roots, "metadata_roots", on);
    auto const metadata = read_metadata(file, load_certificates("the roots", roots), on.now());
    if (!metadata)
        throw Refused{file + ": " + metadata.error().what};
    auto const model = find_model(*metadata, options.aaguid);
    if (on.json())
        print_metadata_json(file, *metadata, model, on);
    else
        print_metadata(file, *metadata, model, on);
    if (metadata->is_stale(on.now()))
        throw Refused{file + " is out of date: the next edition was due on " + day_of(metadata->next_update())};
}

} // namespace zugang::idp::cli
