#include "store/job_scope.hpp"
#include <stdexcept>

namespace zugang::store {
namespace {

thread_local bool is_inside_job = false;

} // namespace

JobScope::JobScope()
{
    check_not_nested();
    is_inside_job = true;
}

JobScope::~JobScope()
{
    is_inside_job = false;
}

void JobScope::check_not_nested()
{
    if (is_inside_job)
        throw std::logic_error("a read or write of the store inside another one");
}

} // namespace zugang::store
