// libarchive, zlib and liblzma as tables of their functions: nothing is linked, so that a program
// which meets no compressed data need not wait for the libraries.
#include <archive.h>
#include <archive_entry.h>
#include <dlfcn.h>
#include <lzma.h>
#include <stdbool.h>
#include <zlib.h>

#define ARCHIVE_FUNCTIONS(each)               \
  each(archive_entry_filetype)                \
  each(archive_entry_hardlink)                \
  each(archive_entry_pathname)                \
  each(archive_entry_pathname_utf8)           \
  each(archive_entry_size)                    \
  each(archive_entry_size_is_set)             \
  each(archive_error_string)                  \
  each(archive_filter_count)                  \
  each(archive_format)                        \
  each(archive_read_data_block)               \
  each(archive_read_free)                     \
  each(archive_read_new)                      \
  each(archive_read_next_header)              \
  each(archive_read_open2)                    \
  each(archive_read_set_seek_callback)        \
  each(archive_read_support_filter_bzip2)     \
  each(archive_read_support_filter_compress)  \
  each(archive_read_support_filter_lz4)       \
  each(archive_read_support_filter_lzip)      \
  each(archive_read_support_filter_zstd)      \
  each(archive_read_support_format_7zip)      \
  each(archive_read_support_format_cpio)      \
  each(archive_read_support_format_empty)     \
  each(archive_read_support_format_raw)       \
  each(archive_read_support_format_tar)       \
  each(archive_read_support_format_zip)

#define ZLIB_FUNCTIONS(each) each(inflate) each(inflateEnd) each(inflateInit2_) each(inflateReset)

#define LZMA_FUNCTIONS(each) each(lzma_code) each(lzma_end) each(lzma_stream_decoder)

// A member for each function, with its name and type.
#define MEMBER(name) __typeof__(name) *_Nonnull name;
struct archive_functions { ARCHIVE_FUNCTIONS(MEMBER) };
struct zlib_functions { ZLIB_FUNCTIONS(MEMBER) };
struct lzma_functions { LZMA_FUNCTIONS(MEMBER) };
#undef MEMBER

// Look the functions up in a library that dlopen(3) has opened; false if one is missing.
#define LOOK_UP(name) \
  && (functions->name = (__typeof__(name) *_Nonnull)dlsym(library, #name)) != 0
static inline bool look_up_archive(struct archive_functions *functions, void *library) {
  return true ARCHIVE_FUNCTIONS(LOOK_UP);
}
static inline bool look_up_zlib(struct zlib_functions *functions, void *library) {
  return true ZLIB_FUNCTIONS(LOOK_UP);
}
static inline bool look_up_lzma(struct lzma_functions *functions, void *library) {
  return true LZMA_FUNCTIONS(LOOK_UP);
}
#undef LOOK_UP

// Macros that Swift does not see.
static const uint32_t lzma_concatenated = LZMA_CONCATENATED;
