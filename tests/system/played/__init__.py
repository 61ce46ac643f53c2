# tests/system/played: meetings that are played from the agenda to the archive, by people on whichever chat system.
# SPDX-License-Identifier: BSD-3-Clause
