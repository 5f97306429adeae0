// TemporaryFile: a file with some content that goes with the object.
#pragma once
#include <cstdlib>
#include <fstream>
#include <string>
#include <unistd.h>

namespace zugang::tests {

class TemporaryFile {
public:
    explicit TemporaryFile(std::string const& content)
    {
        std::string pattern = "/tmp/zugang-test-XXXXXX";
        ::close(::mkstemp(pattern.data()));
        name_ = pattern;
        write(content);
    }
    ~TemporaryFile() { ::unlink(name_.c_str()); }
    TemporaryFile(TemporaryFile const&) = delete;
    TemporaryFile& operator=(TemporaryFile const&) = delete;

    void write(std::string const& content) const { std::ofstream{name_} << content; }
    [[nodiscard]] std::string const& name() const { return name_; }

private:
    std::string name_;
};

} // namespace zugang::tests
