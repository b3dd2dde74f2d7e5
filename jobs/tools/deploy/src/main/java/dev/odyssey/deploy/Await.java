package dev.odyssey.deploy;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** Waits for servers, with an error that says what was waited for and how it stood. */
public final class Await {

  /** A question to a server; while it cannot be answered it throws. */
  @FunctionalInterface
  public interface Check {
    void run() throws Exception;
  }

  /**
   * Returns when the check of a process succeeds.
   *
   * @param who it is, for people
   * @param lastWords what it said last, beginning on a new line
   * @throws IllegalStateException when the process ends or the time is over before
   */
  public static void answer(
      String who,
      BooleanSupplier alive,
      Supplier<String> lastWords,
      Duration patience,
      Check check) {
    Exception[] last = new Exception[1];
    try {
      poll(patience)
          .failFast(who + " has ended", () -> !alive.getAsBoolean())
          .until(() -> succeeds(check, last));
    } catch (TerminalFailureException e) {
      throw new IllegalStateException(who + " has ended; it said:" + lastWords.get(), e);
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException(
          "%s does not answer within %d s (%s); it said:%s"
              .formatted(who, patience.toSeconds(), last[0], lastWords.get()),
          e);
    }
  }

  /**
   * Returns when the check of a server that is no process of its own succeeds.
   *
   * @throws IllegalStateException when the time is over before
   */
  public static void answer(String who, Duration patience, Check check) {
    Exception[] last = new Exception[1];
    try {
      poll(patience).until(() -> succeeds(check, last));
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException(
          "%s does not answer within %d s (%s)".formatted(who, patience.toSeconds(), last[0]), e);
    }
  }

  private static boolean succeeds(Check check, Exception[] failure) throws InterruptedException {
    try {
      check.run();
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      failure[0] = e;
      return false;
    }
  }

  private static ConditionFactory poll(Duration patience) {
    return Awaitility.await()
        .pollInterval(Duration.ofMillis(100))
        .pollDelay(Duration.ZERO)
        .atMost(patience);
  }

  /**
   * Returns when the condition holds.
   *
   * @param what it is, as in "waited 10 s for WHAT"
   * @throws IllegalStateException when the time is over before
   */
  public static void until(String what, Duration patience, Callable<Boolean> condition) {
    try {
      poll(patience).until(condition);
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException(
          "waited %d s for %s".formatted(patience.toSeconds(), what), e);
    }
  }

  private Await() {}
}
