/* loader FILE: reads a file of pstats into arrays and does nothing else, in one pass, without checking anything.

   A yardstick for how long the least takes that any reader has to do; no reader, for it trusts its file. It knows what
   Python 3's marshal writes for a profile's statistics:

       {(file, line, name): (primitive calls, calls, self time, cumulative time, {caller: (the same four)})}

   Any object that is written with the flag takes the next number, and may stand again as a reference to that number.
   Source: CPython's Python/marshal.c and Lib/pstats.py. */

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FLAG = 0x80 };

typedef struct {
  const uint8_t *bytes;
  uint32_t length;
} Text;

typedef struct {
  Text file, name;
  int64_t line;
} Function;

typedef struct {
  int64_t primitive_calls, calls;
  double self_time, cumulative_time;
} Numbers;

/* What references stand for; a function is its number. */
typedef union {
  Text text;
  int64_t integer;
  double real;
} Object;

/* Room for what a file of so many bytes can hold: the system gives memory only to what is written. */
#define COLUMN(type, name) \
  static type *name;       \
  static size_t name##_count

COLUMN(Object, objects);
COLUMN(Function, functions);
COLUMN(Numbers, of_functions);
COLUMN(int32_t, keys);
COLUMN(int32_t, callers);
COLUMN(int32_t, callees);
COLUMN(Numbers, of_edges);

static const uint8_t *at;

static int32_t read_int32(void) {
  int32_t value;
  memcpy(&value, at, sizeof value);
  at += sizeof value;
  return value;
}

/* The digits of a long have 15 bits; there are as many as its first number says, which is negative for a negative one. */
static int64_t read_digits(void) {
  int32_t digits = read_int32();
  int64_t value = 0;
  for (int32_t digit = 0; digit < abs(digits); digit++) {
    uint16_t part;
    memcpy(&part, at, sizeof part);
    at += sizeof part;
    value |= (int64_t)part << (15 * digit);
  }
  return digits < 0 ? -value : value;
}

static int64_t read_integer(void) {
  int type = *at++;
  if (type == 'r') return objects[read_int32()].integer;
  int64_t value = (type & ~FLAG) == 'i' ? read_int32() : read_digits();
  if (type & FLAG) objects[objects_count++].integer = value;
  return value;
}

/* Times are doubles; what never took time may stand as the integer 0, which has no reference. */
static double read_real(void) {
  if ((*at & ~FLAG) == 'i') return (double)read_integer();
  int type = *at++;
  if (type == 'r') return objects[read_int32()].real;
  double value;
  memcpy(&value, at, sizeof value);
  at += sizeof value;
  if (type & FLAG) objects[objects_count++].real = value;
  return value;
}

static Text read_text(void) {
  int type = *at++;
  if (type == 'r') return objects[read_int32()].text;
  int is_short = (type & ~FLAG) == 'z' || (type & ~FLAG) == 'Z';
  uint32_t length = is_short ? *at++ : (uint32_t)read_int32();
  Text text = {at, length};
  at += length;
  if (type & FLAG) objects[objects_count++].text = text;
  return text;
}

/* A function, or a reference to one that was read before. */
static int32_t read_function(void) {
  int type = *at++;
  if (type == 'r') return (int32_t)objects[read_int32()].integer;
  at++; /* how many it holds: three */
  int32_t number = (int32_t)functions_count++;
  if (type & FLAG) objects[objects_count++].integer = number;
  functions[number].file = read_text();
  functions[number].line = read_integer();
  functions[number].name = read_text();
  return number;
}

/* Enters a tuple or a dictionary. */
static void enter(int header) {
  if (*at & FLAG) objects_count++;
  at += header;
}

static void read_numbers(Numbers *numbers) {
  enter(2);
  numbers->primitive_calls = read_integer();
  numbers->calls = read_integer();
  numbers->self_time = read_real();
  numbers->cumulative_time = read_real();
}

static int read_file(const char *path, uint8_t **bytes, size_t *length) {
  int file = open(path, O_RDONLY);
  struct stat status;
  if (file < 0 || fstat(file, &status) != 0) return 0;
  *length = (size_t)status.st_size;
  *bytes = malloc(*length);
  for (size_t done = 0; done < *length;) {
    ssize_t got = read(file, *bytes + done, *length - done);
    if (got <= 0) return 0;
    done += (size_t)got;
  }
  return 1;
}

int main(int count, char **arguments) {
  uint8_t *bytes;
  size_t length;
  if (count != 2 || !read_file(arguments[1], &bytes, &length)) return 64;
  objects = malloc(length * sizeof *objects / 4);
  functions = malloc(length * sizeof *functions / 8);
  of_functions = malloc(length * sizeof *of_functions / 8);
  keys = malloc(length * sizeof *keys / 8);
  callers = malloc(length * sizeof *callers / 8);
  callees = malloc(length * sizeof *callees / 8);
  of_edges = malloc(length * sizeof *of_edges / 8);
  at = bytes;
  enter(1);
  while (*at != '0') {
    int32_t function = read_function();
    keys[keys_count++] = function;
    read_numbers(&of_functions[of_functions_count++]);
    enter(1);
    while (*at != '0') {
      callers[callers_count++] = read_function();
      callees[callees_count++] = function;
      read_numbers(&of_edges[of_edges_count++]);
    }
    at++;
  }
  printf("%zu %zu\n", keys_count, of_edges_count);
  return 0;
}
