// commands/group/order.cpp: the words and what they are in Chinese.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/order.hpp"

#include <array>

namespace usher::group {

namespace {

constexpr std::array<std::string_view, 5> also_find = {"search", "near", "查找", "寻找", "尋找"};
constexpr std::array<std::string_view, 6> also_new = {"create", "found", "start",
                                                      "新建",   "创建",  "建立"};
constexpr std::array<std::string_view, 2> also_answer = {"回答", "答"};
constexpr std::array<std::string_view, 3> also_back = {"previous", "返回", "上一步"};
constexpr std::array<std::string_view, 2> also_skip = {"跳过", "跳過"};
constexpr std::array<std::string_view, 3> also_cancel = {"stop", "停止", "取消"};
constexpr std::array<std::string_view, 2> also_publish = {"发布", "發布"};
constexpr std::array<std::string_view, 3> also_show = {"about", "显示", "顯示"};
constexpr std::array<std::string_view, 2> also_mine = {"my", "我的"};
constexpr std::array<std::string_view, 3> also_checklist = {"todo", "清单", "清單"};
constexpr std::array<std::string_view, 2> also_done = {"tick", "完成"};
constexpr std::array<std::string_view, 3> also_assign = {"give", "分配", "指派"};
constexpr std::array<std::string_view, 3> also_change = {"edit", "更改", "變更"};
constexpr std::array<std::string_view, 3> also_event = {"dates", "活动", "活動"};
constexpr std::array<std::string_view, 3> also_leave = {"quit", "退出", "離開"};
constexpr std::array<std::string_view, 3> also_ideas = {"idea", "点子", "點子"};
constexpr std::array<std::string_view, 4> also_calendar = {"ics", "日历", "日曆", "行事曆"};
constexpr std::array<std::string_view, 3> also_remove = {"delete", "删除", "刪除"};

constexpr std::array<WordSpec, 18> words = {{
    {.word = "find",
     .grammar = "PLACE",
     .summary = mark("Looks for groups in a city or a country"),
     .also = also_find},
    {.word = "new",
     .grammar = "",
     .summary = mark("Founds a group, question by question, or goes on"),
     .also = also_new},
    {.word = "answer",
     .grammar = "TEXT",
     .summary = mark("Answers the question that waits"),
     .also = also_answer},
    {.word = "back",
     .grammar = "",
     .summary = mark("Goes back to the question before"),
     .also = also_back},
    {.word = "skip", .grammar = "", .summary = mark("Leaves the question out"), .also = also_skip},
    {.word = "cancel",
     .grammar = "",
     .summary = mark("Stops: for later, or for good"),
     .also = also_cancel},
    {.word = "publish",
     .grammar = "[NAME]",
     .summary = mark("Publishes a group that two or more organise"),
     .also = also_publish},
    {.word = "show", .grammar = "[NAME]", .summary = mark("Shows a group"), .also = also_show},
    {.word = "mine",
     .grammar = "",
     .summary = mark("Shows the groups that you organise"),
     .also = also_mine},
    {.word = "checklist",
     .grammar = "[NAME]",
     .summary = mark("Shows what is to be done for the next event, by whom and when"),
     .also = also_checklist},
    {.word = "done",
     .grammar = "ITEM [NAME]",
     .summary = mark("Ticks something off"),
     .also = also_done},
    {.word = "assign",
     .grammar = "ITEM [@WHO] [NAME]",
     .summary = mark("Gives something to an organiser, or takes it"),
     .also = also_assign},
    {.word = "change",
     .grammar = "[NAME]",
     .summary = mark("Changes what is said of a group, for its organisers"),
     .also = also_change},
    {.word = "event",
     .grammar = "cancel [DAY] | move … | relocate … | RULE",
     .summary = mark("Changes the dates of your group's meeting, and tells everybody"),
     .also = also_event},
    {.word = "leave",
     .grammar = "[NAME]",
     .summary = mark("You organise a group no more"),
     .also = also_leave},
    {.word = "ideas",
     .grammar = "[formats | projects]",
     .summary = mark("Ideas for meetings and projects, others each time"),
     .also = also_ideas},
    {.word = "calendar",
     .grammar = "[NAME]",
     .summary = mark("The dates of a group as a calendar file"),
     .also = also_calendar},
    {.word = "remove",
     .grammar = "NAME",
     .summary = mark("Removes a group, for its last organiser and administrators"),
     .also = also_remove},
}};

}  // namespace

std::span<const WordSpec> verb_words() { return words; }

}  // namespace usher::group
