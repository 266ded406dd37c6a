// Templates of records: fixed text with the names of values in braces.
//
// A file has one record a line; a bar begins a line that the record goes on with, `#` a comment.
#pragma once
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum value {
  NONE,
  ADDRESS,
  COUNT,
  HEX,
  HOST,
  IMAGE,
  INSTANCE,
  MAC,
  NETWORK,
  OUTER,
  PORT,
  PROJECT,
  SECONDS,
  SIZE,
  USER,
  UUID,
  VALUES
};
static const char *const names[VALUES] = {
    "",        "address", "count", "hex",     "host",    "image", "instance", "mac",
    "network", "outer",   "port",  "project", "seconds", "size",  "user",     "uuid"};
// How many of a kind a cloud has; the other kinds are drawn anew each time.
static const int pools[VALUES] = {[HOST] = 24,  [IMAGE] = 80,   [INSTANCE] = 400, [NETWORK] = 60,
                                  [PORT] = 600, [PROJECT] = 40, [USER] = 25};

// Fixed text and the value after it.
struct part {
  const char *text;
  size_t length;
  enum value value;
};
struct line {
  struct part *parts;
  int count;
};
struct record {
  const char *service, *level, *logger;
  struct line message, *body;
  int bodyCount;
};
struct set {
  struct record *records;
  int count;
};

// Makes room for one element more.
static void *grown(void *array, int count, size_t size) {
  // Room is doubled: it is full where the count is a power of two.
  if (count & (count - 1)) return array;
  array = realloc(array, (count ? 2 * (size_t)count : 1) * size);
  if (!array) abort();
  return array;
}

// Cuts a line at its values; the text must stay.
static struct line parsed(char *text) {
  struct line line = {0};
  char *from = text;
  for (char *at = text;; at++) {
    enum value value = NONE;
    size_t length = 0;
    if (*at == '{') {
      for (int kind = 1; kind < VALUES; kind++) {
        length = strlen(names[kind]);
        if (!strncmp(at + 1, names[kind], length) && at[length + 1] == '}') {
          value = kind;
          break;
        }
      }
    }
    if (*at && value == NONE) continue;
    line.parts = grown(line.parts, line.count, sizeof *line.parts);
    line.parts[line.count++] = (struct part){from, (size_t)(at - from), value};
    if (!*at) return line;
    at += length + 1;
    from = at + 1;
  }
}

// Reads a file of templates; with `hasHead`, service, level and logger come first.
static struct set loaded(const char *folder, const char *name, int hasHead) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "r");
  if (!file) {
    fprintf(stderr, "loggen: %s: %s\n", path, strerror(errno));
    exit(2);
  }
  struct set set = {0};
  char *text = NULL;
  size_t room = 0;
  for (ssize_t length; (length = getline(&text, &room, file)) > 0;) {
    text[strcspn(text, "\n")] = 0;
    if (*text == '#' || !*text) continue;
    if (*text == '|' && set.count) {
      struct record *record = &set.records[set.count - 1];
      record->body = grown(record->body, record->bodyCount, sizeof *record->body);
      record->body[record->bodyCount++] = parsed(strdup(text + 1));
      continue;
    }
    struct record record = {0};
    char *rest = strdup(text);
    if (hasHead) {
      record.service = strsep(&rest, " ");
      record.level = strsep(&rest, " ");
      record.logger = strsep(&rest, " ");
    }
    if (!rest) {
      fprintf(stderr, "loggen: %s: not a record: %s\n", path, text);
      exit(2);
    }
    record.message = parsed(rest);
    set.records = grown(set.records, set.count, sizeof *set.records);
    set.records[set.count++] = record;
  }
  free(text);
  fclose(file);
  return set;
}
