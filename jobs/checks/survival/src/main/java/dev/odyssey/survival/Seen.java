package dev.odyssey.survival;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odyssey.codec.AlertJson;
import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.codec.OutreachJson;
import dev.odyssey.codec.ProviderTierAvro;
import dev.odyssey.codec.ScorecardRowAvro;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.scorecards.ProviderTier;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.streaming.TopicNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came out of a suite, for readers of committed data; of one id in order.
 *
 * @param deadLetters the values, as they came
 * @param refused how many events were too late, or beyond the bound of their subject
 */
record Seen(
    List<DefectChange> defects,
    List<ScorecardRow> scorecards,
    List<ProviderTier> tiers,
    List<Alert> alerts,
    List<Outreach> outreach,
    List<byte[]> deadLetters,
    int refused,
    Tables tables) {

  private static final List<String> REFUSED =
      List.of(
          TopicNames.LATE + TopicNames.ORDER_EVENTS,
          TopicNames.LATE + TopicNames.CONTACT_EVENTS,
          TopicNames.OVERFLOW + TopicNames.ORDER_EVENTS,
          TopicNames.OVERFLOW + TopicNames.CONTACT_EVENTS);

  /** The topics that the jobs write for others than jobs. */
  static List<String> topics() {
    List<String> topics =
        new ArrayList<>(
            List.of(
                TopicNames.DEFECTS,
                TopicNames.SCORECARDS,
                TopicNames.RULE_DAY,
                TopicNames.PROVIDER_TIERS,
                TopicNames.ALERTS,
                TopicNames.OUTREACH,
                TopicNames.DEAD_LETTERS));
    topics.addAll(REFUSED);
    return topics;
  }

  /** Decodes what was read of {@link #topics}. */
  static Seen of(Committed committed, Tables tables) {
    return new Seen(
        decoded(committed, TopicNames.DEFECTS, DefectChangeAvro::decode),
        Stream.of(TopicNames.SCORECARDS, TopicNames.RULE_DAY)
            .flatMap(topic -> decoded(committed, topic, ScorecardRowAvro::decode).stream())
            .toList(),
        decoded(committed, TopicNames.PROVIDER_TIERS, ProviderTierAvro::decode),
        decoded(committed, TopicNames.ALERTS, value -> AlertJson.read(new String(value, UTF_8))),
        decoded(
            committed, TopicNames.OUTREACH, value -> OutreachJson.read(new String(value, UTF_8))),
        decoded(committed, TopicNames.DEAD_LETTERS, value -> value),
        REFUSED.stream().mapToInt(topic -> committed.of(topic).size()).sum(),
        tables);
  }

  private interface Decoder<T> {
    T decode(byte[] value) throws IOException;
  }

  private static <T> List<T> decoded(Committed committed, String topic, Decoder<T> decoder) {
    return committed.of(topic).stream()
        .map(
            record -> {
              try {
                return decoder.decode(record.value());
              } catch (IOException e) {
                throw new UncheckedIOException(topic + " holds what is none", e);
              }
            })
        .toList();
  }
}
