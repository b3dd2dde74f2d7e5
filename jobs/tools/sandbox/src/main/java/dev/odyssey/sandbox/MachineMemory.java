package dev.odyssey.sandbox;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;

/** What a TaskManager for people may have of the machine's memory. */
final class MachineMemory {

  private static final long MEGABYTE = 1 << 20;

  /** Enough for the demo. */
  private static final long LEAST = 1_728;

  /** More helps nobody on one machine: a collector has its pauses. */
  private static final long MOST = 8_192;

  private MachineMemory() {}

  /** Settings of Flink for this machine, or for the container that this runs in. */
  static Map<String, String> settings() {
    return settings(
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize());
  }

  /**
   * Settings of Flink for a machine.
   *
   * @param total bytes
   */
  static Map<String, String> settings(long total) {
    long megabytes = Math.max(LEAST, Math.min(MOST, total / MEGABYTE / 3));
    return Map.of("taskmanager.memory.process.size", megabytes + "m");
  }
}
