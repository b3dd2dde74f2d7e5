package dev.odyssey.streaming;

import dev.odyssey.events.Event;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * Valid events that a job does not take in, encoded as they came on their input topic, with the
 * reason in a header. For one thread.
 */
public final class RejectedEvents<E extends Event> implements Serializable {

  private static final long serialVersionUID = 1L;

  private final EventContract<E> contract;
  private transient Function<E, byte[]> encoder;

  public RejectedEvents(EventContract<E> contract) {
    this.contract = contract;
  }

  /** An event older than the retention. */
  public Rejected late(E event, String reason) {
    return reject(Rejected.Kind.LATE, contract.lateTopic(), event, reason);
  }

  /** An event beyond the bound of its subject. */
  public Rejected overflow(E event, String reason) {
    return reject(Rejected.Kind.OVERFLOW, contract.overflowTopic(), event, reason);
  }

  private Rejected reject(Rejected.Kind kind, String topic, E event, String reason) {
    if (encoder == null) {
      encoder = contract.newEncoder();
    }
    return new Rejected(
        kind,
        topic,
        event.subjectId().getBytes(StandardCharsets.UTF_8),
        encoder.apply(event),
        List.of(Header.of(Rejected.REASON, reason)));
  }
}
