package dev.odyssey.survival;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odyssey.codec.ContactEventAvro;
import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.codec.Pulses;
import dev.odyssey.streaming.TopicNames;
import dev.odyssey.survival.Plan.Heartbeats;
import dev.odyssey.testdata.simulator.Delivery;
import dev.odyssey.testdata.simulator.Rubbish;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the events of a market in their order, evenly over some time, with rubbish among them, the
 * last of them only when it is told to. While the broker is away it holds what it has, and catches
 * up when it is back: whoever feeds the topics loses nothing either.
 */
final class Feed implements AutoCloseable {

  private static final Duration STEP = Duration.ofMillis(100);

  /** One part in so many is held back until the last blow has fallen, however long that takes. */
  private static final int HELD = 4;

  /** One record in so many is no event. */
  private static final int RUBBISH_EVERY = 150;

  /** No broker is out for so long. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final List<Delivery> deliveries;
  private final Heartbeats heartbeats;
  private final Clock clock;
  private final Rubbish rubbish;
  private final int steps;
  private final List<byte[]> sentRubbish = new ArrayList<>();
  private final OrderEventAvro orders = new OrderEventAvro();
  private final ContactEventAvro contacts = new ContactEventAvro();
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, Integer> partitions;
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private int step;
  private volatile int sent;
  private volatile boolean held = true;
  private volatile boolean over;

  /**
   * A feed that has not begun.
   *
   * @param duration over which the events are spread
   * @param clock says what the time is when all is sent
   */
  Feed(String bootstrapServers, Market market, Plan plan, Duration duration, Clock clock) {
    this.deliveries = market.deliveries();
    this.heartbeats = plan.heartbeats();
    this.clock = clock;
    this.rubbish = Rubbish.ofOrders(plan.seed());
    this.steps = Math.max(1, (int) (duration.toMillis() / STEP.toMillis()));
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis(),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE.toMillis(),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.partitions =
        Map.of(
            TopicNames.ORDER_EVENTS, producer.partitionsFor(TopicNames.ORDER_EVENTS).size(),
            TopicNames.CONTACT_EVENTS, producer.partitionsFor(TopicNames.CONTACT_EVENTS).size());
  }

  /** Begins. */
  void start() {
    var unused =
        pace.scheduleAtFixedRate(
            this::sendPortionOrStop, 0, STEP.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void sendPortionOrStop() {
    try {
      sendPortion();
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private void sendPortion() {
    if (over || (held && step >= steps - steps / HELD)) {
      return;
    }
    step++;
    int to = (int) ((long) deliveries.size() * Math.min(step, steps) / steps);
    for (Delivery delivery : deliveries.subList(sent, to)) {
      send(delivery);
    }
    if (step >= steps) {
      // Time has come to the present: all that was ever due has been.
      pulse(clock.millis());
    } else if (heartbeats == Heartbeats.OF_FEED && to > sent) {
      pulse(deliveries.get(to - 1).deliveredAt());
    }
    producer.flush();
    sent = to;
    over = step >= steps;
  }

  private void send(Delivery delivery) {
    if (delivery instanceof Delivery.OfOrder order) {
      send(TopicNames.ORDER_EVENTS, order.event().orderId(), orders.encode(order.event()));
    } else if (delivery instanceof Delivery.OfContact contact) {
      send(
          TopicNames.CONTACT_EVENTS,
          contact.event().customerId(),
          contacts.encode(contact.event()));
    }
    if (delivery.event().eventId().hashCode() % RUBBISH_EVERY == 0) {
      byte[] record = rubbish.record();
      sentRubbish.add(record);
      send(
          delivery instanceof Delivery.OfOrder
              ? TopicNames.ORDER_EVENTS
              : TopicNames.CONTACT_EVENTS,
          "rubbish",
          record);
    }
  }

  private void send(String topic, String key, byte[] value) {
    send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value));
  }

  private void pulse(long at) {
    partitions.forEach(
        (topic, count) -> {
          for (int partition = 0; partition < count; partition++) {
            send(new ProducerRecord<>(topic, partition, null, Pulses.encode(at)));
          }
        });
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    var unused = producer.send(record, (metadata, e) -> failure.compareAndSet(null, e));
  }

  /** Lets what is held back go too, at the same pace. */
  void sendTheRest() {
    held = false;
  }

  /**
   * Whether all is on the topics.
   *
   * @throws IllegalStateException if the broker refused a record
   */
  boolean isOver() {
    if (failure.get() != null) {
      throw new IllegalStateException("the feed has failed: " + failure.get(), failure.get());
    }
    return over;
  }

  /** The values of the records that are no events, when all is sent. */
  List<byte[]> rubbish() {
    return List.copyOf(sentRubbish);
  }

  @Override
  public void close() {
    pace.shutdownNow();
    producer.close(Duration.ZERO);
  }
}
