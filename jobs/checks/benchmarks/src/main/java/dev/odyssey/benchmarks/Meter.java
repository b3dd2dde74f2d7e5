package dev.odyssey.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What has been spent, up to an instant or between two.
 *
 * @param threadNanos CPU time of the thread that reads it
 * @param processNanos CPU time of the whole JVM
 * @param bytes what that thread allocated
 */
record Meter(long threadNanos, long processNanos, long bytes) {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Reads the meters. */
  static Meter read() {
    return new Meter(
        THREADS.getCurrentThreadCpuTime(),
        PROCESS.getProcessCpuTime(),
        THREADS.getCurrentThreadAllocatedBytes());
  }

  /** What has been spent since they were read before. */
  static Meter since(Meter before) {
    Meter now = read();
    return new Meter(
        now.threadNanos - before.threadNanos,
        now.processNanos - before.processNanos,
        now.bytes - before.bytes);
  }
}
