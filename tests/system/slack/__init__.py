# tests/system/slack: what the tests of Slack have in common.
# SPDX-License-Identifier: BSD-3-Clause
