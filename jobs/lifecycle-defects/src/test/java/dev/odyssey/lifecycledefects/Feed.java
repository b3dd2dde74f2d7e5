package dev.odyssey.lifecycledefects;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.connectors.TopicNames;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.testdata.simulator.Delivery;
import dev.odyssey.testdata.simulator.SimulationConfig;
import dev.odyssey.testdata.simulator.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends events in their order, over some time, the last of them only when it is told to. */
final class Feed implements AutoCloseable {

  /** Longer ago than anything that the simulator tells of an order, so that all of it is over. */
  private static final Duration AGO = Duration.ofDays(500);

  /** Of the topic. */
  static final int PARTITIONS = 4;

  private static final Duration PACE = Duration.ofMillis(100);

  private final OrderEventAvro avro = new OrderEventAvro();
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger sent = new AtomicInteger();
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<OrderEvent> events;
  private final int portion;
  private volatile int limit;

  /**
   * A feed.
   *
   * @param portions ten of them are sent a second
   */
  Feed(String bootstrapServers, List<OrderEvent> events, int portions) {
    this.events = events;
    this.portion = events.size() / portions + 1;
    this.limit = events.size() / 4 * 3;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** What the simulator tells of some orders, in the order in which it arrives. */
  static List<OrderEvent> events(int orders) {
    SimulationConfig config =
        SimulationConfig.of(11, orders)
            .withOrdersPerDay(orders)
            .withStart(Instant.now().minus(AGO));
    return new Simulator(config)
        .stream()
            .filter(Delivery.OfOrder.class::isInstance)
            .map(delivery -> ((Delivery.OfOrder) delivery).event())
            .toList();
  }

  void start() {
    var unused =
        pace.scheduleAtFixedRate(this::sendPortion, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void sendPortion() {
    int from = sent.get();
    int to = Math.min(limit, from + portion);
    for (OrderEvent event : events.subList(from, to)) {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  TopicNames.ORDER_EVENTS, event.orderId().getBytes(UTF_8), avro.encode(event)));
    }
    producer.flush();
    sent.set(to);
  }

  /** Sends what is held back until then: the last quarter. */
  void sendTheRest() {
    limit = events.size();
  }

  /** Sends one more event to each partition, whatever their keys; returns when they are there. */
  void sendToEachPartition(IntFunction<OrderEvent> events) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      OrderEvent event = events.apply(partition);
      var unused =
          producer.send(
              new ProducerRecord<>(
                  TopicNames.ORDER_EVENTS,
                  partition,
                  event.orderId().getBytes(UTF_8),
                  avro.encode(event)));
    }
    producer.flush();
  }

  /** How many were sent. */
  int sent() {
    return sent.get();
  }

  boolean isHalfway() {
    return sent.get() > events.size() / 2;
  }

  boolean isOver() {
    return sent.get() == events.size();
  }

  @Override
  public void close() {
    pace.shutdownNow();
    producer.close(Duration.ZERO);
  }
}
