#include "templates/catalog.hpp"
#include "base/text.hpp"
#include <utility>

namespace zugang::templates {
namespace {

constexpr std::uint32_t mo_magic = 0x950412de;
constexpr std::string_view plural_header = "Plural-Forms:";

/// Reads numbers and texts of the file, each checked against its end: an override is a file from outside.
class MoReader {
public:
    explicit MoReader(std::string_view bytes) : bytes_(bytes) {}

    [[nodiscard]] std::optional<std::uint32_t> number(std::size_t offset) const
    {
        if (offset > bytes_.size() || bytes_.size() - offset < 4) {
            return std::nullopt;
        }
        std::uint32_t value = 0;
        for (auto index : {3U, 2U, 1U, 0U}) {
            value = value << 8 | static_cast<unsigned char>(bytes_[offset + index]);
        }
        return value;
    }

    /// The text whose length and offset stand at `entry`.
    [[nodiscard]] std::optional<std::string_view> text(std::size_t entry) const
    {
        auto const length = number(entry);
        auto const offset = number(entry + 4);
        if (!length || !offset || *offset > bytes_.size() || bytes_.size() - *offset < *length) {
            return std::nullopt;
        }
        return bytes_.substr(*offset, *length);
    }

private:
    std::string_view bytes_;
};

std::vector<std::string> split_forms(std::string_view text)
{
    std::vector<std::string> forms;
    for (auto rest = text;;) {
        auto const end = rest.find('\0');
        forms.emplace_back(rest.substr(0, end));
        if (end == std::string_view::npos) {
            return forms;
        }
        rest.remove_prefix(end + 1);
    }
}

Result<PluralRule> read_plural_rule(std::string_view header)
{
    auto const start = header.find(plural_header);
    if (start == std::string_view::npos) {
        return failure("the header has no Plural-Forms");
    }
    auto const value = header.substr(start + plural_header.size());
    return PluralRule::parse(value.substr(0, value.find('\n')));
}

} // namespace

Result<Catalog> Catalog::parse(std::string_view mo)
{
    MoReader const reader{mo};
    auto const count = reader.number(8);
    auto const sources = reader.number(12);
    auto const translations = reader.number(16);
    if (reader.number(0) != mo_magic || !count || !sources || !translations || *count > mo.size() / 16) {
        return failure("not a little-endian .mo file");
    }
    std::optional<Catalog> catalog;
    for (std::size_t index = 0; index < *count; ++index) {
        auto const source = reader.text(*sources + index * 8);
        auto const translation = reader.text(*translations + index * 8);
        if (!source || !translation || !is_utf8(*source) || !is_utf8(*translation)) {
            return failure("entry " + std::to_string(index) + " lies outside the file or is not UTF-8");
        }
        if (index == 0) { // the entries are sorted: the header, whose source is empty, comes first
            auto rule = source->empty() ? read_plural_rule(*translation) : failure("no header");
            if (!rule) {
                return std::unexpected(rule.error());
            }
            catalog.emplace(Catalog{std::move(*rule)});
            continue;
        }
        catalog->texts_.insert_or_assign(std::string{source->substr(0, source->find('\0'))}, split_forms(*translation));
    }
    return catalog ? Result<Catalog>{std::move(*catalog)} : failure("the file is empty");
}

std::vector<std::string> const* Catalog::find_forms(std::string_view source) const
{
    auto const entry = texts_.find(source);
    return entry == texts_.end() ? nullptr : &entry->second;
}

std::optional<std::string_view> Catalog::find(std::string_view source) const
{
    auto const* forms = find_forms(source);
    return forms ? std::optional<std::string_view>{forms->front()} : std::nullopt;
}

std::optional<std::string_view> Catalog::find_plural(std::string_view source, std::uint64_t count) const
{
    auto const* forms = find_forms(source);
    if (!forms) {
        return std::nullopt;
    }
    return std::string_view{(*forms)[std::min(plural_rule_.form_for(count), forms->size() - 1)]};
}

std::vector<std::string_view> Catalog::sources() const
{
    std::vector<std::string_view> all;
    for (auto const& entry : texts_) {
        all.push_back(entry.first);
    }
    return all;
}

} // namespace zugang::templates
