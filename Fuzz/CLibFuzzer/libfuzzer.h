// libFuzzer as a library: the compiler's runtime has it without a `main` (libclang_rt.fuzzer_no_main).

#include <stddef.h>
#include <stdint.h>

/// Runs the fuzzer with the options in `argv`; `test` is called with each input.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*test)(const uint8_t *data, size_t size));
