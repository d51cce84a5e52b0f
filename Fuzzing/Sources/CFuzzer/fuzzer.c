#include "CFuzzer.h"

#include <malloc.h>

static int mutates_marshal;

void fuzzer_set_mutates_marshal(int mutates) { mutates_marshal = mutates; }

int fuzzer_mutates_marshal(void) { return mutates_marshal; }

void fuzzer_trim_memory(void) { malloc_trim(0); }
