// zugang: the one program. Everything it can do is a command of idp/cli.
#include "idp/cli/run.hpp"
#include <iostream>
#include <unistd.h>

int main(int argc, char** argv)
{
    zugang::idp::cli::Console const console{std::cin, std::cout, std::cerr, ::isatty(STDIN_FILENO) == 1};
    return zugang::idp::cli::run({argv + 1, argv + argc}, console);
}
