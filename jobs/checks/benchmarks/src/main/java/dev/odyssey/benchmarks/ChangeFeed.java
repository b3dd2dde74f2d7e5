package dev.odyssey.benchmarks;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Evidence;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Changes of defects of a market in which as many are open at any time: each second one is raised
 * and one cleared, that of another order each time. All outlast their hold, and all have a play in
 * the playbook.
 */
final class ChangeFeed {

  /** So many open defects last longer than any hold. */
  static final int LEAST_OPEN = 600;

  /** When the first was raised, in epoch milliseconds. */
  private static final long BEGINNING = Instant.parse("2025-01-01T00:00:00Z").toEpochMilli();

  private static final long STEP = Duration.ofSeconds(1).toMillis();
  private static final long HALF_HOUR = Duration.ofMinutes(30).toMillis();
  private static final int REGIONS = 48;
  private static final int HOURS = 24;
  private static final int OFFERINGS = 20;

  private static final List<String> CODES =
      List.of(
          DefectCode.UNSCHEDULED,
          DefectCode.UNFILLED,
          DefectCode.UNCONFIRMED,
          DefectCode.LATE_DEPARTURE,
          DefectCode.MISSED_WINDOW,
          DefectCode.NO_SHOW,
          DefectCode.STALLED_START,
          DefectCode.STALLED_COMPLETION,
          DefectCode.STALLED_PAUSE,
          DefectCode.STALLED_CLAIM);

  private static final List<Severity> SEVERITIES =
      List.of(Severity.WARNING, Severity.HIGH, Severity.CRITICAL);

  private final TypeSerializer<DefectChange> serializer =
      TypeInformation.of(DefectChange.class).createSerializer(new SerializerConfigImpl());
  private final DataOutputSerializer buffer = new DataOutputSerializer(512);
  private final int open;
  private final boolean isStorm;
  private final long first;
  private long raised;
  private long cleared;

  /**
   * A market.
   *
   * @param open so many defects are open; not less than {@link #LEAST_OPEN}
   * @param isStorm whether all are of one code in one region; else no code in no region has enough
   *     of them for a storm
   */
  ChangeFeed(int open, boolean isStorm, long seed) {
    this.open = open;
    this.isStorm = isStorm;
    this.first = seed * 1_000_003;
  }

  /** How long what is over has to be remembered: a little longer than anything is open. */
  Duration retention() {
    return Duration.ofMillis(STEP * (open + open / 10));
  }

  /** So many changes come before as many are forgotten as are raised. */
  int filling() {
    return (int) (open + 2 * retention().toMillis() / STEP);
  }

  Batch next(int size) throws IOException {
    byte[][] changes = new byte[size][];
    long[] timestamps = new long[size];
    for (int i = 0; i < size; i++) {
      DefectChange change = raised - cleared < open ? raise(raised++) : clear(cleared++);
      buffer.clear();
      serializer.serialize(change, buffer);
      changes[i] = buffer.getCopyOfBuffer();
      timestamps[i] = change.detectedAt();
    }
    return new Batch(changes, timestamps);
  }

  private DefectChange raise(long n) {
    long at = BEGINNING + n * STEP;
    return new DefectChange(1, DefectStatus.RAISED, at, finding(n, at, null));
  }

  /** Of the one that was raised when so many others had been. */
  private DefectChange clear(long n) {
    long raisedAt = BEGINNING + n * STEP;
    long at = raisedAt + (open - 1) * STEP + STEP / 2;
    return new DefectChange(2, DefectStatus.CLEARED, at, finding(n, raisedAt, at));
  }

  private Finding finding(long nth, long raisedAt, Long clearedAt) {
    long n = first + nth;
    int region = isStorm ? 0 : FactFeed.spread(n * 31, REGIONS);
    String code = isStorm ? DefectCode.MISSED_WINDOW : CODES.get(FactFeed.spread(~n, CODES.size()));
    return new Finding(
        code,
        "promise-" + n,
        SEVERITIES.get(FactFeed.spread(n * 17, SEVERITIES.size())),
        ChargedTo.PROVIDER,
        "order-" + n,
        null,
        "customer-" + n,
        "provider-" + FactFeed.spread(n * 7, Math.max(1, open / 10)),
        "offering-" + FactFeed.spread(n * 13, OFFERINGS),
        "region-" + region,
        null,
        null,
        null,
        null,
        // It is night for as many at any time.
        "Etc/GMT%+d".formatted(region % HOURS - HOURS / 2),
        raisedAt - HALF_HOUR,
        raisedAt + HALF_HOUR,
        raisedAt,
        clearedAt,
        clearedAt == null ? null : "ARRIVED",
        clearedAt == null ? null : "arrival-" + n,
        null,
        "Nobody has arrived for order order-" + n + ", promised by provider-" + n,
        List.of(new Evidence("promise-" + n, "SCHEDULED", raisedAt - HALF_HOUR)),
        "ARRIVED",
        "windowEnd + noShowAfter",
        Map.of("noShowAfter", "PT2H"),
        Map.of());
  }
}
