# tests/system/matrix: a real homeserver, the person on the other side, and Usher beside them.
# SPDX-License-Identifier: BSD-3-Clause
