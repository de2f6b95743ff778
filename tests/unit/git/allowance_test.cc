#include "git/allowance.h"

#include <atomic>
#include <thread>
#include <vector>

#include "catch.h"
#include "git/buffer_pool.h"

namespace keysieve {
namespace {

Limits limits_of(std::uint64_t by_thread, std::uint64_t beyond) {
  Limits limits;
  limits.held_by_thread = by_thread;
  limits.held_beyond = beyond;
  return limits;
}

}  // namespace

TEST_CASE("allowance: a thread holds its share, and what is beyond, and no more", "[git]") {
  SharedAllowance shared(limits_of(10, 90), 0);
  Allowance allowance(&shared);
  CHECK_FALSE(allowance.hold(101));
  CHECK_FALSE(allowance.hold(UINT64_MAX));
  CHECK(allowance.hold(60));
  CHECK_FALSE(allowance.hold(41));
  CHECK(allowance.hold(40));
  allowance.release(60);
  CHECK(allowance.hold(60));
}

TEST_CASE("allowance: all threads together hold their shares, and once what is beyond", "[git]") {
  constexpr std::uint64_t share = 10, beyond = 90;
  SharedAllowance shared(limits_of(share, beyond), 0);
  std::atomic<std::uint64_t> held{0}, most{0};
  std::vector<std::thread> threads;
  for (std::uint64_t i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      Allowance allowance(&shared);
      for (std::uint64_t n = 0; n < 3000; ++n) {
        const std::uint64_t first = (7 * n + i) % 50, second = (11 * n + i) % 40;
        for (const std::uint64_t bytes : {first, second}) {
          if (!allowance.hold(bytes)) std::terminate();
          const std::uint64_t now = held += bytes;
          for (std::uint64_t before = most; before < now;) most.compare_exchange_weak(before, now);
        }
        for (const std::uint64_t bytes : {first, second}) {
          held -= bytes;
          allowance.release(bytes);
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(most <= 4 * share + beyond);
  CHECK(most > 4 * share);
}

TEST_CASE("allowance: what is made of packs is counted, and ends for good", "[git]") {
  Limits limits;
  limits.unfolded_by_byte = 10;
  limits.unfolded_beyond = 5 << 20;
  SharedAllowance shared(limits, 1 << 20);
  Allowance one(&shared), other(&shared);
  CHECK(one.unfold(8 << 20));
  CHECK(other.unfold(7 << 20));
  CHECK_FALSE(one.unfold(1 << 20));
  CHECK(one.is_used_up());
  CHECK_FALSE(one.unfold(0));
  CHECK_FALSE(other.unfold(1 << 20));
}

TEST_CASE("buffer pool: holds what is allowed, and gives it back", "[git]") {
  SharedAllowance shared(limits_of(10'000, 20'000), 0);
  Allowance allowance(&shared);
  BufferPool pool(&allowance);
  CHECK_FALSE(pool.take(30'001));
  for (int i = 0; i < 3; ++i) {
    auto first = pool.take(20'000);
    REQUIRE(first);
    CHECK(first->bytes().size() == 20'000);
    CHECK_FALSE(pool.take(10'001));
    auto second = pool.take(10'000);
    REQUIRE(second);
    pool.give_back(*std::move(first));
    CHECK(pool.take(20'000));  // and back at once
  }
  CHECK(allowance.hold(30'000));
}

}  // namespace keysieve
