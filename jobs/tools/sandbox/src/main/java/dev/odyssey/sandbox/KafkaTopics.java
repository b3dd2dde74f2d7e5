package dev.odyssey.sandbox;

import dev.odyssey.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;

/** Asks a broker about itself and creates topics. */
final class KafkaTopics {

  /** Creates those topics that the broker has not; returns the names of the new ones. */
  static List<String> create(String bootstrapServers, Topics topics) {
    try (Admin admin = admin(bootstrapServers, Duration.ofSeconds(30))) {
      Set<String> existing = get(admin.listTopics().names());
      List<NewTopic> missing =
          topics.all().stream()
              .filter(topic -> !existing.contains(topic.name()))
              .map(
                  topic ->
                      new NewTopic(topic.name(), topic.partitions(), (short) 1)
                          .configs(topic.config()))
              .toList();
      get(admin.createTopics(missing).all());
      return missing.stream().map(NewTopic::name).toList();
    }
  }

  /**
   * Returns once the broker takes part in its own cluster; throws while it does not. It gives up
   * soon: a client that asks a broker that is still starting would wait its whole time-out.
   */
  static void ping(String bootstrapServers) {
    try (Admin admin = admin(bootstrapServers, Duration.ofSeconds(2))) {
      if (get(admin.describeCluster().nodes()).isEmpty()) {
        throw new IllegalStateException("the cluster at " + bootstrapServers + " has no node yet");
      }
    }
  }

  private static Admin admin(String bootstrapServers, Duration patience) {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            Long.toString(patience.toMillis() / 2),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            Long.toString(patience.toMillis())));
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the broker", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the broker does not answer as it should: " + e, e);
    }
  }

  private KafkaTopics() {}
}
