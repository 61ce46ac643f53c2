#include "bench/bench.hpp"
namespace usher::bench {
void lookups() {}
}  // namespace usher::bench
