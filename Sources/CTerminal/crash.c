#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#include "CTerminal.h"

static int tty = -1;
static bool knows_modes = false;
static struct termios modes;
static unsigned char farewell[1024];
static size_t farewell_count = 0;
static atomic_bool armed = false;
static atomic_bool expects_answer = false;
static atomic_flag crashed = ATOMIC_FLAG_INIT;

static int collected = -1;
static int real_stderr = -1;

static bool write_all(int descriptor, const unsigned char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes += written;
    count -= (size_t)written;
  }
  return true;
}

void terminal_crash_remember_modes(int descriptor) {
  tty = descriptor;
  knows_modes = tcgetattr(tty, &modes) == 0;
}

void terminal_crash_set_farewell(const unsigned char *bytes, size_t count) {
  if (count > sizeof farewell) count = sizeof farewell;
  farewell_count = 0;
  memcpy(farewell, bytes, count);
  farewell_count = count;
}

void terminal_crash_expect_answer(bool expected) { atomic_store(&expects_answer, expected); }

void terminal_crash_arm(bool now) { atomic_store(&armed, now); }

void terminal_stderr_capture(void) {
  if (collected < 0 && isatty(STDERR_FILENO)) {
    collected = memfd_create("stderr", MFD_CLOEXEC);
    real_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  }
  if (collected >= 0 && real_stderr >= 0) dup2(collected, STDERR_FILENO);
}

void terminal_stderr_release(void) {
  if (collected < 0 || real_stderr < 0) return;
  dup2(real_stderr, STDERR_FILENO);
  unsigned char bytes[4096];
  ssize_t count;
  lseek(collected, 0, SEEK_SET);
  while ((count = read(collected, bytes, sizeof bytes)) > 0) {
    if (!write_all(real_stderr, bytes, (size_t)count)) break;
  }
  lseek(collected, 0, SEEK_SET);
  if (ftruncate(collected, 0) != 0) return;
}

/// What was typed was for us, not for the shell, and so is an answer that is on its way.
static void discard_input(void) {
  struct pollfd input = {.fd = tty, .events = POLLIN};
  for (int tries = 0; tries < 5 && atomic_load(&expects_answer); tries++) {
    poll(&input, 1, 100);
    tcflush(tty, TCIFLUSH);
  }
  tcflush(tty, TCIFLUSH);
}

/// Runs with all signals blocked: what is raised here comes when it returns, and by then the default is to die of it. A
/// second fault in here kills at once.
static void on_crash(int signal_number) {
  // Two threads may crash together: the first tidies up, and the process ends with it.
  if (atomic_flag_test_and_set(&crashed)) for (;;) pause();
  if (atomic_exchange(&armed, false)) {
    write_all(tty, farewell, farewell_count);
    discard_input();
    if (knows_modes) tcsetattr(tty, TCSANOW, &modes);
    terminal_stderr_release();
  }
  signal(signal_number, SIG_DFL);
  raise(signal_number);
}

void terminal_crash_install_handlers(void) {
  static const int crashes[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE};
  static char *stack = NULL;
  static const size_t stack_size = 65536;
  if (stack == NULL && (stack = malloc(stack_size)) != NULL) {
    // After a stack overflow there is no other stack to run on.
    sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = stack_size}, NULL);
  }
  struct sigaction action = {.sa_handler = on_crash, .sa_flags = SA_ONSTACK};
  sigfillset(&action.sa_mask);
  for (size_t index = 0; index < sizeof crashes / sizeof *crashes; index++) sigaction(crashes[index], &action, NULL);
}
