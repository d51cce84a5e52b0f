#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "CTerminal.h"

int terminal_frame_make(void) { return memfd_create("frame", MFD_CLOEXEC); }

void terminal_frame_begin(int frame, int output) {
  if (frame >= 0) dup3(frame, output, O_CLOEXEC);
}

void terminal_frame_end(int frame, int output, int tty) {
  static unsigned char bytes[1 << 16];
  if (frame < 0) return;
  dup3(tty, output, O_CLOEXEC);
  lseek(frame, 0, SEEK_SET);
  for (ssize_t count; (count = read(frame, bytes, sizeof bytes)) > 0;) {
    for (ssize_t sent = 0; sent < count;) {
      ssize_t written = write(tty, bytes + sent, (size_t)(count - sent));
      if (written > 0) sent += written;
      else if (errno != EINTR && errno != EAGAIN) break;
    }
  }
  lseek(frame, 0, SEEK_SET);
  if (ftruncate(frame, 0) != 0) return;
}
