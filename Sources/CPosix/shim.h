// What the C library has and Swift's Glibc module leaves out.
#include <fts.h>
#include <stddef.h>
// POSIX.1-2017; <wchar.h> declares it for _XOPEN_SOURCE only.
int wcwidth(wchar_t c);
