#include "greeting.hpp"

#include <fluence.hpp>

FLUENCE_MANIFEST("", "0.1.0", "{{name}}", "")

std::string greeting(const std::string& name) { return "Hi, " + name; }
FLUENCE_EXPORT(greeting, name)
