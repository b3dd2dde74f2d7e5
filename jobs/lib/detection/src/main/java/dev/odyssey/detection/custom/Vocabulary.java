package dev.odyssey.detection.custom;

import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.rules.Rule.Charge;
import java.io.Serializable;

/**
 * What a detection job brings so that rules of one's own can be compiled for its histories.
 *
 * @param <H> its histories
 */
public interface Vocabulary<H extends History<?>> extends Serializable {

  /**
   * Whether rules about a kind of subject are about those of this job.
   *
   * @param of order, contact or issue
   */
  boolean concerns(String of);

  /** Whether a rule is about the subjects of this job. */
  default boolean concerns(CustomRule rule) {
    return concerns(rule.of().key());
  }

  /** The bit of {@link History#kinds} of a type, of PROMISE or of BOUNDARY. */
  long kind(String type);

  /**
   * The position of the event that a field is read from: mostly the event itself. The channel of a
   * contact is that of its first INITIATED, whatever a later event says; -1 where there is none.
   */
  default int fieldFrom(H history, int index, String field) {
    return index;
  }

  /**
   * Who is charged: PROVIDER, INITIATOR, PLATFORM or CUSTOMER_SERVICE.
   *
   * @param absence whether the rule is an absence, whose charge is decided at its due time
   */
  Charge<H> charge(String party, boolean absence);
}
