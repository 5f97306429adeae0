// FailureGuard: once a statement of a transaction has failed, no further one runs in it. PostgreSQL demands this;
// SQLite would go on with half of the work, so both keep to it.
#pragma once
#include <stdexcept>
#include <utility>

namespace zugang::store {

class FailureGuard {
public:
    /// A new transaction begins.
    void reset() { failed_ = false; }
    [[nodiscard]] bool has_failed() const { return failed_; }

    /// Runs `f` and returns what it returns. Throws std::logic_error where a statement has failed before.
    template <class F>
    auto run(F&& f)
    {
        if (failed_)
            throw std::logic_error("a statement of this transaction has failed before");
        try {
            return std::forward<F>(f)();
        } catch (...) {
            failed_ = true;
            throw;
        }
    }

private:
    bool failed_ = false;
};

} // namespace zugang::store
