package dev.odyssey.codec;

import java.io.IOException;

/** Heartbeats of topics, in the encoding of the records around them. */
public final class Pulses {

  /** A pulse that says: what happened by this instant is before me. */
  public static byte[] encode(long pulsedAt) {
    return SingleObjectAvro.encodePulse(pulsedAt);
  }

  /**
   * Whether the value of a record says that it is a pulse.
   *
   * @param value null where there is none
   */
  public static boolean claims(byte[] value) {
    return value != null && SingleObjectAvro.claimsPulse(value);
  }

  /**
   * The instant of a pulse, in epoch milliseconds.
   *
   * @throws IOException if the value is none
   */
  public static long decode(byte[] value) throws IOException {
    return SingleObjectAvro.decodePulse(value);
  }

  private Pulses() {}
}
