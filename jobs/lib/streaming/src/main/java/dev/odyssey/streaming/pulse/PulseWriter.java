package dev.odyssey.streaming.pulse;

import dev.odyssey.codec.Pulses;
import dev.odyssey.streaming.Metrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what {@link PulseClock} decides, and tells it what became of it. */
final class PulseWriter implements SinkWriter<Long> {

  private static final Logger LOG = LoggerFactory.getLogger(PulseWriter.class);

  /** Heartbeats have a key so that a compacted topic takes them too. */
  private static final byte[] KEY = "odyssey-pulse".getBytes(StandardCharsets.UTF_8);

  private final String topic;
  private final PulseClock pulses;
  private final LongSupplier clock;
  private final UnaryOperator<byte[]> format;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final Counter sent;
  private Producer<byte[], byte[]> producer;
  private boolean holding = true;
  private long outagesLogged;
  private volatile Exception lastTrouble;

  /**
   * A writer for one topic.
   *
   * @param clock wall time in epoch milliseconds
   * @param format of heartbeats on the topic, made of single-object encoding
   * @param producers makes the producer at the first tick; a failure is trouble like any other
   */
  PulseWriter(
      String topic,
      PulseClock pulses,
      LongSupplier clock,
      UnaryOperator<byte[]> format,
      Supplier<Producer<byte[], byte[]>> producers,
      MetricGroup metrics) {
    this.topic = topic;
    this.pulses = pulses;
    this.clock = clock;
    this.format = format;
    this.producers = producers;
    this.sent = metrics.counter(Metrics.PULSES_SENT, new ThreadSafeSimpleCounter());
    metrics.gauge(Metrics.PULSE_OUTAGES, (Gauge<Long>) pulses::outages);
    metrics.gauge(
        Metrics.PULSE_HOLDING, (Gauge<Integer>) () -> pulses.isHolding(clock.getAsLong()) ? 1 : 0);
  }

  @Override
  public void write(Long tick, Context context) throws InterruptedException {
    pulses.tick(clock.getAsLong());
    try {
      if (producer == null) {
        producer = producers.get();
      }
      List<PartitionInfo> partitions = producer.partitionsFor(topic);
      for (PartitionInfo partition : partitions) {
        send(partition.partition());
      }
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      lastTrouble = e;
      pulses.unreachable(clock.getAsLong());
    }
    report(clock.getAsLong());
  }

  private void send(int partition) throws InterruptedException {
    OptionalLong claim = pulses.claim(partition, clock.getAsLong());
    if (claim.isEmpty()) {
      return;
    }
    try {
      producer.send(
          new ProducerRecord<>(
              topic, partition, KEY, format.apply(Pulses.encode(claim.getAsLong()))),
          (metadata, failure) -> completed(partition, failure));
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      completed(partition, e);
    }
  }

  private void completed(int partition, Exception failure) {
    if (failure == null) {
      pulses.acknowledged(partition, clock.getAsLong());
      sent.inc();
    } else {
      lastTrouble = failure;
      pulses.failed(partition, clock.getAsLong());
    }
  }

  /** One line when an outage is noticed, and one when time moves on. */
  private void report(long now) {
    long outages = pulses.outages();
    if (outages > outagesLogged) {
      LOG.warn("Heartbeats through {} are held: it cannot be written in time", topic, lastTrouble);
      outagesLogged = outages;
      holding = true;
    }
    if (holding && !pulses.isHolding(now)) {
      LOG.info("Heartbeats through {} move time on", topic);
      holding = false;
      lastTrouble = null;
    }
  }

  private static InterruptedException interrupted(InterruptException e) {
    InterruptedException interrupted = new InterruptedException(e.getMessage());
    interrupted.initCause(e);
    return interrupted;
  }

  /** Nothing to do: a heartbeat that is lost is followed by another. */
  @Override
  public void flush(boolean endOfInput) {}

  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ZERO);
    }
  }
}
