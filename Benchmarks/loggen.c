// Writes a log as OpenStack services write it: the same arguments and templates give the same
// bytes.
//
//   loggen TEMPLATES BYTES SEED FAILURES HITS TRACES
//
// BYTES is reached with the last record. Of a million records, FAILURES are of failures.txt and
// HITS of hits.txt; of a million lines, TRACES are in tracebacks, for which traces.txt is used. All
// others are of healthy.txt. What was written is counted on standard error, as JSON.
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "templates.h"

// The healthy records of one service and level.
struct group {
  const char *service, *level;
  int members[32], count;
};

static struct set healthy, failures, hits, traces, calls;
static struct group groups[64];
static int groupCount;
static char buffer[1 << 20];
static size_t filled;
static uint64_t state, recordSeed, microseconds, written, lineCount, traceLines, failureCount,
    traceCount;

static uint64_t mixed(uint64_t value) {
  value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9;
  value = (value ^ value >> 27) * 0x94D049BB133111EB;
  return value ^ value >> 31;
}

// splitmix64, of Steele, Lea and Flood.
static uint64_t drawn(void) { return mixed(state += 0x9E3779B97F4A7C15); }
static uint64_t below(uint64_t limit) { return drawn() % limit; }

static void group(void) {
  for (int index = 0; index < healthy.count; index++) {
    struct record *record = &healthy.records[index];
    int at = 0;
    while (at < groupCount &&
           (strcmp(groups[at].service, record->service) || strcmp(groups[at].level, record->level)))
      at++;
    assert(at < 64);
    if (at == groupCount)
      groups[groupCount++] = (struct group){.service = record->service, .level = record->level};
    assert(groups[at].count < 32);
    groups[at].members[groups[at].count++] = index;
  }
}

static void put(const char *text, size_t length) {
  memcpy(buffer + filled, text, length);
  filled += length;
}

static void putHex(uint64_t bits, int digits) {
  for (int digit = 0; digit < digits; digit++, bits >>= 4)
    buffer[filled++] = "0123456789abcdef"[bits & 15];
}

static void putNumber(uint64_t number, int digits) {
  char text[20];
  int length = 0;
  for (; number || length < digits || !length; number /= 10)
    text[length++] = (char)('0' + number % 10);
  while (length) buffer[filled++] = text[--length];
}

static void putUUID(uint64_t bits) {
  static const int groupSizes[] = {8, 4, 4, 4, 12};
  for (int part = 0; part < 5; part++) {
    if (part) buffer[filled++] = '-';
    putHex(mixed(bits + (uint64_t)part), groupSizes[part]);
  }
}

static void putValue(enum value value) {
  // One record names one instance, however often; which one is drawn with the record.
  uint64_t bits =
      pools[value]
          ? mixed((uint64_t)value << 32 | mixed(recordSeed + value) % (uint64_t)pools[value])
          : drawn();
  switch (value) {
  case ADDRESS:
    put("10.", 3), putNumber(bits & 31, 1), put(".", 1), putNumber(bits >> 8 & 255, 1);
    put(".", 1), putNumber(bits >> 16 & 255, 1);
    break;
  case COUNT: putNumber(bits % 96 + 1, 1); break;
  case SIZE: putNumber(bits % 90000 + 100, 1); break;
  case SECONDS: putNumber(bits >> 32 & 1, 1), put(".", 1), putNumber(bits % 1000000, 6); break;
  case HEX:
  case PROJECT:
  case USER: putHex(bits, 16), putHex(mixed(bits), 16); break;
  case HOST: put("compute-", 8), putNumber(bits % 1000, 3); break;
  case MAC:
    put("fa:16:3e", 8);
    for (int part = 0; part < 3; part++) put(":", 1), putHex(bits >> 8 * part, 2);
    break;
  default: putUUID(bits);
  }
}

static void putLine(const struct line *line) {
  for (int index = 0; index < line->count; index++) {
    put(line->parts[index].text, line->parts[index].length);
    if (line->parts[index].value) putValue(line->parts[index].value);
  }
  buffer[filled++] = '\n';
  lineCount++;
}

