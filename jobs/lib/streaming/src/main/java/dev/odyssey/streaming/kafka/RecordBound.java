package dev.odyssey.streaming.kafka;

import dev.odyssey.streaming.Header;
import dev.odyssey.streaming.Rejected;
import dev.odyssey.streaming.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes rejected records small enough to be written. A topic may take records that the dead-letter
 * topic does not, and a job that fails at one of them fails at it for ever.
 */
final class RecordBound {

  /** Room for the note on what was cut off. */
  private static final int NOTE_BYTES = 200;

  private static final Set<String> OURS =
      Set.of(
          Rejected.REASON, Rejected.TOPIC, Rejected.PARTITION, Rejected.OFFSET, Rejected.TIMESTAMP);

  /**
   * The record as it is, if key, value and headers come to no more than this many bytes; otherwise
   * as much of it as fits, to the dead-letter topic, since what is cut cannot be fed in again.
   */
  static Rejected fit(Rejected rejected, int maxBytes) {
    int keyBytes = length(rejected.key());
    int valueBytes = length(rejected.value());
    long headerBytes = bytes(rejected.headers());
    if (keyBytes + (long) valueBytes + headerBytes <= maxBytes) {
      return rejected;
    }
    int share = maxBytes / 4;
    boolean headersFit = headerBytes <= share;
    List<Header> headers =
        new ArrayList<>(headersFit ? rejected.headers() : ours(rejected.headers()));
    byte[] key = first(rejected.key(), share);
    long room = Math.max(0, maxBytes - length(key) - bytes(headers) - NOTE_BYTES);
    byte[] value = first(rejected.value(), (int) room);
    headers.add(
        Header.of(
            Rejected.TRUNCATED,
            "%d of %d bytes of the key, %d of %d bytes of the value, %s"
                .formatted(
                    length(key),
                    keyBytes,
                    length(value),
                    valueBytes,
                    headersFit ? "all headers" : "none of the original headers")));
    return new Rejected(rejected.kind(), TopicNames.DEAD_LETTERS, key, value, headers);
  }

  /** The suite's own headers: the last of a name, in case the original had one of that name. */
  private static List<Header> ours(List<Header> headers) {
    Map<String, Header> last = new LinkedHashMap<>();
    for (Header header : headers) {
      if (OURS.contains(header.key())) {
        last.put(header.key(), header);
      }
    }
    return List.copyOf(last.values());
  }

  private static byte[] first(byte[] bytes, int limit) {
    return length(bytes) <= limit ? bytes : Arrays.copyOf(bytes, limit);
  }

  private static long bytes(List<Header> headers) {
    long sum = 0;
    for (Header header : headers) {
      sum += header.key().getBytes(StandardCharsets.UTF_8).length + length(header.value());
    }
    return sum;
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private RecordBound() {}
}
