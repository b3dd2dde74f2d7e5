package dev.odyssey.detection.rules;

import dev.odyssey.detection.policy.Setting;
import java.io.Serializable;

/** By when something must have followed an anchor. */
public interface Due<H extends History<?>> extends Serializable {

  /** Nothing has to follow. */
  long NONE = Long.MIN_VALUE;

  /** The due time in epoch milliseconds; {@link #NONE} where nothing has to follow the anchor. */
  long at(H history, int anchor);

  /** How the due time was found, in words. */
  String derivation(H history, int anchor);

  /** The settings that it is made of. */
  Setting[] settings();

  /** A function of the history. */
  @FunctionalInterface
  interface Time<H extends History<?>> extends Serializable {
    long at(H history, int anchor);
  }

  /** Words about a due time. */
  @FunctionalInterface
  interface Derivation<H extends History<?>> extends Serializable {
    String of(H history, int anchor);
  }

  /** A due time that is a function of the history. */
  static <H extends History<?>> Due<H> of(
      Time<H> time, Derivation<H> derivation, Setting... settings) {
    return new Due<>() {
      private static final long serialVersionUID = 1;

      @Override
      public long at(H history, int anchor) {
        return time.at(history, anchor);
      }

      @Override
      public String derivation(H history, int anchor) {
        return derivation.of(history, anchor);
      }

      @Override
      public Setting[] settings() {
        return settings.clone();
      }
    };
  }
}
