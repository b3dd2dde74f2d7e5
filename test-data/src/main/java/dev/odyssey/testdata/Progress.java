package dev.odyssey.testdata;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Says now and then how far a long run has come. */
final class Progress {

  private static final long EVERY = Duration.ofSeconds(2).toNanos();
  private static final double NANOS = Duration.ofSeconds(1).toNanos();

  /** A clock is not read for every event. */
  private static final int STRIDE = 4096;

  private final PrintWriter out;
  private final String what;
  private final LongSupplier nanos;
  private final long startedAt;
  private long saidAt;
  private long count;

  /**
   * @param what is counted, in the plural
   */
  Progress(PrintWriter out, String what, LongSupplier nanos) {
    this.out = out;
    this.what = what;
    this.nanos = nanos;
    this.startedAt = nanos.getAsLong();
    this.saidAt = startedAt;
  }

  /** One more; {@code where} says how far in the data this is. */
  void step(Supplier<String> where) {
    count++;
    if (count % STRIDE == 0 && nanos.getAsLong() - saidAt >= EVERY) {
      saidAt = nanos.getAsLong();
      out.println(so(where.get()));
      out.flush();
    }
  }

  /** How many, how fast. */
  String so(String where) {
    double seconds = (nanos.getAsLong() - startedAt) / NANOS;
    return String.format(
        Locale.ROOT, "%,d %s, %,.0f a second, %s", count, what, count / seconds, where);
  }
}
