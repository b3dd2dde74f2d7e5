package dev.odyssey.sandbox;

import dev.odyssey.codec.ContactEventAvro;
import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.notifications.OutreachOption;
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
 * twice, and some is rubbish. One thread lets it happen, others may answer.
 */
final class DemoFeed implements AutoCloseable {

  /** One record in so many is no event. */
  private static final int RUBBISH_EVERY = 150;

  /** An answer is not to wait for the next event. */
  private static final long LONGEST_PAUSE = 50;

  private final DemoMarket market;
  private final Clock clock;
  private final Rubbish rubbish;
  private final OrderEventAvro orders = new OrderEventAvro();
  private final ContactEventAvro contacts = new ContactEventAvro();
  private final KafkaProducer<byte[], byte[]> producer;
  private long sent;
  private volatile boolean closed;

  DemoFeed(SimulationConfig simulation, TimeLapse lapse, String bootstrapServers, Clock clock) {
    this.market = new DemoMarket(new Simulator(simulation), lapse);
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
  synchronized long catchUp() {
    sendUntil(clock.millis());
    producer.flush();
    return sent;
  }

  /** Writes what happens when it happens, until the feed is closed. */
  void live() {
    while (!closed) {
      long now = clock.millis();
      long pause = Math.min(sendUntil(now) - now, LONGEST_PAUSE);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
    }
  }

  /** Holds back what would be delivered of the region that is busiest then. */
  synchronized Outage expectOutage(long from, long until) {
    Outage outage = new Outage(market.busiestRegion(from, until), from, until);
    market.expect(outage);
    return outage;
  }

  /** Lets an order go as somebody chose; returns whether that changes anything. */
  synchronized boolean choose(String orderId, OutreachOption option) {
    return market.choose(orderId, option, clock.millis());
  }

  /** Sends what is due; returns when there is more. */
  private synchronized long sendUntil(long now) {
    for (DemoMarket.Sent due : market.takeUntil(now)) {
      if (!closed) {
        send(due.event());
      }
    }
    return market.nextAt();
  }

  private void send(Event event) {
    if (event instanceof OrderEvent order) {
      send("order-events", order.orderId(), orders.encode(order));
    } else if (event instanceof ContactEvent contact) {
      send("contact-events", contact.customerId(), contacts.encode(contact));
    }
    if (sent % RUBBISH_EVERY == 0) {
      send("order-events", "rubbish", rubbish.record());
    }
  }

  private void send(String topic, String key, byte[] value) {
    producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
    sent++;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    producer.close(Duration.ofSeconds(5));
  }
}
