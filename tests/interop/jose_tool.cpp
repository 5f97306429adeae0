// jose_tool: keys' signing and encryption by themselves, for a test in another language. One JSON object a line in, one
// out: {"do":"sign","alg":"ES256","payload":"…"} gives {"compact":"…","jwk":{…}}, a refusal {"error":"…"}.
#include "base/json.hpp"
#include "keys/jwk_set.hpp"
#include "keys/keyring.hpp"
#include <iostream>
#include <map>
#include <stdexcept>

namespace zugang::keys {
namespace {

std::string text(Json const& command, std::string_view name)
{
    auto value = command.string(name);
    if (!value)
        throw std::invalid_argument("the command lacks " + std::string(name));
    return *value;
}

template <class T>
T expect(Result<T> result)
{
    if (!result)
        throw std::invalid_argument(result.error().what);
    return std::move(*result);
}

Algorithm signature_algorithm(Json const& command)
{
    return parse_algorithm(text(command, "alg")).value();
}

KeyManagement key_management(Json const& command)
{
    return parse_key_management(text(command, "alg")).value();
}

JwkSet client_keys(Json const& command)
{
    return expect(JwkSet::parse(R"({"keys":[)" + command.find("jwk").value().dump() + "]}"));
}

/// The server's own keys, made at the first use.
KeySet const& own_keys()
{
    static KeySet const keys = [] {
        std::vector<SigningKey> signing;
        for (auto const algorithm :
             {Algorithm::es256, Algorithm::es384, Algorithm::rs256, Algorithm::ps256, Algorithm::eddsa})
            signing.push_back({PrivateKey::generate(algorithm), KeyState::current, {}, {}});
        std::vector<OwnDecryptionKey> decryption;
        for (auto const family : {KeyManagement::ecdh_es, KeyManagement::rsa_oaep_256})
            decryption.push_back({DecryptionKey::generate(family), KeyState::current, {}, {}});
        return KeySet{std::move(signing), std::move(decryption)};
    }();
    return keys;
}

std::string publish(Json const&)
{
    return own_keys().jwks();
}

std::string sign(Json const& command)
{
    auto const* const key = own_keys().find_current(signature_algorithm(command));
    return JsonObject{}.add("compact", sign_jws(*key, "JWT", text(command, "payload"))).str();
}

std::string verify(Json const& command)
{
    auto const jws = expect(parse_jws(text(command, "compact")));
    for (auto const& key : client_keys(command).find_signing(signature_algorithm(command), jws.kid))
        return JsonObject{}.add("payload", expect(verify_jws(jws, key))).str();
    throw std::invalid_argument("no key of the set fits");
}

std::string verify_hmac(Json const& command)
{
    auto const jws = expect(parse_jws(text(command, "compact")));
    return JsonObject{}.add("payload", expect(verify_jws_hmac(jws, Secret{text(command, "secret")}))).str();
}

std::string encrypt(Json const& command)
{
    SystemRandom random;
    auto const key = client_keys(command).find_encryption(key_management(command));
    if (!key)
        throw std::invalid_argument("no key of the set fits");
    JweChoice const choice{key_management(command), parse_content_encryption(text(command, "enc")).value()};
    return JsonObject{}.add("compact", encrypt_jwe(*key, choice, "JWT", text(command, "plaintext"), random)).str();
}

std::string decrypt(Json const& command)
{
    return JsonObject{}.add("plaintext", expect(own_keys().decrypt(text(command, "compact")))).str();
}

std::string answer(std::string const& line)
{
    static std::map<std::string, std::string (*)(Json const&)> const commands{
        {"publish", &publish},         {"sign", &sign},       {"verify", &verify},
        {"verify_hmac", &verify_hmac}, {"encrypt", &encrypt}, {"decrypt", &decrypt}};
    try {
        auto const command = expect(Json::parse(line));
        return commands.at(text(command, "do"))(command);
    } catch (std::exception const& problem) {
        return JsonObject{}.add("error", problem.what()).str();
    }
}

} // namespace
} // namespace zugang::keys

int main()
{
    for (std::string line; std::getline(std::cin, line);)
        std::cout << zugang::keys::answer(line) << std::endl; // flushed: the other side waits for it
}
