#include "store/sqlite/database.hpp"
#include "store/job_scope.hpp"
#include "store/sqlite/file.hpp"

namespace zugang::store::sqlite {
namespace {

std::string made(std::string path)
{
    make_file(path);
    return path;
}

} // namespace

SqliteDatabase::SqliteDatabase(std::string path, Options options)
    : writer_(made(path), options), readers_(std::move(path), options)
{
}

void SqliteDatabase::run_read(Job const& job)
{
    JobScope const scope;
    readers_.run(job);
}

void SqliteDatabase::run_write(Job const& job)
{
    JobScope::check_not_nested();
    writer_.run(job);
}

} // namespace zugang::store::sqlite
