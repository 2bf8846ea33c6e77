// Nests deeply when it is loaded.
#include "abi.h"

static uint32_t down(uint32_t n);
static uint32_t (*volatile next)(uint32_t) = down;
static uint32_t down(uint32_t n) { return n ? next(n - 1) + 1 : 0; }
static uint32_t reached;

__attribute__((constructor)) static void start(void) { reached = down(10000); }

EXPORT(depth) uint32_t depth(void) { return reached; }
