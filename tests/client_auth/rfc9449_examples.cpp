// The proofs printed in RFC 9449: their key, its thumbprint (§6.1), and the hash of the access token (§7.1).
#include "idp/client_auth/dpop_proof.hpp"
#include "idp/client_auth/sender.hpp"
#include "tests/account/workplace.hpp"
#include "tests/client_auth/signing.hpp"

namespace zugang::tests {
namespace {

std::string const example_header =
    "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJo"
    "RjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19";
std::string const token_request_proof =
    example_header +
    ".eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0"
    "IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg";
std::string const resource_proof =
    example_header +
    ".eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRy"
    "ZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9"
    ".2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA";
constexpr auto example_thumbprint = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";
constexpr auto example_token = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";

struct Example {
    Workplace work;
    idp::Call call;

    Example(std::string const& issuer, http::Method method, std::string const& path, std::int64_t at,
            std::string const& proof)
    {
        work.config.issuer = issuer;
        call.request.method = method;
        call.request.path = path;
        call.request.headers = {{"DPoP", proof}};
        call.now = from_seconds(at);
    }
};

} // namespace

TEST_SUITE("RFC 9449")
{
    TEST_CASE("§4.1: the proof of the token request is right, and its key has the thumbprint of §6.1")
    {
        auto const proof = idp::client_auth::read_dpop_proof(token_request_proof);
        REQUIRE(proof);
        CHECK(proof->jkt == example_thumbprint);
        CHECK(proof->claims.string("jti") == "-BwC3ESc6acc2lTc");

        Example example{"https://server.example.com", http::Method::post, "/token", 1562262616, token_request_proof};
        CHECK(idp::client_auth::check_sender(example.call, {}, example.work.services).jkt == example_thumbprint);
    }

    TEST_CASE("§7.1: the access token is shown with the proof made for it, once")
    {
        using idp::client_auth::check_presentation;
        Example example{"https://resource.example.org", http::Method::get, "/protectedresource", 1562262618,
                        resource_proof};
        idp::oauth::Confirmation const bound{.jkt = example_thumbprint, .x5t_s256 = {}};
        idp::client_auth::PresentedToken const token{.text = example_token, .is_dpop = true};
        CHECK_THROWS(
            check_presentation(example.call, {.text = "another", .is_dpop = true}, bound, example.work.services));
        CHECK_NOTHROW(check_presentation(example.call, token, bound, example.work.services));
        CHECK_THROWS(check_presentation(example.call, token, bound, example.work.services));
    }
}

} // namespace zugang::tests
