package dev.odyssey.testdata.simulator;

import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;

/** An event as it reaches the topic; one that is sent twice is delivered twice. */
public sealed interface Delivery {

  /** What is delivered: a valid event. */
  Event event();

  /** When it reaches the topic, in epoch milliseconds; never before it was recorded. */
  long deliveredAt();

  /** An event of the topic of orders. */
  record OfOrder(OrderEvent event, long deliveredAt) implements Delivery {}

  /** An event of the topic of contacts. */
  record OfContact(ContactEvent event, long deliveredAt) implements Delivery {}
}
