package dev.odyssey.streaming;

import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What a source yields for one record or line: exactly one of a valid event, a heartbeat, or
 * something that is neither.
 *
 * <p>All three travel together from the source to {@link Triage}, because the watermark is made
 * where partitions are still told apart, and only what was decoded can be asked for its time. So do
 * the facts of the scorecards, their heartbeats and what is neither.
 */
public sealed interface Ingested<E> {

  /** A valid event, or whatever else is read. */
  record Fact<E>(E event) implements Ingested<E> {}

  /**
   * A heartbeat.
   *
   * @param pulsedAt epoch milliseconds: what happened by then, and reached this partition, is
   *     before it
   */
  record Pulse<E>(long pulsedAt) implements Ingested<E> {}

  /** Input that is no event. */
  record Dead<E>(DeadLetter letter) implements Ingested<E> {}

  /** The type of what a source of these events yields. */
  static <E> TypeInformation<Ingested<E>> typeOf(TypeInformation<E> event) {
    return new IngestedTypeInfo<>(event);
  }
}
