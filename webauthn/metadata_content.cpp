#include "webauthn/metadata_content.hpp"
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "webauthn/metadata_blob.hpp"
#include <algorithm>
#include <iterator>

namespace zugang::webauthn {
namespace {

constexpr Aaguid no_aaguid{};
constexpr std::size_t most_values = 4'000'000; // the service's BLOB of today has some 100,000

std::optional<std::uint8_t> hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return static_cast<std::uint8_t>(c - '0');
    if (c >= 'a' && c <= 'f')
        return static_cast<std::uint8_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F')
        return static_cast<std::uint8_t>(c - 'A' + 10);
    return std::nullopt;
}

std::optional<Bytes> hex_decode(std::string_view text)
{
    if (text.size() % 2 != 0)
        return std::nullopt;
    Bytes bytes;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        auto const high = hex_digit(text[i]);
        auto const low = hex_digit(text[i + 1]);
        if (!high || !low)
            return std::nullopt;
        bytes.push_back(static_cast<std::uint8_t>(*high * 16 + *low));
    }
    return bytes;
}

/// Base64 as people paste it into forms: line breaks and blanks inside are dropped.
std::optional<Bytes> decode_certificate(std::string text)
{
    std::erase_if(text, [](char c) { return c == '\n' || c == '\r' || c == ' ' || c == '\t'; });
    return base64_decode(text);
}

std::vector<Bytes> read_roots(Json const& statement)
{
    std::vector<Bytes> roots;
    for (auto& text : statement.strings("attestationRootCertificates").value_or(std::vector<std::string>{}))
        if (auto der = decode_certificate(std::move(text)))
            roots.push_back(std::move(*der));
    return roots;
}

/// Fails where a report cannot be read: it might be the one that says the model is broken.
Result<std::vector<MetadataStatus>> read_statuses(Json const& entry)
{
    auto const reports = entry.find("statusReports");
    if (!reports || !reports->is_array())
        return failure("an entry of the metadata has no status reports");
    std::vector<MetadataStatus> statuses;
    for (auto const& report : reports->items()) {
        auto name = report.string("status");
        if (!name)
            return failure("a status report of the metadata names no status");
        auto certificate = decode_certificate(report.string("certificate").value_or(""));
        statuses.push_back({std::move(*name), std::move(certificate).value_or(Bytes{})});
    }
    return statuses;
}

/// Two entries of one model: the first is found, and what the second reports is told with it.
template <class Key>
void index_model(std::map<Key, std::size_t>& by, Key const& key, MetadataContent& content)
{
    auto const at = content.entries.size() - 1;
    auto const [found, is_new] = by.emplace(key, at);
    if (is_new || found->second == at)
        return;
    auto& statuses = content.entries[found->second].statuses;
    std::ranges::copy(content.entries[at].statuses, std::back_inserter(statuses));
}

/// Where the last entry is found: entries of UAF authenticators ("aaid") are nowhere.
Result<void> index_entry(Json const& entry, MetadataContent& content)
{
    if (auto const text = entry.string("aaguid")) {
        auto const aaguid = parse_aaguid(*text);
        if (!aaguid)
            return failure("an AAGUID in the metadata cannot be read");
        if (*aaguid != no_aaguid)
            index_model(content.by_aaguid, *aaguid, content);
    }
    for (auto const& text :
         entry.strings("attestationCertificateKeyIdentifiers").value_or(std::vector<std::string>{})) {
        auto const identifier = hex_decode(text);
        if (!identifier)
            return failure("a key identifier in the metadata cannot be read");
        index_model(content.by_key, *identifier, content);
    }
    return {};
}

Result<void> read_entry(Json const& entry, MetadataContent& content)
{
    auto statuses = read_statuses(entry);
    if (!statuses)
        return std::unexpected(statuses.error());
    MetadataEntry read;
    read.statuses = std::move(*statuses);
    if (auto const statement = entry.find("metadataStatement")) {
        read.description = statement->string("description").value_or("");
        read.roots = read_roots(*statement);
    }
    content.entries.push_back(std::move(read));
    return index_entry(entry, content);
}

std::optional<int> read_number(std::string_view digits)
{
    int number = 0;
    for (char const c : digits) {
        if (c < '0' || c > '9')
            return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number;
}

/// "2026-12-01" (ISO 8601): the beginning of that day.
std::optional<Instant> read_date(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    auto const year = read_number(text.substr(0, 4));
    auto const month = read_number(text.substr(5, 2));
    auto const day = read_number(text.substr(8, 2));
    if (!year || !month || !day)
        return std::nullopt;
    std::chrono::year_month_day const date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok())
        return std::nullopt;
    return Instant{std::chrono::sys_days{date}};
}

} // namespace

std::optional<Aaguid> parse_aaguid(std::string_view text)
{
    if (text.size() != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
        return std::nullopt;
    std::string digits{text};
    std::erase(digits, '-');
    auto const bytes = hex_decode(digits);
    if (!bytes || bytes->size() != no_aaguid.size())
        return std::nullopt;
    Aaguid aaguid{};
    std::ranges::copy(*bytes, aaguid.begin());
    return aaguid;
}

Result<MetadataContent> read_metadata_content(std::string_view payload)
{
    auto const json = Json::parse(payload, {.bytes = largest_metadata, .depth = 32, .members = most_values});
    if (!json || !json->is_object())
        return failure("the metadata is not a JSON object");
    MetadataContent content;
    auto const number = json->integer("no");
    auto const next_update = read_date(json->string("nextUpdate").value_or(""));
    auto const entries = json->find("entries");
    if (!number || !next_update || !entries || !entries->is_array())
        return failure("the metadata lacks its number, its next update or its entries");
    content.number = *number;
    content.next_update = *next_update;
    for (auto const& entry : entries->items())
        if (auto const read = read_entry(entry, content); !read)
            return std::unexpected(read.error());
    return content;
}

} // namespace zugang::webauthn
