package dev.odyssey.detection.findings;

import dev.odyssey.defects.Evidence;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.rules.Found;
import dev.odyssey.detection.rules.History;
import dev.odyssey.events.Event;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Says what is known of a defect that a rule found. What it means is made for every evaluation and
 * compared with what was reported; the words are made only for a change that goes out.
 */
public interface Findings<H extends History<?>> extends Serializable {

  /** Why an absence is over that no event settled. */
  String EXPIRED = "EXPIRED";

  /** What a defect that hangs on an event is about: the order, or the contact. */
  String subjectId(H history, int anchor);

  /**
   * What a defect means: everything but the words.
   *
   * @param escalates the defectId of the milder defect that it escalates; null for none
   */
  Finding finding(H history, Found<H> found, String escalates);

  /** The same with its words: summary and derivation. */
  Finding worded(Finding finding, H history, Found<H> found);

  /** The events that a defect was found by, once each and in order. */
  static <H extends History<?>> List<Evidence> evidence(H history, Found<H> found) {
    int[] more = found.rule().evidence(history, found);
    int[] positions = Arrays.copyOf(more, more.length + 3);
    positions[more.length] = found.anchor();
    positions[more.length + 1] = found.raisedBy();
    positions[more.length + 2] = found.settler();
    List<Evidence> evidence = new ArrayList<>(positions.length);
    IntStream.of(positions)
        .filter(position -> position >= 0)
        .sorted()
        .distinct()
        .forEach(
            position -> {
              Event event = history.event(position);
              evidence.add(new Evidence(event.eventId(), event.typeName(), event.occurredAt()));
            });
    return evidence;
  }
}
