package dev.odyssey.sandbox;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a sandbox is to be.
 *
 * @param directory where it keeps its state; one sandbox a directory
 * @param services which parts it has
 * @param ports those asked for, 0 for any that is free; the others are the standard ones
 * @param taskManagers how many there are to be at the start
 * @param slots how many slots each TaskManager has
 * @param flinkConfiguration settings that win over {@code flink-conf/sandbox/config.yaml}
 * @param flinkHome a Flink distribution whose jars are used instead of the build's
 * @param outlivesStarter whether the processes run on when this JVM ends
 * @param durable whether what PostgreSQL has committed survives {@code kill -9}; tests that kill
 *     nothing are quicker without
 */
public record SandboxOptions(
    Path directory,
    Set<Service> services,
    Map<Port, Integer> ports,
    int taskManagers,
    int slots,
    Map<String, String> flinkConfiguration,
    Optional<Path> flinkHome,
    boolean outlivesStarter,
    boolean durable) {

  /** A part of the sandbox. */
  public enum Service {
    KAFKA,
    POSTGRES,
    FLINK
  }

  /** Two for each job, and two for a query. */
  static final int SLOTS = 12;

  /** A cluster that lives for a minute spends most of it on its own compilation. */
  private static final Map<String, String> SOON_WARM =
      Map.of(
          "env.java.opts.jobmanager", "-XX:TieredStopAtLevel=1",
          "env.java.opts.taskmanager", "-XX:TieredStopAtLevel=1");

  /** What {@code scripts/sandbox up} starts where nothing else is said. */
  public static SandboxOptions forPeople(ProjectHome home) {
    return new SandboxOptions(
        home.sandboxDirectory(),
        EnumSet.allOf(Service.class),
        Map.of(),
        1,
        SLOTS,
        MachineMemory.settings(),
        flinkHomeOfEnvironment(),
        true,
        true);
  }

  /**
   * Everything, on ports that are free, gone with the JVM at the latest, and quick to start rather
   * than fast.
   */
  public static SandboxOptions forTest(Path directory) {
    Map<Port, Integer> any = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      any.put(port, 0);
    }
    return new SandboxOptions(
        directory,
        EnumSet.allOf(Service.class),
        any,
        1,
        4,
        SOON_WARM,
        flinkHomeOfEnvironment(),
        false,
        false);
  }

  private static Optional<Path> flinkHomeOfEnvironment() {
    return Optional.ofNullable(System.getenv("FLINK_HOME"))
        .filter(home -> !home.isBlank())
        .map(Path::of);
  }

  public SandboxOptions withServices(Service first, Service... others) {
    return new SandboxOptions(
        directory,
        EnumSet.of(first, others),
        ports,
        taskManagers,
        slots,
        flinkConfiguration,
        flinkHome,
        outlivesStarter,
        durable);
  }

  public SandboxOptions withPorts(Map<Port, Integer> chosen) {
    return new SandboxOptions(
        directory,
        services,
        Map.copyOf(chosen),
        taskManagers,
        slots,
        flinkConfiguration,
        flinkHome,
        outlivesStarter,
        durable);
  }

  public SandboxOptions withTaskManagers(int count, int slotsOfEach) {
    if (count < 0 || slotsOfEach < 1) {
      throw new IllegalArgumentException(
          "no cluster has %d TaskManagers of %d slots".formatted(count, slotsOfEach));
    }
    return new SandboxOptions(
        directory,
        services,
        ports,
        count,
        slotsOfEach,
        flinkConfiguration,
        flinkHome,
        outlivesStarter,
        durable);
  }

  public SandboxOptions withFlinkConfiguration(Map<String, String> settings) {
    return new SandboxOptions(
        directory,
        services,
        ports,
        taskManagers,
        slots,
        Map.copyOf(settings),
        flinkHome,
        outlivesStarter,
        durable);
  }

  /** With a PostgreSQL that loses nothing it has committed when it is killed. */
  public SandboxOptions withDurableTables() {
    return new SandboxOptions(
        directory,
        services,
        ports,
        taskManagers,
        slots,
        flinkConfiguration,
        flinkHome,
        outlivesStarter,
        true);
  }
}
