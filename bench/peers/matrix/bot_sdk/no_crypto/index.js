// The native part of matrix-bot-sdk's encryption, which is downloaded while it installs and never called here: it is only asked
// for its names when the library is loaded.
// SPDX-License-Identifier: BSD-3-Clause
module.exports = new Proxy({}, { get: () => class {} });
