# Warnings, hardening and sanitizers, gathered in one interface target every folder links.
add_library(zugang_flags INTERFACE)
target_compile_features(zugang_flags INTERFACE cxx_std_23)
target_compile_options(zugang_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
    -Wnull-dereference -Wimplicit-fallthrough -Wformat=2 -Werror=format-security -Wvla)
if(ZUGANG_WERROR)
    target_compile_options(zugang_flags INTERFACE -Werror)
endif()
target_compile_definitions(zugang_flags INTERFACE BOOST_ASIO_NO_DEPRECATED)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # False alarms of g++ 12 in library code at -O2.
    target_compile_options(zugang_flags INTERFACE -Wno-null-dereference -Wno-maybe-uninitialized -Wno-restrict)
endif()
if(ZUGANG_FUZZ)
    target_compile_options(zugang_flags INTERFACE -fsanitize=fuzzer-no-link) # coverage, for libFuzzer to steer by
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND ZUGANG_UNITY)
    # A unity build includes .cpp files, and what they keep to themselves looks to g++ as if it stood in a header.
    target_compile_options(zugang_flags INTERFACE -Wno-subobject-linkage)
endif()
if(ZUGANG_SANITIZE)
    target_compile_options(zugang_flags INTERFACE -fsanitize=${ZUGANG_SANITIZE} -fno-omit-frame-pointer -g1)
    target_link_options(zugang_flags INTERFACE -fsanitize=${ZUGANG_SANITIZE})
    if(ZUGANG_SANITIZE MATCHES "undefined")
        target_compile_options(zugang_flags INTERFACE -fno-sanitize-recover=all)
    endif()
    if(ZUGANG_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(zugang_flags INTERFACE -Wno-tsan)
    endif()
else()
    # Sanitizer builds leave these out: they hide what a sanitizer looks for.
    target_compile_options(zugang_flags INTERFACE
        -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -ftrivial-auto-var-init=zero
        -fno-delete-null-pointer-checks -fno-strict-overflow -fno-strict-aliasing -fvisibility=hidden)
    target_compile_definitions(zugang_flags INTERFACE _GLIBCXX_ASSERTIONS)
    if(CMAKE_BUILD_TYPE STREQUAL "Release")
        target_compile_options(zugang_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
    endif()
    target_link_options(zugang_flags INTERFACE
        -Wl,-z,relro,-z,now,-z,noexecstack,-z,nodlopen,-z,separate-code,--as-needed)
endif()
