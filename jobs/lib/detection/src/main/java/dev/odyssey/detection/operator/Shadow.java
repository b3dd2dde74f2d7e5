package dev.odyssey.detection.operator;

import dev.odyssey.detection.rules.History;
import dev.odyssey.events.Event;

/**
 * What is tried beside what is live.
 *
 * @param scope which defects may differ
 */
public record Shadow<E extends Event, H extends History<E>>(
    Detector<E, H> detector, ShadowScope scope) {}
