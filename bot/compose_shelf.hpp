// bot/compose_shelf.hpp: answers that are read when they are wanted, and again when their files have changed.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/compose.hpp"
#include "bot/compose_translations.hpp"
#include "bot/service.hpp"
#include "bot/worker.hpp"
#include "commands/answers/shelf.hpp"

#include <memory>

namespace usher {

// Null where the community has no answers. What is wrong with the files when they are first read goes to the log.
std::shared_ptr<answers::Shelf> shelf_of(const Order& order);

// For the feature; null where there is no shelf. All of it on the worker. Refers to the setup and the translations.
//   Call{method "OPEN", body}   → 200 and the body, once the shelf is ready. Where a model is and knows the answers, the ETag has what
//                                 the body means (answers::to_bytes).
//   Call{method "RELOAD"}       → 200 and how many answers there are, which the shelf has from now on, and the translations are
//                                 those of the files too; 422 and a line for each mistake in either, and both stay as they
//                                 were.
//   Call{method "READ", path id} → 200 and the file of that answer; 404 where there is none.
std::unique_ptr<Service> answer_service(
    const Order& order, const Setup& setup, const Translations& translations, Worker& worker
);

}  // namespace usher
