// commands/answers/care.cpp: the phrases.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/care.hpp"

#include "commands/answers/phrases.hpp"

namespace usher::answers {

bool tells_of_people(std::span<const std::string> words) {
  static const Phrases phrases(
      listed("me, my, us, i m being, i am being, we are being, we re being, i was, i have been, "
             "i ve been, i got, he, she, they, him, her, someone, somebody, a man, a guy, "
             "a woman, a user, a maintainer, a contributor, a moderator, this person, "
             "that person, people, 骂我, 骚扰我, 对我, 我被, 被, 他, 她, 有人, "
             "某人, 对方")
  );
  return phrases.in(words);
}

bool tells_of_oneself(std::span<const std::string> words) {
  static const Phrases phrases(listed("i, we, 我, 我们"));
  return phrases.in(words);
}

// Whatever a community's answers say: it may have none about conduct. Of the words that mean nothing else its `sticky` has the plainest.
// These are wider, for what follows from them is little: the question is not kept, and who asked is told of /report as well.
bool speaks_of_harm(std::span<const std::string> words) {
  static const Phrases phrases(
      listed("harass, harasses, harassed, harassing, harassment, harasser, stalk, stalks, "
             "stalked, stalking, stalker, groped, groping, assault, assaulted, bullied, bullying, "
             "racist, racism, sexist, sexism, sexual, sexually, slur, slurs, hate speech, doxed, "
             "doxxed, doxing, doxxing, misconduct, discriminated, discrimination, creepy, "
             "unwanted messages, unwanted contact, uncomfortable, inappropriate, 骚扰, 霸凌, 欺凌, "
             "侮辱, 歧视, "
             "人身攻击, 恐吓, 人肉搜索, 猥亵, 动手动脚, 害怕, 不舒服, "
             "举报, hit me, hits me, he hit, she hit, they hit, hurt me, hurts me, hurting me, "
             "beat me, beating me, punched, slapped, kicked me, pushed me, shoved, choked me, "
             "spat at, spat on, grabbed, grabs me, touches me, touching me, touched my, "
             "touched her, kissed, hugged me, rape, raped, molested, abuse, abused, abusing, "
             "violence, violent, attacked, attacking me, threat, threats, threaten, threatens, "
             "threatened, kill me, kill us, kill him, kill her, kill you, kill myself, suicide, "
             "blackmail, blackmails, blackmailed, extort, extorted, nude, nudes, naked, "
             "my address, my photos, my pictures, photos of me, pictures of me, "
             "photographed me, filmed me, followed me, follows me, following me, drunk, "
             "afraid of him, afraid of her, afraid of them, scared of him, scared of her, "
             "scared of them, scares me, frightened, feel unsafe, feel safe, hates me, hate me, "
             "hateful, disgusting, mocked, mocking, mocks, ridiculed, humiliated, humiliating, "
             "belittled, belittles, insult, insults, insulted, insulting, offended, offensive, "
             "shouted, shouting at, screamed at, yelled, yelling, rude, bully, bullies, toxic, "
             "gay, lesbian, disability, my gender, my skin, my accent, my religion, "
             "because i am a woman, because i m a woman, outed, pronouns, hostile, excluded me, "
             "ashamed, 打我, 打了我, 打了他, 打了她, 被打, 打人, 摸了, 被摸, "
             "人摸, 碰我, 抱住我, 亲我, 性侵, 强奸, 强暴, 偷拍, 拍我, 裸照, "
             "我的照片, 我的住址, 家庭住址, 威胁, 勒索, 敲诈, "
             "杀了我, 杀我, 自杀, 死亡威胁, 跟踪我, 尾随, 害怕他, 害怕她, "
             "怕他, 怕她, 不安全, 嘲笑, 取笑, 羞辱, 贬低, 辱骂, 骂, 吼我, "
             "残疾, 同性恋, 恶心, 变态, 仇恨, 排挤, 孤立我, 冒犯, "
             "欺负")
  );
  return phrases.in(words);
}

bool asks_for_the_rules(std::span<const std::string> words) {
  static const Phrases phrases(
      listed("what counts, what is, what does, what do you do, is there a policy, what happens, "
             "how do i report, how can i report, how to report, where do i report, "
             "where can i report, who reads, who is on, who are, will my report, is my report, "
             "how long, how fast, 怎么举报, 如何举报, 哪里举报, 在哪举报, "
             "向谁举报, 谁会看, 什么算, 算不算, 保密")
  );
  return phrases.in(words);
}

bool tells_of_a_find(std::span<const std::string> words) {
  static const Phrases phrases(
      listed("i found, i have found, i ve found, i discovered, i think i found, 发现了, "
             "我发现, 我找到")
  );
  return phrases.in(words);
}

}  // namespace usher::answers
