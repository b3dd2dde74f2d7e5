package dev.odyssey.streaming;

import dev.odyssey.streaming.types.ValueTypeInfo;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A record that a job does not take in, on its way to a topic of its own: nothing is lost silently,
 * and late and overflowing events can be fed in again as they are.
 *
 * @param topic the name of the topic, before the prefix of the installation
 * @param key the record's key; may be null
 * @param value the record's value; may be null
 * @param headers the original ones, then the suite's own, whose names begin with {@link #PREFIX}
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are carried, never compared
public record Rejected(Kind kind, String topic, byte[] key, byte[] value, List<Header> headers) {

  /** Why a record is not taken in. */
  public enum Kind {
    /** An event older than the retention. */
    LATE,
    /** An event beyond the bound of its subject. */
    OVERFLOW,
    /** No event. */
    DEAD_LETTER
  }

  public static final String PREFIX = "odyssey.";
  public static final String REASON = PREFIX + "reason";
  public static final String TOPIC = PREFIX + "topic";
  public static final String PARTITION = PREFIX + "partition";
  public static final String OFFSET = PREFIX + "offset";

  /** Epoch milliseconds of the record's own timestamp; left out where it had none. */
  public static final String TIMESTAMP = PREFIX + "timestamp";

  /** Says what was cut off a record that was too large to be carried whole. */
  public static final String TRUNCATED = PREFIX + "truncated";

  public static final TypeInformation<Rejected> TYPE =
      new ValueTypeInfo<>(Rejected.class, RejectedSerializer.INSTANCE);

  public Rejected {
    headers = List.copyOf(headers);
  }

  /** Input that is no event, with its bytes, its headers and its coordinates. */
  public static Rejected of(DeadLetter letter) {
    List<Header> headers = new ArrayList<>(letter.headers());
    headers.add(Header.of(REASON, letter.reason()));
    headers.add(Header.of(TOPIC, letter.origin()));
    headers.add(Header.of(PARTITION, Integer.toString(letter.partition())));
    headers.add(Header.of(OFFSET, Long.toString(letter.position())));
    if (letter.timestamp() != DeadLetter.NO_TIMESTAMP) {
      headers.add(Header.of(TIMESTAMP, Long.toString(letter.timestamp())));
    }
    return new Rejected(
        Kind.DEAD_LETTER, TopicNames.DEAD_LETTERS, letter.key(), letter.value(), headers);
  }

  @Override
  public String toString() {
    return "Rejected[" + kind + ", " + topic + ", " + headers + "]";
  }
}
