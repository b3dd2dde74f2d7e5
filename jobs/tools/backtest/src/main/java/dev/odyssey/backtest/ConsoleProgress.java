package dev.odyssey.backtest;

import dev.odyssey.streaming.files.ReadProgress;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Says on the console how far a file was read, if that takes long enough to wonder. */
final class ConsoleProgress implements ReadProgress {

  private static final long serialVersionUID = 1;
  private static final long EVERY_NANOS = Duration.ofSeconds(2).toNanos();
  private static final AtomicLong NEXT = new AtomicLong(System.nanoTime() + EVERY_NANOS);

  @Override
  public void read(String file, long lines, long bytes, boolean atEnd) {
    long now = System.nanoTime();
    long next = NEXT.get();
    if (now - next >= 0 && NEXT.compareAndSet(next, now + EVERY_NANOS)) {
      System.err.printf(
          Locale.ROOT, "%s: %,d lines, %,d MB read%n", file, lines, bytes / 1_000_000);
    }
  }
}
