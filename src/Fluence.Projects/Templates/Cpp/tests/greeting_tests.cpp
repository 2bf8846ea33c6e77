#include <fluence/test.hpp>

#include "greeting.hpp"

FLUENCE_TEST(greets_by_name) {
    FLUENCE_CHECK_EQUAL("Hi, Ada", greeting("Ada"));
}
