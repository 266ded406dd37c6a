// Runs a command and writes what it cost: seconds of user and system time, seconds of wall-clock
// time, KiB of memory at the peak, and the exit status, with 256 added for a signal's number.
//
//   measure DESCRIPTOR COMMAND…
//
// A child's peak is at least that of the process it was forked from, so this one is small.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval time) {
  return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

int main(int count, char **arguments) {
  if (count < 3) {
    fprintf(stderr, "usage: measure DESCRIPTOR COMMAND...\n");
    return 2;
  }
  int descriptor = atoi(arguments[1]);
  fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  pid_t child = fork();
  if (child == 0) {
    execvp(arguments[2], arguments + 2);
    perror(arguments[2]);
    _exit(127);
  }
  int status;
  struct rusage usage;
  if (child < 0 || wait4(child, &status, 0, &usage) < 0) {
    perror("measure");
    return 1;
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  double wall = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
  dprintf(descriptor, "%.6f %.6f %.6f %ld %d\n", seconds(usage.ru_utime), seconds(usage.ru_stime),
          wall, usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status));
}
