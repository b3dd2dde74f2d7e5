package dev.odyssey.streaming;

import dev.odyssey.codec.ContactEventAvro;
import dev.odyssey.codec.ContactEventJson;
import dev.odyssey.codec.EventDecoder;
import dev.odyssey.codec.EventJson;
import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.codec.OrderEventJson;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import java.io.Serializable;
import java.util.function.Function;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * What the world and the suite agree on for one kind of event: the topic that it comes on, the
 * topics that it goes to when it cannot be taken in, and its encodings.
 *
 * <p>Codecs are made where they are used, since they travel no wire themselves.
 */
public final class EventContract<E extends Event> implements Serializable {

  private static final long serialVersionUID = 1L;

  public static final EventContract<OrderEvent> ORDERS =
      new EventContract<>(
          TopicNames.ORDER_EVENTS,
          OrderEventAvro::new,
          () -> new OrderEventAvro()::encode,
          OrderEventJson::new);

  public static final EventContract<ContactEvent> CONTACTS =
      new EventContract<>(
          TopicNames.CONTACT_EVENTS,
          ContactEventAvro::new,
          () -> new ContactEventAvro()::encode,
          ContactEventJson::new);

  private final String topic;
  private final SerializableSupplier<EventDecoder<E>> decoder;
  private final SerializableSupplier<Function<E, byte[]>> encoder;
  private final SerializableSupplier<EventJson<E>> json;

  private EventContract(
      String topic,
      SerializableSupplier<EventDecoder<E>> decoder,
      SerializableSupplier<Function<E, byte[]>> encoder,
      SerializableSupplier<EventJson<E>> json) {
    this.topic = topic;
    this.decoder = decoder;
    this.encoder = encoder;
    this.json = json;
  }

  /** The topic that these events come on. */
  public String topic() {
    return topic;
  }

  /** The topic of events that are older than the retention. */
  public String lateTopic() {
    return TopicNames.LATE + topic;
  }

  /** The topic of events beyond the bound of their subject. */
  public String overflowTopic() {
    return TopicNames.OVERFLOW + topic;
  }

  /** A decoder of records on the topic; for one thread. */
  public EventDecoder<E> newDecoder() {
    return decoder.get();
  }

  /** An encoder of records on the topic; for one thread. */
  public Function<E, byte[]> newEncoder() {
    return encoder.get();
  }

  /** A codec of lines in files; for one thread. */
  public EventJson<E> newJson() {
    return json.get();
  }

  @Override
  public String toString() {
    return topic;
  }
}
