package dev.odyssey.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where processes tell Prometheus about themselves, on the loopback interface.
 *
 * @param ports those that may be listened on
 */
record MetricsEndpoints(List<Integer> ports) {

  /** So many processes a test's cluster has at most, those that were killed included. */
  private static final int OF_A_TEST = 8;

  private static final int STANDARD = 19250;
  private static final int STANDARD_COUNT = 20;
  private static final int PATIENCE = (int) Duration.ofSeconds(10).toMillis();

  MetricsEndpoints {
    ports = List.copyOf(ports);
  }

  /** The same on every start, so that a Prometheus can be told of them. */
  static MetricsEndpoints standard() {
    return new MetricsEndpoints(
        IntStream.range(STANDARD, STANDARD + STANDARD_COUNT).boxed().toList());
  }

  /** Whatever is free. */
  static MetricsEndpoints free() {
    return new MetricsEndpoints(
        IntStream.range(0, OF_A_TEST).map(i -> FreePorts.any()).boxed().toList());
  }

  /** As in Flink's configuration: ports, with commas between. */
  static MetricsEndpoints parse(String ports) {
    List<Integer> numbers = new ArrayList<>();
    for (String port : ports.split(",")) {
      numbers.add(Integer.parseInt(port.strip()));
    }
    return new MetricsEndpoints(numbers);
  }

  /** As {@link #parse} reads them. */
  String text() {
    return ports.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /**
   * What all that answer say, in Prometheus' text format, one after the other.
   *
   * @throws IllegalStateException if none answers
   */
  String read() {
    String all =
        ports.stream()
            .map(MetricsEndpoints::read)
            .flatMap(Optional::stream)
            .collect(Collectors.joining());
    if (all.isEmpty()) {
      throw new IllegalStateException("no process tells its metrics on any of the ports " + ports);
    }
    return all;
  }

  private static Optional<String> read(int port) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openConnection();
      connection.setConnectTimeout(PATIENCE);
      connection.setReadTimeout(PATIENCE);
      try (InputStream answer = connection.getInputStream()) {
        return Optional.of(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (ConnectException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("no metrics on port " + port, e);
    }
  }
}
