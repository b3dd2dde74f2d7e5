package dev.odyssey.tables;

import dev.odyssey.codec.EventDecoder;
import dev.odyssey.codec.EventDecoder.Decoded;
import dev.odyssey.events.Event;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.events.Times;
import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.KafkaRecord;
import dev.odyssey.streaming.registry.RegisteredRecords;

/**
 * Reads the valid events of a topic. What a detection job refuses for its time, which it compares
 * with the clock, is refused here too: compared with when the record came, since this job may read
 * it much later.
 */
final class EventReading<E extends Event> implements Feed.Reading<E> {

  private final EventDecoder<E> decoder;

  EventReading(EventContract<E> contract) {
    decoder = contract.newDecoder();
  }

  @Override
  public E read(KafkaRecord record, RegisteredRecords registered) {
    byte[] value = record.value();
    Decoded<E> decoded =
        value != null && registered.claims(value)
            ? registered.read(value, decoder::decode)
            : decoder.decode(value);
    if (!(decoded instanceof Decoded.Fact<E> fact)) {
      return null;
    }
    long ahead = fact.event().recordedAt() - record.timestamp();
    if (ahead > Times.MAX_AHEAD) {
      throw new InvalidEventException(
          "recordedAt is " + ahead + " ms after the record came to its topic");
    }
    return fact.event();
  }
}
