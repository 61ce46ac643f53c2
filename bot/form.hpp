// What the engine does to forms on their way: texts that are longer than one input of a platform. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/model.hpp"
#include "bot/say.hpp"

#include <cstddef>

namespace usher::forms {

// Nothing of it may be written down: neither its questions nor what stands in them.
bool is_secret(const Form& form);

// Where an input takes `limit` characters (0: any number), a longer text becomes up to three numbered fields of which the
// first keeps the name, so that what is said of the field stands there; a longer line is cut to the limit. What a text
// began with is divided among its parts, at the end of a line or word.
Form divide(Form form, std::size_t limit, const Say& say);

// The parts as one text again, a line each, as its feature asked for it.
void join(Submit& submit);

}  // namespace usher::forms
