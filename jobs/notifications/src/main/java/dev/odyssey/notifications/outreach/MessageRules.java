package dev.odyssey.notifications.outreach;

import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.notifications.OutreachOutcome.Status;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.WithdrawalReason;
import dev.odyssey.notifications.cases.FileInput;
import dev.odyssey.notifications.cases.Wish;
import dev.odyssey.notifications.cases.Wishes;
import dev.odyssey.notifications.settings.MessageSettings;
import dev.odyssey.notifications.time.Memory;
import dev.odyssey.notifications.time.Rules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What a recipient should be told, and when: their plan, made anew with every change. */
public final class MessageRules implements Rules<MessageState, MessageInput, MessageOutput> {

  private static final long serialVersionUID = 1;

  private final MessageSettings settings;
  private final Memory memory;

  /**
   * Rules by settings.
   *
   * @param memory how long what was told is remembered, so that nobody is told twice
   */
  public MessageRules(MessageSettings settings, Memory memory) {
    this.settings = settings;
    this.memory = memory;
  }

  @Override
  public MessageState decide(
      MessageState before, List<MessageInput> news, long now, Consumer<MessageOutput> out) {
    MessageState known = before == null ? MessageState.NOTHING : before;
    Recipient recipient = known.recipient();
    Preference preference = known.preference();
    Map<String, Wishes> wishes = new TreeMap<>(known.wishes());
    Map<String, WithdrawalReason> gone = new TreeMap<>();
    Map<String, Sent> told = new TreeMap<>(known.told());
    for (MessageInput input : inOrder(news)) {
      if (input.wishes() != null) {
        recipient = input.wishes().recipient();
        wishes.put(input.wishes().caseId(), input.wishes());
        input.wishes().gone().forEach(wish -> gone.put(wish.key(), wish.against()));
      } else if (input.preference() != null) {
        preference = input.preference();
      } else {
        takeOutcome(input.outcome(), told, out);
      }
    }
    wishes.values().removeIf(some -> some.wishes().isEmpty());
    if (recipient != null) {
      new Plans(settings, recipient, preference, now)
          .make(wishes, told)
          .tell(told, gone, message -> out.accept(new MessageOutput(message, null)));
    }
    Set<String> digests = new HashSet<>();
    told.values().forEach(sent -> digests.add(sent.digest()));
    told.entrySet()
        .removeIf(one -> isForgotten(one.getValue(), now) && !digests.contains(one.getKey()));
    boolean isNothing = wishes.isEmpty() && told.isEmpty() && preference.equals(Preference.NONE);
    return isNothing ? null : new MessageState(recipient, wishes, preference, told);
  }

  /** What is said last of a recipient at an instant must not depend on the order of arrival. */
  private static List<MessageInput> inOrder(List<MessageInput> news) {
    List<MessageInput> ordered = new ArrayList<>(news);
    ordered.sort(
        Comparator.comparing(
                (MessageInput input) -> input.wishes() == null ? "" : input.wishes().caseId())
            .thenComparing(input -> Objects.toString(input.preference(), ""))
            .thenComparing(input -> Objects.toString(input.outcome(), "")));
    return ordered;
  }

  private void takeOutcome(
      OutreachOutcome outcome, Map<String, Sent> told, Consumer<MessageOutput> out) {
    Sent sent = told.get(outcome.outreachId());
    if (sent == null) {
      return;
    }
    if (outcome.status() == Status.ACTED && outcome.option() != null) {
      OutreachOption option = outcome.option();
      if (sent.acted() == null) {
        told.put(outcome.outreachId(), sent.acted(option));
        out.accept(
            new MessageOutput(null, new FileInput(sent.last().caseId(), null, null, option)));
      }
    } else if (outcome.status() == Status.FAILED) {
      List<MessageChannel> left = sent.last().channels();
      MessageChannel channel =
          outcome.channel() != null || left.isEmpty() ? outcome.channel() : left.get(0);
      if (channel != null && !sent.failed().contains(channel)) {
        List<MessageChannel> failed = new ArrayList<>(sent.failed());
        failed.add(channel);
        told.put(outcome.outreachId(), sent.failed(failed));
      }
    }
  }

  private boolean isForgotten(Sent sent, long now) {
    return !sent.stands() && forgottenAt(sent) <= now;
  }

  private long forgottenAt(Sent sent) {
    Outreach last = sent.last();
    return memory.end(Math.max(last.decidedAt(), last.sendAfter()));
  }

  @Override
  public long next(MessageState state, long now) {
    long next = NEVER;
    for (Sent sent : state.told().values()) {
      if (!sent.stands()) {
        next = Math.min(next, forgottenAt(sent));
      } else if (sent.last().reason() == WithdrawalReason.NO_ZONE) {
        next = Math.min(next, sent.last().expiresAt());
      }
    }
    return next == NEVER ? NEVER : Math.max(next, now + 1);
  }

  /** A message that is wished for, by all the wishes of one matter and template. */
  record Topic(String matter, String template, List<Wish> wishes) {

    private static final Comparator<Wish> FIRST =
        Comparator.comparingLong(Wish::since).thenComparing(Wish::defectId);

    /** The topics of what is wished for. */
    static List<Topic> of(Map<String, Wishes> all) {
      Map<String, Topic> topics = new TreeMap<>();
      for (Wishes some : all.values()) {
        for (Wish wish : some.wishes()) {
          topics
              .computeIfAbsent(
                  wish.matter() + "\n" + wish.template(),
                  key -> new Topic(wish.matter(), wish.template(), new ArrayList<>()))
              .wishes()
              .add(wish);
        }
      }
      topics.values().forEach(topic -> topic.wishes().sort(FIRST));
      return List.copyOf(topics.values());
    }
  }
}
