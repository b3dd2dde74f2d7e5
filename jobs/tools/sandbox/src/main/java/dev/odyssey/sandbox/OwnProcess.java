package dev.odyssey.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A process that the sandbox started. A pid alone may meanwhile be somebody else's; it is ours
 * while the process also started when ours did and its command line names our directory.
 *
 * @param name what it is to the sandbox
 * @param started when it did
 * @param marker what its command line holds
 * @param log where it writes its log
 */
record OwnProcess(String name, long pid, Instant started, String marker, Path log) {

  /** The kernel's idea of when the machine booted, and with it of start times, wavers. */
  private static final Duration WAVER = Duration.ofSeconds(2);

  /** How a process is asked to end. */
  enum Signal {
    /** Ends orderly. */
    TERM,
    /** To PostgreSQL: end orderly without waiting for clients to leave. */
    INT,
    /** Dies at once. */
    KILL
  }

  boolean isAlive() {
    return ProcessHandle.of(pid).filter(handle -> lives(handle) && isOurs(handle)).isPresent();
  }

  private static boolean lives(ProcessHandle handle) {
    return handle.isAlive() && !isZombie(handle.pid());
  }

  private boolean isOurs(ProcessHandle handle) {
    return handle
            .info()
            .startInstant()
            .filter(start -> Duration.between(started, start).abs().compareTo(WAVER) <= 0)
            .isPresent()
        && namesUs(proc(pid, "cmdline"));
  }

  /** While a process becomes another program, as by setsid, it has no command line at all. */
  private boolean namesUs(String commandLine) {
    return commandLine.isEmpty() || commandLine.contains(marker);
  }

  /** It has ended, but nobody has asked for its exit code. */
  private static boolean isZombie(long pid) {
    String stat = proc(pid, "stat");
    return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
  }

  private static String proc(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      // It ended while we looked.
      return "";
    }
  }

  /** Sends the signal if the process still is ours. */
  void signal(Signal signal) {
    if (!isAlive()) {
      return;
    }
    try {
      Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start();
      if (!kill.waitFor(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("kill -" + signal + " " + pid + " does not return");
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot send " + signal + " to " + this, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending " + signal + " to " + this, e);
    }
  }

  /** Ends the process: orderly by the signal, and by force when the patience is over. */
  void stop(Signal orderly, Duration patience) {
    signal(orderly);
    if (!ends(patience)) {
      kill();
    }
  }

  /** {@code kill -9}; returns when it is gone. */
  void kill() {
    signal(Signal.KILL);
    if (!ends(Duration.ofSeconds(20))) {
      throw new IllegalStateException(this + " survives kill -9");
    }
  }

  /** The same for it and all that it started, which might otherwise go on a little without it. */
  void killWithChildren() {
    List<ProcessHandle> children =
        ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).toList();
    kill();
    children.forEach(ProcessHandle::destroyForcibly);
    try {
      Awaitility.await()
          .pollInterval(Duration.ofMillis(10))
          .atMost(Duration.ofSeconds(20))
          .until(() -> children.stream().noneMatch(OwnProcess::lives));
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException("children of " + this + " survive kill -9", e);
    }
  }

  private boolean ends(Duration patience) {
    try {
      Awaitility.await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(patience)
          .until(() -> !isAlive());
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return name + " (pid " + pid + ")";
  }
}
