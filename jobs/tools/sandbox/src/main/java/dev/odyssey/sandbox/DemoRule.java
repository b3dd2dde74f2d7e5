package dev.odyssey.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odyssey.codec.Instants;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A rule of one's own that is published while the demo runs, and finds something within seconds.
 */
final class DemoRule implements AutoCloseable {

  static final String CODE = "DECLINED_BY_PROVIDER";

  /** So that every job has read it before it holds. */
  private static final Duration AHEAD = Duration.ofSeconds(3);

  private final String bootstrapServers;
  private final Consumer<String> say;
  private final Clock clock;
  private final ScheduledExecutorService later;

  DemoRule(String bootstrapServers, Consumer<String> say, Clock clock) {
    this.bootstrapServers = bootstrapServers;
    this.say = say;
    this.clock = clock;
    this.later =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "demo-rule");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Publishes the rule after a while. */
  void publishAfter(Duration pause) {
    var unused = later.schedule(this::publish, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void publish() {
    String from = Instants.format(clock.millis() + AHEAD.toMillis());
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  "rules", (CODE + "@" + from).getBytes(UTF_8), document(from).getBytes(UTF_8)))
          .get();
      say.accept("");
      say.accept("A rule is published, without a restart: " + document(from));
      say.accept("");
    } catch (ExecutionException e) {
      say.accept("The rule could not be published: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The rule as the topic has it. */
  static String document(String from) {
    return """
        {"from": "%s", "of": "order", "severity": "WARNING", "charge": "PROVIDER", \
        "when": {"types": ["DECLINED"]}, "times": 1, "says": "declined by its provider"}"""
        .formatted(from);
  }

  @Override
  public void close() {
    later.shutdownNow();
  }
}
