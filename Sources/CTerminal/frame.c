#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "CTerminal.h"

int terminal_frame_make(void) { return memfd_create("frame", MFD_CLOEXEC); }

void terminal_frame_point(int descriptor, int file) { dup3(file, descriptor, O_CLOEXEC); }
