#include "tests/webauthn/specification_vectors.hpp"
#include "base/json.hpp"
#include "tests/webauthn/webauthn_support.hpp"
#include "webauthn/cbor.hpp"
#include <fstream>
#include <iterator>

namespace zugang::webauthn {
namespace {

struct Printed {
    Bytes root;
    std::vector<SpecificationVector> vectors;
};

Bytes member(Json const& object, std::string_view name)
{
    return hex(object.string(name).value());
}

SpecificationVector to_vector(Json const& printed)
{
    auto const registration = printed.find("registration").value();
    auto const assertion = printed.find("assertion").value();
    auto const id = member(printed, "credential_id");
    return {.title = printed.string("section").value() + " " + printed.string("title").value(),
            .format = printed.string("format").value(),
            .credential_id = id,
            .registration_challenge = member(registration, "challenge"),
            .registration_client_data = member(registration, "client_data"),
            .attestation_object = member(registration, "attestation_object"),
            .assertion_challenge = member(assertion, "challenge"),
            .assertion = {.id = id,
                          .client_data = member(assertion, "client_data"),
                          .authenticator_data = member(assertion, "authenticator_data"),
                          .signature = member(assertion, "signature"),
                          .user_handle = std::nullopt}};
}

Printed const& printed()
{
    static auto const all = [] {
        std::ifstream file(ZUGANG_SOURCE_DIR "/tests/webauthn/vectors/specification.json");
        std::string const text{std::istreambuf_iterator<char>(file), {}};
        auto const json = Json::parse(text).value();
        Printed read{member(json, "attestation_root"), {}};
        for (auto const& entry : json.find("vectors").value().items())
            read.vectors.push_back(to_vector(entry));
        return read;
    }();
    return all;
}

} // namespace

std::vector<SpecificationVector> const& specification_vectors()
{
    return printed().vectors;
}

Bytes const& specification_root()
{
    return printed().root;
}

RelyingParty specification_party(SpecificationVector const& vector)
{
    auto const names_page = text_of(vector.assertion.client_data).contains("topOrigin");
    return {.id = "example.org",
            .origins = {"https://example.org"},
            .allow_cross_origin = text_of(vector.assertion.client_data).contains("\"crossOrigin\":true"),
            .top_origins = names_page ? std::vector<std::string>{"https://example.com"} : std::vector<std::string>{}};
}

Bytes authenticator_data_of(ByteView attestation_object)
{
    return *Cbor::parse(attestation_object).value().find("authData")->bytes();
}

} // namespace zugang::webauthn
