// Loops over all bytes of a log, 64 a step: each once for any processor, and on x86 once more for those
// with AVX2, which Swift has no way to choose at run time.
//
// The vectors are clang's own (https://clang.llvm.org/docs/LanguageExtensions.html#vectors-and-extended-vectors).
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef unsigned char blocks_vector __attribute__((ext_vector_type(32), aligned(1)));
typedef long long blocks_lanes __attribute__((ext_vector_type(4)));

#define BLOCKS_LOAD(address) (*(const blocks_vector *)(address))
#define BLOCKS_IS(vector, byte) ((blocks_vector)((vector) == (blocks_vector)(byte)))
#define BLOCKS_RARE(address)                                                                       \
  (BLOCKS_IS(BLOCKS_LOAD(address), 'R') | BLOCKS_IS(BLOCKS_LOAD(address), '\t')                    \
   | BLOCKS_IS(BLOCKS_LOAD(address), '#') | BLOCKS_IS(BLOCKS_LOAD(address), '\\'))
#define BLOCKS_BLANKS(address)                                                                     \
  (BLOCKS_IS(BLOCKS_LOAD(address), ' ') & BLOCKS_IS(BLOCKS_LOAD((address) + 1), ' '))

// The offset of the first block from `offset` to `last` that holds an `R`, a tab, a `#`, a backslash or
// the first of two blanks; one behind `last` if none does. 65 bytes from `last` on are read.
#define BLOCKS_NEXT_RARE(name, attributes)                                                         \
  static inline attributes ptrdiff_t name(const uint8_t *bytes, ptrdiff_t offset, ptrdiff_t last) { \
    for (; offset <= last; offset += 64) {                                                         \
      blocks_lanes lanes =                                                                         \
          (blocks_lanes)(BLOCKS_RARE(bytes + offset) | BLOCKS_BLANKS(bytes + offset)               \
                         | BLOCKS_RARE(bytes + offset + 32) | BLOCKS_BLANKS(bytes + offset + 32)); \
      if ((lanes[0] | lanes[1]) | (lanes[2] | lanes[3])) return offset;                            \
    }                                                                                              \
    return offset;                                                                                 \
  }

// A bit for each of 64 bytes: whether it is one of those, or the first of two blanks before an `a`. 66
// bytes are read.
#define BLOCKS_RARE_PLACES(name, attributes)                                                       \
  static inline attributes uint64_t name(const uint8_t *bytes) {                                   \
    uint64_t places = 0;                                                                           \
    for (int half = 32; half >= 0; half -= 32) {                                                   \
      const uint8_t *block = bytes + half;                                                         \
      blocks_lanes lanes =                                                                         \
          (blocks_lanes)(BLOCKS_RARE(block)                                                        \
                         | (BLOCKS_BLANKS(block) & BLOCKS_IS(BLOCKS_LOAD(block + 2), 'a')));       \
      /* The product gathers the highest bits of eight bytes in its own highest byte. */           \
      for (int lane = 3; lane >= 0; lane--)                                                        \
        places = places << 8                                                                       \
                 | ((uint64_t)lanes[lane] & 0x8080808080808080) * 0x0002040810204081 >> 56;        \
    }                                                                                              \
    return places;                                                                                 \
  }

// How many of the first `count` bytes are line feeds; `count` is a multiple of 64, and 8,128 at most.
#define BLOCKS_LINE_FEEDS(name, attributes)                                                        \
  static inline attributes ptrdiff_t name(const uint8_t *bytes, ptrdiff_t count) {                 \
    blocks_vector even = 0, odd = 0;                                                               \
    for (ptrdiff_t offset = 0; offset < count; offset += 64) {                                     \
      even -= BLOCKS_IS(BLOCKS_LOAD(bytes + offset), '\n');                                        \
      odd -= BLOCKS_IS(BLOCKS_LOAD(bytes + offset + 32), '\n');                                    \
    }                                                                                              \
    even += odd;                                                                                   \
    ptrdiff_t total = 0;                                                                           \
    for (int lane = 0; lane < 32; lane++) total += even[lane];                                     \
    return total;                                                                                  \
  }

BLOCKS_NEXT_RARE(blocks_next_rare_any, )
BLOCKS_RARE_PLACES(blocks_rare_places_any, )
BLOCKS_LINE_FEEDS(blocks_line_feeds_any, )

#if defined(__x86_64__)
BLOCKS_NEXT_RARE(blocks_next_rare_avx2, __attribute__((target("avx2"))))
BLOCKS_RARE_PLACES(blocks_rare_places_avx2, __attribute__((target("avx2"))))
BLOCKS_LINE_FEEDS(blocks_line_feeds_avx2, __attribute__((target("avx2"))))

static inline ptrdiff_t blocks_next_rare(const uint8_t *bytes, ptrdiff_t offset, ptrdiff_t last) {
  return __builtin_cpu_supports("avx2") ? blocks_next_rare_avx2(bytes, offset, last)
                                        : blocks_next_rare_any(bytes, offset, last);
}
static inline uint64_t blocks_rare_places(const uint8_t *bytes) {
  return __builtin_cpu_supports("avx2") ? blocks_rare_places_avx2(bytes)
                                        : blocks_rare_places_any(bytes);
}
static inline ptrdiff_t blocks_line_feeds(const uint8_t *bytes, ptrdiff_t count) {
  return __builtin_cpu_supports("avx2") ? blocks_line_feeds_avx2(bytes, count)
                                        : blocks_line_feeds_any(bytes, count);
}
#else
static inline ptrdiff_t blocks_next_rare(const uint8_t *bytes, ptrdiff_t offset, ptrdiff_t last) {
  return blocks_next_rare_any(bytes, offset, last);
}
static inline uint64_t blocks_rare_places(const uint8_t *bytes) {
  return blocks_rare_places_any(bytes);
}
static inline ptrdiff_t blocks_line_feeds(const uint8_t *bytes, ptrdiff_t count) {
  return blocks_line_feeds_any(bytes, count);
}
#endif
