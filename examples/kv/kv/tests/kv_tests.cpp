#include <fluence/test.hpp>

#include "kv.hpp"
#include "store.hpp"

FLUENCE_TEST(what_was_put_can_be_read) {
    FLUENCE_CHECK(put("colour", "blue"));
    FLUENCE_CHECK_EQUAL(std::string("blue"), get("colour").value);
    FLUENCE_CHECK(!get("size").found);
}

FLUENCE_TEST(keys_are_found_by_their_beginning) {
    for (const char* key : {"a/1", "b/1", "a/2"}) {
        put(key, "");
    }
    FLUENCE_CHECK_EQUAL((std::vector<std::string>{"a/1", "a/2"}), keys("a/"));
}

FLUENCE_TEST(a_removed_key_is_gone) {
    put("colour", "blue");
    FLUENCE_CHECK(remove_key("colour"));
    FLUENCE_CHECK(!remove_key("colour"));
    FLUENCE_CHECK(!get("colour").found);
}

FLUENCE_TEST(a_new_store_reads_the_file_of_the_old) {
    Store("data/other.kv").put("key", std::string("with\0zero", 9));
    FLUENCE_CHECK_EQUAL(std::string("with\0zero", 9), Store("data/other.kv").get("key").value_or("nothing"));
}
