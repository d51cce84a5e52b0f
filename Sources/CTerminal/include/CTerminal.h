/// What the terminal needs of the operating system and Swift cannot do safely: code that runs inside signal handlers,
/// and system calls that Swift's Glibc module lacks. All state is the process's own terminal; there is one of it.
#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <spawn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Crashes: the terminal is put back before the process dies.

/// Remembers the terminal's modes, to be restored by a crash. Before curses changes them.
void terminal_crash_remember_modes(int tty);
/// What a crash writes to the terminal: out of the alternate screen, cursor on and so on. At most 1024 bytes.
void terminal_crash_set_farewell(const unsigned char *bytes, size_t count);
/// Handles ILL, TRAP, ABRT, SEGV, BUS and FPE: where armed, the terminal is restored first, then standard error's text
/// shown; in any case the process dies by the same signal at once, without Swift's interactive backtracer.
void terminal_crash_install_handlers(void);
/// Whether the terminal was asked for something and has not yet answered: a crash waits a little for that, so that the
/// shell does not take the answer for what was typed.
void terminal_crash_expect_answer(bool expected);
/// Whether the terminal is ours and has to be restored by a crash.
void terminal_crash_arm(bool armed);

// Standard error: kept off the screen while that is ours.

/// Collects what is written to standard error, if that is a terminal.
void terminal_stderr_capture(void);
/// Writes out what was collected, and everything from now on.
void terminal_stderr_release(void);

// Signals: read from a descriptor instead of interrupting.

/// Blocks WINCH, TSTP, CONT and all that would end the program from outside, and returns a descriptor to read them from, -1 on failure. Threads
/// that were started before, and so do not block them, pass them on to the calling thread. Before curses starts, which
/// leaves signals alone that have a handler.
int terminal_signals_block(void);
/// The next signal, 0 if there is none.
int terminal_signals_next(int descriptor);
/// Lets signals act as before ``terminal_signals_block``, and closes its descriptor.
void terminal_signals_unblock(int descriptor);
/// Forgets a signal that has come and was not read.
void terminal_signals_forget(int signal);
/// Stops the process group as the terminal's suspend character does; returns when it is continued. Does nothing where
/// nobody could continue it.
void terminal_signals_stop(void);
/// Lets the suspend character stop the process, while another program of its group has the terminal.
void terminal_signals_lend_stop(void);
void terminal_signals_take_stop(void);
/// Ends the process by a signal, so that its parent sees which.
_Noreturn void terminal_signals_die(int signal);

// A counter to wake up poll() with.

/// A descriptor, -1 on failure.
int terminal_wakeup_make(void);
void terminal_wakeup_signal(int descriptor);
void terminal_wakeup_clear(int descriptor);

// Other programs.

/// Starts a program, looked for on `PATH`, with every signal at its default and none blocked: ours may be blocked and read
/// from a descriptor. Both lists end with a null pointer; `environment` may be null for our own, which Swift may not touch.
/// Returns 0, or why it could not be started.
int terminal_program_start(pid_t *process, char *const *arguments, char *const *environment,
                           const posix_spawn_file_actions_t *actions);

// Frames: what is written to a descriptor, collected.

/// A file in memory; -1 on failure, and where files may not be as large as a frame.
int terminal_frame_make(void);
/// From now on what is written to the descriptor goes into the file.
void terminal_frame_point(int descriptor, int file);

// Sizes.

/// The terminal's size; false where it does not know it.
bool terminal_size(int tty, int *rows, int *columns);
/// How many columns a character takes, as the C library and so curses know it; -1 where it does not know the character.
int terminal_character_width(uint32_t scalar);

#endif
