package dev.odyssey.benchmarks;

import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.streaming.types.OrderEventSerializer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Input for every contestant, made once: events in the order of their arrival, already serialized,
 * with a watermark for each second that event time moves on.
 */
final class Feed implements AutoCloseable {

  private static final OrderEventType[] TYPES = OrderEventType.values();
  private static final long STEP = Duration.ofSeconds(1).toMillis();
  private static final int BUFFER = 1 << 16;

  /** How far the watermark stays behind what was seen. */
  static final Duration DISORDER = Duration.ofSeconds(5);

  private final DataInputStream in;

  private Feed(Path file) throws IOException {
    in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
  }

  static Feed open(Path file) throws IOException {
    return new Feed(file);
  }

  /** Writes so many events, or as many as there are, to a file. */
  static void write(Iterator<OrderEvent> events, long limit, Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
      DataOutputSerializer buffer = new DataOutputSerializer(512);
      Set<String> open = new HashSet<>();
      long greatest = Long.MIN_VALUE;
      long emitted = Chunk.NO_WATERMARK;
      for (long n = 0; n < limit && events.hasNext(); n++) {
        OrderEvent event = events.next();
        long watermark = greatest - DISORDER.toMillis() - 1;
        boolean due = n > 0 && (emitted == Chunk.NO_WATERMARK || watermark - emitted >= STEP);
        if (due) {
          emitted = watermark;
        }
        greatest = Math.max(greatest, Math.min(event.occurredAt(), event.recordedAt()));
        switch (event.type()) {
          case PLACED -> open.add(event.orderId());
          case COMPLETED, CANCELLED -> open.remove(event.orderId());
          default -> {}
        }
        buffer.clear();
        OrderEventSerializer.INSTANCE.serialize(event, buffer);
        out.writeLong(due ? watermark : Chunk.NO_WATERMARK);
        out.writeLong(event.occurredAt());
        out.writeByte(event.type().ordinal());
        out.writeInt(open.size());
        out.writeInt(buffer.length());
        out.write(buffer.getSharedBuffer(), 0, buffer.length());
      }
    }
  }

  /** The next so many events; fewer at the end, and none after it. */
  Chunk next(int events) throws IOException {
    byte[] bytes = new byte[Math.max(1, events) * 128];
    int[] ends = new int[events];
    OrderEventType[] types = new OrderEventType[events];
    long[] timestamps = new long[events];
    long[] watermarks = new long[events];
    int open = 0;
    int end = 0;
    int n = 0;
    while (n < events) {
      try {
        watermarks[n] = in.readLong();
      } catch (EOFException e) {
        break;
      }
      timestamps[n] = in.readLong();
      types[n] = TYPES[in.readByte()];
      open = in.readInt();
      int length = in.readInt();
      if (end + length > bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * (end + length));
      }
      in.readFully(bytes, end, length);
      end += length;
      ends[n++] = end;
    }
    return new Chunk(
        bytes,
        Arrays.copyOf(ends, n),
        Arrays.copyOf(types, n),
        Arrays.copyOf(timestamps, n),
        Arrays.copyOf(watermarks, n),
        open);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
