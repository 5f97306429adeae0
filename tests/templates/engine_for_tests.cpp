#include "engine_for_tests.hpp"
#include "idp/mail/mails.hpp"
#include "idp/pages/samples.hpp"
#include <cstdlib>
#include <fstream>

namespace zugang::tests {

std::vector<templates::Declarations> product_declarations()
{
    return {idp::pages::declarations(), idp::mail::declarations()};
}

templates::Engine const& product_engine()
{
    static templates::Engine const engine{std::nullopt, product_declarations()};
    return engine;
}

OverrideDirectory::OverrideDirectory()
{
    auto pattern = (std::filesystem::temp_directory_path() / "zugang-templates-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error("no temporary directory");
    }
    path_ = pattern;
}

OverrideDirectory::~OverrideDirectory()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

void OverrideDirectory::write(std::string_view name, std::string_view content) const
{
    auto const file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << content;
}

std::string load_error(std::filesystem::path const& directory, std::vector<templates::Declarations> const& more)
{
    auto declarations = product_declarations();
    declarations.insert(declarations.end(), more.begin(), more.end());
    try {
        templates::Engine const engine{directory, declarations};
        return {};
    } catch (templates::LoadError const& error) {
        return error.what();
    }
}

} // namespace zugang::tests
