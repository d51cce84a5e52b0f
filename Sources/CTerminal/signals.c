#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "CTerminal.h"

// All that would end or stop the program and leave the terminal as it is; what says that it has crashed is in crash.c.
static const int read_signals[] = {SIGWINCH, SIGTERM, SIGHUP,  SIGINT,  SIGQUIT, SIGTSTP,
                                   SIGCONT,  SIGPIPE, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static pthread_t reader;
static sigset_t mask_before;
static struct sigaction actions_before[COUNT(read_signals)];

static sigset_t set_of(const int *signals, size_t count) {
  sigset_t set;
  sigemptyset(&set);
  for (size_t index = 0; index < count; index++) sigaddset(&set, signals[index]);
  return set;
}

/// Comes on threads that were started before the signals were blocked.
static void pass_on(int signal_number) {
  int error = errno;
  pthread_kill(reader, signal_number);
  errno = error;
}

int terminal_signals_block(void) {
  sigset_t set = set_of(read_signals, COUNT(read_signals));
  reader = pthread_self();
  if (pthread_sigmask(SIG_BLOCK, &set, &mask_before) != 0) return -1;
  struct sigaction action = {.sa_handler = pass_on, .sa_flags = SA_RESTART};
  sigfillset(&action.sa_mask);
  for (size_t index = 0; index < COUNT(read_signals); index++) {
    sigaction(read_signals[index], &action, &actions_before[index]);
  }
  return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

int terminal_signals_next(int descriptor) {
  struct signalfd_siginfo received;
  return read(descriptor, &received, sizeof received) == (ssize_t)sizeof received ? (int)received.ssi_signo : 0;
}

void terminal_signals_unblock(int descriptor) {
  for (size_t index = 0; index < COUNT(read_signals); index++) {
    sigaction(read_signals[index], &actions_before[index], NULL);
  }
  pthread_sigmask(SIG_SETMASK, &mask_before, NULL);
  close(descriptor);
}

void terminal_signals_lend_stop(void) {
  sigset_t stop = set_of((int[]){SIGTSTP}, 1);
  for (size_t index = 0; index < COUNT(read_signals); index++) {
    // A parent that could not continue us has said so by ignoring the signal.
    if (read_signals[index] == SIGTSTP) sigaction(SIGTSTP, &actions_before[index], NULL);
  }
  pthread_sigmask(SIG_UNBLOCK, &stop, NULL);
}

void terminal_signals_take_stop(void) {
  sigset_t stop = set_of((int[]){SIGTSTP}, 1);
  struct sigaction action = {.sa_handler = pass_on, .sa_flags = SA_RESTART};
  pthread_sigmask(SIG_BLOCK, &stop, NULL);
  sigaction(SIGTSTP, &action, NULL);
  terminal_signals_forget(SIGCONT);
}

void terminal_signals_forget(int signal_number) {
  sigset_t set = set_of(&signal_number, 1);
  while (sigtimedwait(&set, NULL, &(struct timespec){0}) == signal_number) continue;
}

void terminal_signals_stop(void) {
  terminal_signals_lend_stop();
  // The group, not the process: a shell takes a pipeline for stopped when all of it is. Where nobody can continue the
  // group, the system leaves it running.
  kill(0, SIGTSTP);  // Here it stops.
  terminal_signals_take_stop();
}

_Noreturn void terminal_signals_die(int signal_number) {
  sigset_t set = set_of((int[]){signal_number}, 1);
  signal(signal_number, SIG_DFL);
  raise(signal_number);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  _exit(128 + signal_number);
}
