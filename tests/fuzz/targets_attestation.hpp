// What must hold for any bytes in the metadata's file, and within a certificate or a TPM's statement.
#pragma once
#include "base/base64url.hpp"
#include "tests/fuzz/require.hpp"
#include "webauthn/attestation/android_key_description.hpp"
#include "webauthn/attestation/tpm_structures.hpp"
#include "webauthn/metadata.hpp"

namespace zugang::fuzz {

/// Who signed the seeds "signed" and "signed_rs256"; the key is gone.
constexpr std::string_view metadata_root =
    "MIIBeDCCAR6gAwIBAgIBATAKBggqhkjOPQQDAjAzMQswCQYDVQQGEwJERTETMBEGA1UECgwKTXVzdGVyd2VyazEPMA0GA1UEAwwGUm9v"
    "dCA5MB4XDTI2MTEyMzE2NTE0N1oXDTI2MTIyNDE2NTE0N1owMzELMAkGA1UEBhMCREUxEzARBgNVBAoMCk11c3RlcndlcmsxDzANBgNV"
    "BAMMBlJvb3QgOTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF50tu7vmjcI2i9Hic+vXuqG7HCRJ0jlR4i89iIlpCtp8sibrzlGQdnI"
    "X2J9E9iSZiYhnV0ra5yYIj08N9ivKsyjIzAhMA8GA1UdEwEB/wQFMAMBAQEwDgYDVR0PAQH/BAQDAgEGMAoGCCqGSM49BAMCA0gAMEUC"
    "IF8WzW4XEm9EQ3ed4XAWKiAXpf/xYbeQVU8C4uHOoC0hAiEAxSG5QQ7as94+gxVLsAEYp/irlOx6AtjLhkwcU28qeq4=";

/// Any bytes as the JSON in a BLOB: every model is where the index says, and none has the AAGUID of zeros.
inline void try_metadata_content(std::string_view text)
{
    auto const content = webauthn::read_metadata_content(text);
    if (!content)
        return;
    require(content->next_update == std::chrono::floor<std::chrono::days>(content->next_update), "a date is a day");
    require(!content->by_aaguid.contains(webauthn::Aaguid{}), "zeros are no model");
    for (auto const& [aaguid, at] : content->by_aaguid)
        require(at < content->entries.size(), "a model has an entry");
    for (auto const& [key, at] : content->by_key)
        require(at < content->entries.size(), "a key has an entry");
}

/// Any bytes as a BLOB: what is taken are the seeds' own words, and nothing without roots.
inline void try_metadata_blob(std::string_view text)
{
    static auto const roots = webauthn::TrustStore::from_der({base64_decode(metadata_root).value()});
    static auto const nobody = webauthn::TrustStore::from_der({});
    static Instant const then = std::chrono::sys_days{std::chrono::year{2026} / 11 / 30};
    require(roots.size() == 1, "there is a root");
    require(!webauthn::Metadata::read(text, nobody, then), "without roots nothing is believed");
    if (auto const metadata = webauthn::Metadata::read(text, roots, then))
        require(metadata->number() == 42 && metadata->size() == 1, "only what was signed is believed");
    try_metadata_content(text);
}

/// Any bytes as an Android key's description, a TPM's public area or what it certified, by the first letter: what is
/// taken is whole.
inline void try_attestation_structures(std::string_view text)
{
    if (text.empty())
        return;
    auto const bytes = bytes_of(text.substr(1));
    auto longer = Bytes(bytes.begin(), bytes.end());
    longer.push_back(0);
    if (text.front() == 'a') {
        auto const description = webauthn::parse_android_key_description(bytes);
        require(!description || !webauthn::parse_android_key_description(longer), "nothing follows a description");
        return;
    }
    if (text.front() == 't') {
        auto const area = webauthn::parse_tpm_public_area(bytes);
        require(!area || !webauthn::parse_tpm_public_area(longer), "nothing follows a public area");
        return;
    }
    auto const info = webauthn::parse_tpm_certify_info(bytes);
    require(!info || !webauthn::parse_tpm_certify_info(longer), "nothing follows what was certified");
    require(!info || info->extra_data.size() + info->name.size() < bytes.size(), "what is read was there");
}

} // namespace zugang::fuzz
