// TestCertificate: a certificate and its key, made for this run and removed with the object.
#pragma once
#include <string>

namespace zugang::tests {

class TestCertificate {
public:
    enum class Kind { server, authority };
    /// Self-signed, for `localhost` and 127.0.0.1; an authority may sign others.
    explicit TestCertificate(Kind kind = Kind::server);
    /// For the same names, signed by the authority, with that subject (its CN).
    TestCertificate(TestCertificate const& authority, std::string const& common_name);
    ~TestCertificate();
    TestCertificate(TestCertificate const&) = delete;
    TestCertificate& operator=(TestCertificate const&) = delete;

    [[nodiscard]] std::string certificate_file() const { return folder_ + "/certificate.pem"; }
    [[nodiscard]] std::string key_file() const { return folder_ + "/key.pem"; }
    /// What stands in the file.
    [[nodiscard]] std::string certificate() const;

private:
    std::string folder_;
};

} // namespace zugang::tests
