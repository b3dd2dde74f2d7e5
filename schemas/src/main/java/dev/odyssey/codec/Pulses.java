package dev.odyssey.codec;

/** Heartbeats of the input topics, in the encoding of the events around them. */
public final class Pulses {

  /** A pulse that says: what happened by this instant is before me. */
  public static byte[] encode(long pulsedAt) {
    return SingleObjectAvro.encodePulse(pulsedAt);
  }

  private Pulses() {}
}
