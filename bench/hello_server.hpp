// The least a server can do with Beast: the same 200 bytes to every request, keep-alive, one thread.
#pragma once

namespace zugang::bench {

/// Listens on a free loopback port, prints it as a line on standard output, and serves until the process is killed.
[[noreturn]] void serve_hello();

} // namespace zugang::bench
