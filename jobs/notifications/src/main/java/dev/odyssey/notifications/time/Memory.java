package dev.odyssey.notifications.time;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long what is over is remembered.
 *
 * @param millis not negative; {@link Rules#NEVER} to forget nothing
 */
public record Memory(long millis) implements Serializable {

  /** Nothing is forgotten, as over files, which end anyway. */
  public static final Memory FOREVER = new Memory(Rules.NEVER);

  /** For so long. */
  public static Memory of(Duration retention) {
    return new Memory(retention.toMillis());
  }

  /** When it is forgotten what was over at an instant; {@link Rules#NEVER} for not at all. */
  public long end(long instant) {
    return millis == Rules.NEVER ? Rules.NEVER : instant + millis;
  }

  /** Whether it is forgotten by now. */
  public boolean isOver(long instant, long now) {
    return end(instant) <= now;
  }

  /** Twice as long. */
  public Memory twice() {
    return millis == Rules.NEVER ? this : new Memory(2 * millis);
  }
}
