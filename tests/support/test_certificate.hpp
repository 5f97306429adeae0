// TestCertificate: a self-signed certificate and its key, made for this run and removed with the object.
#pragma once
#include <string>

namespace zugang::tests {

class TestCertificate {
public:
    /// For `localhost` and 127.0.0.1.
    TestCertificate();
    ~TestCertificate();
    TestCertificate(TestCertificate const&) = delete;
    TestCertificate& operator=(TestCertificate const&) = delete;

    [[nodiscard]] std::string certificate_file() const { return folder_ + "/certificate.pem"; }
    [[nodiscard]] std::string key_file() const { return folder_ + "/key.pem"; }

private:
    std::string folder_;
};

} // namespace zugang::tests
