// Counts the lines of a file that hold any of many fixed strings, and which, with vectorscan.
//
//   vectorscan LITERALS FILE
//
// LITERALS has one a line. The file is read as stackdoctor reads it: 256 KiB at a time, whole
// lines.
#include <fcntl.h>
#include <hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LIMIT = 10000, CHUNK = 256 << 10 };

static char buffer[2 * CHUNK];
static size_t lineEnd, filled, lines;
static size_t counts[LIMIT];

static int matched(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                   void *context) {
  (void)from, (void)flags, (void)context;
  counts[id]++;
  if (to <= lineEnd) return 0;
  const char *end = memchr(buffer + to, '\n', filled - to);
  lineEnd = end ? (size_t)(end - buffer) : filled;
  lines++;
  return 0;
}

static hs_database_t *compiled(const char *path) {
  static const char *literals[LIMIT];
  static unsigned flags[LIMIT], ids[LIMIT];
  static size_t lengths[LIMIT];
  FILE *file = fopen(path, "r");
  unsigned count = 0;
  char *text = NULL;
  size_t room = 0;
  for (ssize_t length; file && count < LIMIT && (length = getline(&text, &room, file)) > 1;
       count++) {
    lengths[count] = (size_t)length - 1;
    literals[count] = strndup(text, lengths[count]);
    ids[count] = count;
  }
  hs_database_t *database = NULL;
  hs_compile_error_t *error = NULL;
  if (hs_compile_lit_multi(literals, flags, ids, lengths, count, HS_MODE_BLOCK, NULL, &database,
                           &error)) {
    fprintf(stderr, "vectorscan: %s: %s\n", path, error->message);
    exit(2);
  }
  return database;
}

int main(int count, char **arguments) {
  int file = count == 3 ? open(arguments[2], O_RDONLY) : -1;
  if (file < 0) {
    fprintf(stderr, "usage: vectorscan LITERALS FILE\n");
    return 2;
  }
  hs_database_t *database = compiled(arguments[1]);
  hs_scratch_t *scratch = NULL;
  if (hs_alloc_scratch(database, &scratch)) return 1;
  size_t kept = 0;
  for (ssize_t got; (got = read(file, buffer + kept, CHUNK)) > 0;) {
    size_t held = kept + (size_t)got;
    const char *last = memrchr(buffer, '\n', held);
    filled = last ? (size_t)(last - buffer) + 1 : held;
    lineEnd = 0;
    if (hs_scan(database, buffer, (unsigned)filled, 0, scratch, matched, NULL)) return 1;
    kept = held - filled;
    if (kept > CHUNK) return 1;
    memmove(buffer, buffer + filled, kept);
  }
  size_t kinds = 0;
  for (size_t id = 0; id < LIMIT; id++) kinds += counts[id] > 0;
  printf("%zu lines, %zu literals\n", lines, kinds);
}
