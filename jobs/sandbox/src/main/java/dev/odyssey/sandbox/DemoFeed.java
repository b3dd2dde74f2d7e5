package dev.odyssey.sandbox;

import dev.odyssey.codec.ContactEventAvro;
import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.testdata.simulator.Delivery;
import dev.odyssey.testdata.simulator.Rubbish;
import dev.odyssey.testdata.simulator.SimulationConfig;
import dev.odyssey.testdata.simulator.Simulator;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A simulated marketplace that happens now, in time lapse: first the days before, as fast as they
 * can be written, then what happens at the pace at which it happens. Some of it is late, some comes
 * twice, and some is rubbish.
 */
final class DemoFeed implements AutoCloseable {

  /** One record in so many is no event. */
  private static final int RUBBISH_EVERY = 150;

  private final Simulator simulator;
  private final TimeLapse lapse;
  private final Clock clock;
  private final Rubbish rubbish;
  private final OrderEventAvro orders = new OrderEventAvro();
  private final ContactEventAvro contacts = new ContactEventAvro();
  private final KafkaProducer<byte[], byte[]> producer;
  private long sent;
  private volatile boolean closed;

  DemoFeed(SimulationConfig simulation, TimeLapse lapse, String bootstrapServers, Clock clock) {
    this.simulator = new Simulator(simulation);
    this.lapse = lapse;
    this.clock = clock;
    this.rubbish = Rubbish.ofOrders(simulation.seed());
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Writes all that has happened by now; returns how many records have been written so far. */
  long catchUp() {
    long now = clock.millis();
    boolean behind = true;
    while (behind && simulator.hasNext()) {
      behind = send(simulator.next()) < now;
    }
    producer.flush();
    return sent;
  }

  /** Writes what happens when it happens, until the feed is closed. */
  void live() {
    while (!closed && simulator.hasNext()) {
      Delivery next = simulator.next();
      long wait = lapse.at(next.deliveredAt()) - clock.millis();
      while (wait > 0 && !closed) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(wait));
        wait = lapse.at(next.deliveredAt()) - clock.millis();
      }
      if (!closed) {
        send(next);
      }
    }
  }

  /** Sends a delivery and says when it is delivered. */
  private long send(Delivery delivery) {
    if (delivery instanceof Delivery.OfOrder order) {
      OrderEvent event = lapse.of(order.event());
      send("order-events", event.orderId(), orders.encode(event));
    } else if (delivery instanceof Delivery.OfContact contact) {
      ContactEvent event = lapse.of(contact.event());
      send("contact-events", event.customerId(), contacts.encode(event));
    }
    if (sent % RUBBISH_EVERY == 0) {
      send("order-events", "rubbish", rubbish.record());
    }
    return lapse.at(delivery.deliveredAt());
  }

  private void send(String topic, String key, byte[] value) {
    producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
    sent++;
  }

  @Override
  public void close() {
    closed = true;
    producer.close(Duration.ofSeconds(5));
  }
}
