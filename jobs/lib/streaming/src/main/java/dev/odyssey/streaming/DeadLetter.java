package dev.odyssey.streaming;

import dev.odyssey.streaming.types.ValueTypeInfo;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Input that is no event: its bytes as they came, where they came from, and what is wrong.
 *
 * @param key the record's key; null where it has none, and in files
 * @param value the record's value, or the line without its end; null of a tombstone
 * @param origin the topic, or the file
 * @param partition the partition; 0 in files
 * @param position the offset in the partition, or the number of the line, from 1
 * @param timestamp the record's timestamp in epoch milliseconds; {@link #NO_TIMESTAMP} where it has
 *     none, and in files
 * @param headers the record's headers; empty in files
 * @param reason names the field and the value that are wrong; cut after 1,000 characters
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are carried, never compared
public record DeadLetter(
    byte[] key,
    byte[] value,
    String origin,
    int partition,
    long position,
    long timestamp,
    List<Header> headers,
    String reason) {

  public static final long NO_TIMESTAMP = -1;

  /** Reasons quote what is wrong, and what is wrong may be a megabyte of rubbish. */
  private static final int MAX_REASON = 1_000;

  public static final TypeInformation<DeadLetter> TYPE =
      new ValueTypeInfo<>(DeadLetter.class, DeadLetterSerializer.INSTANCE);

  public DeadLetter {
    headers = List.copyOf(headers);
    reason = reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON) + "...";
  }

  /** A line of a file that is no event. */
  public static DeadLetter ofLine(String file, long line, byte[] bytes, String reason) {
    return new DeadLetter(null, bytes, file, 0, line, NO_TIMESTAMP, List.of(), reason);
  }

  /** Coordinates and reason; the bytes are left out. */
  @Override
  public String toString() {
    return "DeadLetter[" + origin + ", " + partition + ", " + position + ": " + reason + "]";
  }
}
