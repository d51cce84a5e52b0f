/* bar COLUMNS: fills the terminal with letters and moves a bar of so many columns down with any key: the
   bytes that no program with curses can do without. Ctrl-C ends it. */

#include <curses.h>
#include <stdlib.h>

int main(int count, char **arguments) {
  int columns = count > 1 ? atoi(arguments[1]) : 0;
  initscr();
  cbreak();
  noecho();
  curs_set(0);
  for (int line = 0; line < LINES; line++)
    for (int column = 0; column < COLS; column++) mvaddch(line, column, 'a' + (unsigned)(7 * line + column) % 26);
  for (int selected = 0;; selected = (selected + 1) % LINES) {
    mvchgat(selected, 0, columns, A_REVERSE, 0, NULL);
    getch();
    mvchgat(selected, 0, columns, A_NORMAL, 0, NULL);
  }
}
