// The database file: made for its owner only, with the folder it stands in.
#pragma once
#include <string>

namespace zugang::store::sqlite {

/// Makes missing folders 0700 and a missing file 0600, whatever the umask. SQLite gives the files beside it the same
/// rights. What exists is left as it is. Throws Unavailable.
void make_file(std::string const& path);

} // namespace zugang::store::sqlite
