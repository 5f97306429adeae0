// What the tests of keys share: keys made once per run, temporary folders, JSON that must parse.
#pragma once
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "keys/jws.hpp"
#include <array>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>

namespace zugang::keys::test {

inline constexpr std::array all_algorithms{Algorithm::es256, Algorithm::es384, Algorithm::rs256, Algorithm::ps256,
                                           Algorithm::eddsa};

/// One key per algorithm and run: RSA takes a while to generate.
inline PrivateKey const& key_of(Algorithm algorithm)
{
    static std::map<Algorithm, PrivateKey> const keys = [] {
        std::map<Algorithm, PrivateKey> made;
        for (auto const each : all_algorithms)
            made.emplace(each, PrivateKey::generate(each));
        return made;
    }();
    return keys.at(algorithm);
}

inline Json parsed(std::string const& text)
{
    auto json = Json::parse(text);
    if (!json)
        throw std::runtime_error(json.error().what);
    return *json;
}

/// base64url of a text.
inline std::string encoded(std::string_view text)
{
    return base64url_encode(bytes_of(text));
}

/// A signed compact JWS with any header, as an attacker could write one.
inline std::string sign_with_header(PrivateKey const& key, std::string_view header, std::string_view payload)
{
    auto const input = encoded(header) + "." + encoded(payload);
    return input + "." + base64url_encode(key.sign(input));
}

/// Parsed and verified in one.
inline bool is_accepted(std::string const& compact, PublicKey const& key)
{
    auto const jws = parse_jws(compact);
    return jws && verify_jws(*jws, key).has_value();
}

class TemporaryFolder {
public:
    TemporaryFolder()
    {
        auto name = (std::filesystem::temp_directory_path() / "zugang-keys-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;
    [[nodiscard]] std::string file(std::string const& name) const { return (path_ / name).string(); }
    [[nodiscard]] std::size_t count_files() const
    {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator{path_}, {}));
    }

private:
    std::filesystem::path path_;
};

} // namespace zugang::keys::test
