// bot/net/asio_impl.cpp: the one translation unit that compiles Asio and Beast (separate compilation).
// SPDX-License-Identifier: BSD-3-Clause
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
