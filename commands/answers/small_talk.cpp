// commands/answers/small_talk.cpp: the phrases.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/small_talk.hpp"

#include "bot/terms.hpp"
#include "commands/answers/phrases.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace usher::answers {

namespace {

// A kind, and its phrases between commas.
using Listed = std::pair<SmallTalk, std::string_view>;

// What wants an answer most comes last. Of none is what goes with the others and says nothing by itself.
constexpr std::array<Listed, 6> all{{
    {SmallTalk::none,
     "usher, bot, there, again, all, everyone, everybody, folks, team, people, guys, friend, "
     "friends, so, very, much, so much, a lot, lots, a bunch, a ton, for your help, "
     "for the help, for that, for this, for your time, for answering, for the answer, "
     "for the link, for the info, in advance, and, please, then, now, well, oh, ah, to you, to "
     "you all, nice to meet you, pleased to meet you, i am new here, i m new here, "
     "i am new, i m new, it is, 大家, 各位, 机器人, 啊, 呀, 哦, 很高兴认识你, 我是新人, 我是新来的"
    },
    {SmallTalk::parting,
     "bye, bye bye, goodbye, good bye, see you, see you later, see you soon, see ya, cya, "
     "good night, ok, okay, k, kk, cool, great, nice, good, fine, awesome, perfect, excellent, "
     "wonderful, lovely, got it, i see, understood, i understand, makes sense, all right, alright, "
     "sounds good, will do, no problem, never mind, nevermind, that is all, that s all, "
     "that s it, have a nice day, have a good day, have a great day, take care, yes, no, yep, "
     "nope, "
     "sure, adios, au revoir, tschuss, tschüss, "
     "再见, 拜拜, 晚安, 好, 好的, 好吧, 好啊, 好了, 行, 可以, 嗯, 嗯嗯, 明白, 明白了, 知道了, "
     "收到, 了解, 了解了, 懂了, 没事, 没事了, 不用了, 太好了, 很好, 不错, 太棒了, 厉害"},
    {SmallTalk::greeting,
     "hi, hello, hey, hiya, heya, howdy, yo, greetings, good morning, good afternoon, "
     "good evening, good day, morning, how are you, how are you doing, how are you today, "
     "how is it going, how s it going, what s up, sup, is anyone there, is anybody there, "
     "is someone there, anyone there, anybody there, anyone here, anybody here, is anyone here, "
     "is anybody here, are you there, hola, buenos dias, buenas tardes, bonjour, salut, hallo, "
     "guten tag, moin, servus, ciao, ola, olá, namaste, salam, shalom, merhaba, privet, привет, "
     "здравствуйте, こんにちは, 안녕하세요, 你好, 您好, 你好啊, 你们好, 大家好, 嗨, 哈喽, 哈啰, "
     "早, 早安, "
     "早上好, 上午好, 中午好, 下午好, 晚上好, 有人吗, 有人在吗, 在吗, 你在吗, 你好吗"},
    {SmallTalk::thanks,
     "thanks, thank you, thankyou, many thanks, thx, thnx, tnx, ty, tysm, cheers, "
     "much appreciated, appreciate it, i appreciate it, i appreciate that, that helped, "
     "that helps, this helped, this helps, it helped, it worked, that worked, it works, "
     "very helpful, that was helpful, this is helpful, that s helpful, that is helpful, "
     "good bot, gracias, muchas gracias, merci, merci beaucoup, danke, vielen dank, "
     "danke schon, danke schön, obrigado, obrigada, grazie, tack, dziekuje, dziękuję, tesekkurler, "
     "спасибо, ありがとう, 감사합니다, 谢谢, 谢谢你, 谢谢您, 谢谢啦, 谢谢了, 谢谢大家, 多谢, "
     "多谢你, 谢了, 谢啦, "
     "感谢, 感谢你, 感谢您, 非常感谢, 十分感谢, 太感谢了, 谢谢你的帮助, 谢谢您的帮助, "
     "感谢你的帮助, "
     "有帮助, 很有帮助, 有用, 很有用"},
    {SmallTalk::wants_help,
     "can you help, can you help me, could you help me, could you help, can you help me please, "
     "can anyone help, can anyone help me, can someone help, can someone help me, help me, "
     "i need help, i need some help, i need your help, i have a question, "
     "i have some questions, i have a few questions, can i ask a question, "
     "can i ask you something, can i ask you a question, can i ask something, may i ask a "
     "question, "
     "question, a question, quick question, need help, "
     "可以帮我吗, 能帮我吗, 你能帮我吗, 你可以帮我吗, 帮帮我, 帮我, 请帮我, 请帮帮我, 需要帮助, "
     "我需要帮助, "
     "我有问题, 我有个问题, 我有一个问题, 有个问题, 请问, 想问一下, 我想问一下, 可以问一个问题吗, "
     "可以问个问题吗, 能问个问题吗, 我可以问个问题吗"},
    {SmallTalk::who,
     "who are you, what are you, who is this, what is this bot, who is usher, what is usher, "
     "who s this, are you a bot, are you a robot, are you a human, are you human, "
     "are you a human being, are you a person, are you a real person, are you real, "
     "are you a machine, are you a program, are you an ai, are you ai, are you an llm, "
     "are you chatgpt, are you a human or a bot, are you a bot or a human, are you a person or a "
     "bot, "
     "is this a bot, is this a robot, is this a person, is this a human, "
     "is this a real person, am i talking to a bot, am i talking to a human, "
     "am i talking to a person, am i talking to a real person, am i talking to a robot, "
     "am i talking to an ai, what can you do, what do you do, what are you for, "
     "what can you do for me, what can you help with, what can you help me with, "
     "what can i ask you, what can i ask, what can you answer, how do i use you, how do you work, "
     "what is your name, what s your name, do you have a name, "
     "你是谁, 您是谁, 你是什么, 你是机器人吗, 你是机器人, 你是人吗, 你是真人吗, 你是人类吗, "
     "你是不是机器人, "
     "你是人还是机器人, 你是程序吗, 你叫什么, 你叫什么名字, 你能做什么, 你会做什么, 你会什么, "
     "你可以做什么, "
     "你能干什么, 你有什么用, 你能帮我做什么, 可以问你什么, 我可以问你什么, 能问你什么"},
}};

struct Kind {
  SmallTalk kind;
  Phrases phrases;
};

std::vector<Kind> read_all() {
  std::vector<Kind> out;
  out.reserve(all.size());
  for (const auto& [kind, phrases] : all) out.push_back({kind, Phrases(listed(phrases))});
  return out;
}

}  // namespace

SmallTalk small_talk(std::span<const std::string> words) {
  static const std::vector<Kind> kinds = read_all();
  if (words.empty() || words.size() > most_small_talk) return SmallTalk::none;
  std::size_t most = 0;  // the place of a kind in the list
  while (!words.empty()) {
    std::size_t longest = 0;
    std::size_t kind = 0;
    for (std::size_t i = 0; i < kinds.size(); ++i)
      if (const std::size_t size = kinds[i].phrases.longest_at(words);
          size > 0 && size >= longest) {
        longest = size;
        kind = i;
      }
    if (longest == 0) return SmallTalk::none;
    most = std::max(most, kind);
    words = words.subspan(longest);
  }
  return kinds[most].kind;
}

SmallTalk small_talk_in(std::string_view text) {
  constexpr std::size_t longest = 300;  // bytes
  return text.size() > longest ? SmallTalk::none
                               : small_talk(search::folded_words(text, most_small_talk + 1));
}

}  // namespace usher::answers
