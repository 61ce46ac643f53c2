// commands/meeting/no_rscale.cpp: other calendars than the Gregorian one (RSCALE, RFC 7529), which libical would count in with
// ICU's calendars. It only parses here: these stand in their place and say that they cannot, for ICU's library costs every
// start 1.4 MB of memory.
// SPDX-License-Identifier: BSD-3-Clause
#include <unicode/ucal.h>

namespace {

void refuse(UErrorCode* status) {
  if (status != nullptr) *status = U_UNSUPPORTED_ERROR;
}

}  // namespace

extern "C" {

UCalendar* ucal_open(const UChar*, int32_t, const char*, UCalendarType, UErrorCode* status) {
  refuse(status);
  return nullptr;
}
void ucal_close(UCalendar*) {}
void ucal_setAttribute(UCalendar*, UCalendarAttribute, int32_t) {}
UDate ucal_getMillis(const UCalendar*, UErrorCode* status) {
  refuse(status);
  return 0;
}
void ucal_setMillis(UCalendar*, UDate, UErrorCode* status) { refuse(status); }
void ucal_setDate(UCalendar*, int32_t, int32_t, int32_t, UErrorCode* status) { refuse(status); }
void ucal_setDateTime(
    UCalendar*, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, UErrorCode* status
) {
  refuse(status);
}
void ucal_add(UCalendar*, UCalendarDateFields, int32_t, UErrorCode* status) { refuse(status); }
int32_t ucal_get(const UCalendar*, UCalendarDateFields, UErrorCode* status) {
  refuse(status);
  return 0;
}
void ucal_set(UCalendar*, UCalendarDateFields, int32_t) {}
int32_t ucal_getLimit(
    const UCalendar*, UCalendarDateFields, UCalendarLimitType, UErrorCode* status
) {
  refuse(status);
  return 0;
}
UEnumeration* ucal_getKeywordValuesForLocale(const char*, const char*, UBool, UErrorCode* status) {
  refuse(status);
  return nullptr;
}

}  // extern "C"
