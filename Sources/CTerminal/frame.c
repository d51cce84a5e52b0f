#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "CTerminal.h"

/// More than a frame of the largest screen.
static const rlim_t largest_frame = 16 << 20;

int terminal_frame_make(void) {
  struct rlimit limit;
  // Beyond the limit (`ulimit -f`) there would be half a frame, or a signal: a file in memory is a file.
  if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur < largest_frame) return -1;
  return memfd_create("frame", MFD_CLOEXEC);
}

void terminal_frame_point(int descriptor, int file) { dup3(file, descriptor, O_CLOEXEC); }
