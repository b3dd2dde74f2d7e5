package dev.odyssey.deploy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Flink's client needs to know of a cluster that nobody has the configuration of: the cluster
 * says it over REST. How a job takes checkpoints, keeps state and restarts is decided by the client
 * that submits it, so without these a job would run without checkpoints.
 */
final class ClientConfiguration {

  private static final String INTERVAL = "execution.checkpointing.interval";
  private static final String HIDDEN = "******";
  private static final List<String> OF_JOBS =
      List.of(
          "execution.",
          "state.",
          "restart-strategy",
          "pipeline.",
          "parallelism.",
          "env.java.opts.all");
  private static final List<String> OF_THE_CLUSTER =
      List.of("execution.target", "execution.attached", "execution.shutdown-on-attached-exit");

  /**
   * The configuration of a client.
   *
   * @param cluster what the JobManager runs with
   * @throws IllegalStateException if the cluster takes no checkpoints
   */
  static FlinkConfiguration of(URI root, Map<String, String> cluster) {
    if (!cluster.containsKey(INTERVAL)) {
      throw new IllegalStateException(
          "the cluster at %s has no %s: without checkpoints no job ever writes anything. Set it there, or name a configuration with --flink-conf"
              .formatted(root, INTERVAL));
    }
    Map<String, String> values = new TreeMap<>();
    cluster.forEach(
        (key, value) -> {
          if (OF_JOBS.stream().anyMatch(key::startsWith)
              && !OF_THE_CLUSTER.contains(key)
              && !value.equals(HIDDEN)) {
            values.put(key, value);
          }
        });
    values.put("rest.address", root.getHost());
    values.put("rest.port", Integer.toString(root.getPort()));
    return FlinkConfiguration.of(values);
  }

  private ClientConfiguration() {}
}
