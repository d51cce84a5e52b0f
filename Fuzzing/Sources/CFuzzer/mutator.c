#include "CFuzzer.h"

static int mutates_marshal;

void fuzzer_set_mutates_marshal(int mutates) { mutates_marshal = mutates; }

int fuzzer_mutates_marshal(void) { return mutates_marshal; }
