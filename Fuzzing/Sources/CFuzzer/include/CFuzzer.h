#ifndef CFUZZER_H
#define CFUZZER_H

#include <stddef.h>
#include <stdint.h>

// libFuzzer's entry points: https://llvm.org/docs/LibFuzzer.html
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

// Whether inputs are marshalled objects, and are changed as such. Set once, before the fuzzer starts.
void fuzzer_set_mutates_marshal(int mutates);
int fuzzer_mutates_marshal(void);

// Gives memory that was freed back to the system, so that what an input takes next is seen.
void fuzzer_trim_memory(void);

#endif
