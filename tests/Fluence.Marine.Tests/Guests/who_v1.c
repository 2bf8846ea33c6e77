// Asks who calls as SDK 0.12 does.
#include "abi.h"

IMPORT(__marine_host_api_v1, get_call_parameters) void get_call_parameters(void);

EXPORT(who) void who(void) {
  get_call_parameters();
  result_size = 0;
}
