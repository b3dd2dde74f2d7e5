package dev.odyssey.connectors.kafka;

import dev.odyssey.connectors.EventContract;
import dev.odyssey.connectors.Ingested;
import dev.odyssey.connectors.options.KafkaOptions;
import dev.odyssey.events.Event;
import java.time.Clock;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;

/** Events from topics. */
public final class KafkaInlet {

  /**
   * The source of one kind of event. Whatever is on the topic, it yields something for it and runs
   * on: what is no event, a tombstone too, is a dead letter, and so is an event or heartbeat whose
   * time is more than ten minutes after the clock.
   *
   * @param eventType the type of the events
   * @param clock tells the wall time; serializable, as those of the JDK are
   */
  public static <E extends Event> KafkaSource<Ingested<E>> source(
      KafkaOptions options, EventContract<E> contract, TypeInformation<E> eventType, Clock clock) {
    return KafkaSource.<Ingested<E>>builder()
        .setProperties(options.consumerProperties())
        .setBootstrapServers(options.bootstrapServers())
        .setGroupId(options.groupId())
        .setTopics(options.topic(contract.topic()))
        .setStartingOffsets(options.startFrom().offsets())
        .setDeserializer(new EventDeserializer<>(contract, eventType, clock))
        .build();
  }

  private KafkaInlet() {}
}
