/// ncurses with wide characters, and those of its macros and globals that Swift cannot import.
#ifndef CNCURSES_SHIM_H
#define CNCURSES_SHIM_H

// Before curses.h, which else declares the narrow half only; flags of pkg-config never reach Swift's importer.
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#if __has_include(<ncursesw/curses.h>)
#include <ncursesw/curses.h>
#else
#include <curses.h>
#endif

// term.h would define hundreds of macros such as `columns`, so its functions are declared one by one.
int setupterm(const char *, int, int *);
int tigetflag(const char *);
char *tigetstr(const char *);
char *tiparm(const char *, ...);

// Globals: Swift 6 refuses them as shared mutable state.
static inline WINDOW *curses_stdscr(void) { return stdscr; }
static inline WINDOW *curses_curscr(void) { return curscr; }
static inline int curses_colours(void) { return COLORS; }
static inline int curses_pairs(void) { return COLOR_PAIRS; }

// Macros with casts.
static const attr_t CURSES_BOLD = A_BOLD;
static const attr_t CURSES_REVERSE = A_REVERSE;
static const attr_t CURSES_UNDERLINE = A_UNDERLINE;
static const int CURSES_FIRST_FUNCTION_KEY = KEY_F0;

/// Sets a window's attributes and colour pair. Pairs above 32767 do not fit the short argument; given the pointer, curses
/// ignores that.
static inline int curses_set_attributes(WINDOW *window, attr_t attributes, int pair) {
  return wattr_set(window, attributes, (short)0, &pair);
}

/// Starts curses on descriptors, which it keeps; NULL where that fails.
static inline SCREEN *curses_start(const char *type, int output, int input) {
  FILE *output_file = fdopen(output, "w");
  FILE *input_file = fdopen(input, "r");
  return output_file && input_file ? newterm(type, output_file, input_file) : NULL;
}

/// A string of the terminal's description, NULL where it has none.
static inline const char *curses_capability(const char *name) {
  const char *value = tigetstr(name);
  return value == (const char *)-1 ? NULL : value;
}

/// The sequence that moves the cursor, NULL where there is none.
static inline const char *curses_move(int row, int column) {
  const char *move = curses_capability("cup");
  return move ? tiparm(move, row, column) : NULL;
}

#endif