// The time and the process, as oslo.log begins its lines.
static size_t header(const struct record *record, char *text, size_t room) {
  static char date[32];
  static time_t dated = -1;
  microseconds += 200 + below(90000);
  time_t second = 1772409600 + (time_t)(microseconds / 1000000); // from 2026-03-02 on
  if (second != dated) strftime(date, sizeof date, "%Y-%m-%d %H:%M:%S", gmtime(&second));
  dated = second;
  uint64_t process =
      mixed((uint64_t)record->service[0] << 8 | (uint64_t)strlen(record->service) << 4 | below(8)) %
          60000 +
      900;
  return (size_t)snprintf(text, room, "%s.%03d %d %s %s ", date, (int)(microseconds / 1000 % 1000),
                          (int)process, record->level, record->logger);
}

static void putContext(void) {
  uint64_t kind = below(100);
  if (kind < 75) {
    put("[-] ", 4);
    return;
  }
  put("[req-", 5), putUUID(drawn());
  if (kind < 95) put(" - - - - -] ", 12);
  else put(" ", 1), putValue(USER), put(" ", 1), putValue(PROJECT), put(" - default default] ", 20);
}

static void putRecord(const struct record *record) {
  char text[256];
  recordSeed = drawn();
  size_t length = header(record, text, sizeof text);
  put(text, length), putContext(), putLine(&record->message);
  if (!record->bodyCount) return;
  // A tenth of all services leave their tracebacks to standard error, without a prefix.
  if (below(10) == 0) length = 0;
  uint64_t before = lineCount;
  for (int index = 0; index < record->bodyCount; index++) {
    const struct line *line = &record->body[index];
    if (line->parts[0].value != OUTER) {
      put(text, length), putLine(line);
      continue;
    }
    // Tracebacks of one kind differ in depth only, as they do where a fault returns.
    int depth = 2 + (int)below(14);
    for (int call = 0; call < depth; call++) {
      const struct record *outer = &calls.records[call % calls.count];
      put(text, length), put("  ", 2), putLine(&outer->message);
      put(text, length), put("    ", 4), putLine(&outer->body[0]);
    }
  }
  traceLines += lineCount - before;
  traceCount++;
}

static const struct record *healthyRecord(void) {
  static const struct {
    const char *level;
    unsigned share;
  } levels[] = {{"INFO", 70}, {"DEBUG", 22}, {"WARNING", 7}, {"ERROR", 1}};
  uint64_t share = below(100);
  int level = 0;
  while (share >= levels[level].share) share -= levels[level++].share;
  const struct group *group;
  do group = &groups[below((uint64_t)groupCount)];
  while (strcmp(group->level, levels[level].level));
  return &healthy.records[group->members[below((uint64_t)group->count)]];
}

static const struct record *anyOf(const struct set *set) {
  return &set->records[below((uint64_t)set->count)];
}

int main(int count, char **arguments) {
  if (count != 7) {
    fprintf(stderr, "usage: loggen TEMPLATES BYTES SEED FAILURES HITS TRACES\n");
    return 2;
  }
  const char *folder = arguments[1];
  healthy = loaded(folder, "healthy.txt", 1), failures = loaded(folder, "failures.txt", 1);
  hits = loaded(folder, "hits.txt", 1), traces = loaded(folder, "traces.txt", 1);
  calls = loaded(folder, "calls.txt", 0);
  group();
  uint64_t size = strtoull(arguments[2], NULL, 10), failureRate = strtoull(arguments[4], NULL, 10);
  uint64_t hitRate = strtoull(arguments[5], NULL, 10), traceRate = strtoull(arguments[6], NULL, 10);
  state = strtoull(arguments[3], NULL, 10);
  while (written + filled < size) {
    uint64_t share = below(1000000);
    if (share < failureRate + hitRate) {
      putRecord(anyOf(share < failureRate ? &failures : &hits));
      failureCount++;
    } else {
      putRecord(traceLines * 1000000 < traceRate * lineCount ? anyOf(&traces) : healthyRecord());
    }
    if (filled < sizeof buffer - (64 << 10)) continue;
    if (fwrite(buffer, 1, filled, stdout) < filled) return 1;
    written += filled;
    filled = 0;
  }
  if (fwrite(buffer, 1, filled, stdout) < filled || fflush(stdout)) return 1;
  fprintf(stderr, "{\"bytes\": %" PRIu64 ", \"lines\": %" PRIu64, written + filled, lineCount);
  fprintf(stderr, ", \"failures\": %" PRIu64 ", \"tracebacks\": %" PRIu64 "}\n", failureCount,
          traceCount);
}
