// Asks who calls as the oldest SDKs do.
#include "abi.h"

IMPORT(host, get_call_parameters) void get_call_parameters(void);

EXPORT(who) void who(void) {
  get_call_parameters();
  result_size = 0;
}
