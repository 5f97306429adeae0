// SmtpSink: a mail server in a process of its own, and what it received.
#pragma once
#include <chrono>
#include <string>
#include <vector>

namespace zugang::tests {

struct ReceivedMail {
    std::string from;
    std::string to;
    bool over_tls = false;
    std::string user; // who signed in, if anybody
    std::string data; // as it came, CRLF
};

struct SmtpSinkOptions {
    unsigned short port = 0;  // 0: a free one
    std::string tls = "none"; // "starttls", "implicit"
    std::string certificate_file = {};
    std::string key_file = {};
    std::string user = {};
    std::string password = {};
};

class SmtpSink {
public:
    /// Starts the server and waits until it listens. Throws std::runtime_error where it does not.
    explicit SmtpSink(SmtpSinkOptions const& options = {});
    ~SmtpSink();
    SmtpSink(SmtpSink const&) = delete;
    SmtpSink& operator=(SmtpSink const&) = delete;

    [[nodiscard]] unsigned short port() const { return port_; }
    [[nodiscard]] std::string url() const;
    /// Everything received so far, once there are `count` mails or `at_most` is over.
    std::vector<ReceivedMail> const& wait_for(std::size_t count,
                                              std::chrono::milliseconds at_most = std::chrono::seconds{10});

private:
    [[nodiscard]] bool read_line(std::string& line, std::chrono::milliseconds at_most);

    int process_ = -1;
    int input_ = -1;  // closed: the server ends
    int output_ = -1; // its lines
    unsigned short port_ = 0;
    bool is_implicit_ = false;
    std::string pending_;
    std::vector<ReceivedMail> received_;
};

} // namespace zugang::tests
