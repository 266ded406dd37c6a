// What sd-journal of libsystemd has to read journals, as a table of functions: nothing is linked, and
// systemd's headers are not needed. The functions are described by the manual pages of their names,
// and in sd-journal(3).
#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sd_journal;

// sd_id128_t of sd-id128(3).
struct journal_id { uint8_t bytes[16]; };

#define JOURNAL_FUNCTIONS(each)                                                               \
  each(sd_journal_open, (struct sd_journal **, int))                                          \
  each(sd_journal_open_directory, (struct sd_journal **, const char *, int))                  \
  each(sd_journal_open_files_fd, (struct sd_journal **, int *, unsigned, int))                \
  each(sd_journal_set_data_threshold, (struct sd_journal *, size_t))                          \
  each(sd_journal_next, (struct sd_journal *))                                                \
  each(sd_journal_previous, (struct sd_journal *))                                            \
  each(sd_journal_seek_head, (struct sd_journal *))                                           \
  each(sd_journal_seek_cursor, (struct sd_journal *, const char *))                           \
  each(sd_journal_test_cursor, (struct sd_journal *, const char *))                           \
  each(sd_journal_get_cursor, (struct sd_journal *, char **))                                 \
  each(sd_journal_get_realtime_usec, (struct sd_journal *, uint64_t *))                       \
  each(sd_journal_get_monotonic_usec, (struct sd_journal *, uint64_t *, struct journal_id *)) \
  each(sd_journal_enumerate_data, (struct sd_journal *, const void **, size_t *))             \
  each(sd_journal_wait, (struct sd_journal *, uint64_t))

// Those that return nothing.
#define JOURNAL_PROCEDURES(each)                                                              \
  each(sd_journal_restart_data, (struct sd_journal *))                                        \
  each(sd_journal_close, (struct sd_journal *))

#define FUNCTION(name, parameters) int (*_Nonnull name) parameters;
#define PROCEDURE(name, parameters) void (*_Nonnull name) parameters;
struct journal_functions {
  JOURNAL_FUNCTIONS(FUNCTION)
  JOURNAL_PROCEDURES(PROCEDURE)
};
#undef FUNCTION
#undef PROCEDURE

// Looks the functions up in a library that dlopen(3) has opened; false if one is missing.
#define LOOK_UP(name, parameters) \
  && (functions->name = (__typeof__(functions->name))dlsym(library, #name)) != 0
static inline bool look_up_journal(struct journal_functions *functions, void *library) {
  return true JOURNAL_FUNCTIONS(LOOK_UP) JOURNAL_PROCEDURES(LOOK_UP);
}
#undef LOOK_UP
