package dev.odyssey.streaming;

import dev.odyssey.streaming.types.ValueTypeInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A record of a topic as it came, with where it stood.
 *
 * @param key null where it has none
 * @param value null of a tombstone
 * @param timestamp in epoch milliseconds; {@link DeadLetter#NO_TIMESTAMP} where it has none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are carried, never compared
public record KafkaRecord(
    String topic,
    int partition,
    long offset,
    long timestamp,
    byte[] key,
    byte[] value,
    List<Header> headers) {

  public static final TypeInformation<KafkaRecord> TYPE =
      new ValueTypeInfo<>(KafkaRecord.class, KafkaRecordSerializer.INSTANCE);

  public KafkaRecord {
    headers = List.copyOf(headers);
  }

  /** The key as text; null where it has none. */
  public String keyText() {
    return key == null ? null : new String(key, StandardCharsets.UTF_8);
  }

  /** The value as text; null of a tombstone. */
  public String valueText() {
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  /** The record as one that is not taken in. */
  public DeadLetter deadLetter(String reason) {
    return new DeadLetter(key, value, topic, partition, offset, timestamp, headers, reason);
  }

  /** Coordinates; the bytes are left out. */
  @Override
  public String toString() {
    return "KafkaRecord[" + topic + ", " + partition + ", " + offset + "]";
  }
}
