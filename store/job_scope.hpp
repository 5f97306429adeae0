// JobScope: marks a thread as being inside a read or write, so that a nested one is refused instead of deadlocking.
#pragma once

namespace zugang::store {

class JobScope {
public:
    /// Throws std::logic_error where this thread is inside a job.
    JobScope();
    ~JobScope();
    JobScope(JobScope const&) = delete;
    JobScope& operator=(JobScope const&) = delete;

    /// Throws std::logic_error where this thread is inside a job.
    static void check_not_nested();
};

} // namespace zugang::store
