package dev.odyssey.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real schema registry for tests, Apicurio with Confluent's API, in a process of its own on a
 * random port of the loopback interface; it goes with the JVM at the latest. It refuses schemas
 * that readers of today's could not read.
 *
 * <pre>{@code
 * try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
 *   ... registry.url() ...
 *   registry.stop();     // an outage
 *   registry.restart();  // the same port, the same schemas under the same ids
 * }
 * }</pre>
 *
 * Not thread-safe.
 */
public final class EmbeddedRegistry implements AutoCloseable {

  private static final String NAME = "registry";
  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ProjectHome home = ProjectHome.locate();
  private final Path directory = Directories.createTemporary("odyssey-registry-");
  private final ProcessTable processes = new ProcessTable(directory);
  private final Thread atExit = new Thread(this::discard, "stop-" + directory.getFileName());
  private final int port = FreePorts.any();
  private final HttpClient http = HttpClient.newHttpClient();

  private EmbeddedRegistry() {
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts a registry; returns when it answers. */
  public static EmbeddedRegistry start() {
    EmbeddedRegistry registry = new EmbeddedRegistry();
    try {
      registry.restart();
      registry.send(
          registry
              .request("/config")
              .PUT(BodyPublishers.ofString("{\"compatibility\": \"BACKWARD\"}")));
      return registry;
    } catch (RuntimeException | Error e) {
      registry.close();
      throw e;
    }
  }

  /** Where Confluent's API is; the same over restarts. */
  public String url() {
    return "http://%s:%d/apis/ccompat/v7".formatted(HOST, port);
  }

  /** The log of the process. */
  public Path log() {
    return processes.output(NAME);
  }

  /** The process, while it runs. */
  List<OwnProcess> processes() {
    return processes.find(NAME).stream().toList();
  }

  /** Stops the registry and keeps its schemas: to clients, an outage. */
  public void stop() {
    processes
        .find(NAME)
        .ifPresent(process -> process.stop(OwnProcess.Signal.TERM, Duration.ofSeconds(20)));
  }

  /** Starts the registry, again after {@link #stop}; returns when it answers. */
  public void restart() {
    OwnProcess process =
        processes.start(
            NAME,
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=" + HOST,
                "-Dquarkus.http.port=" + port,
                "-Dapicurio.datasource.url=jdbc:h2:file:" + directory.resolve("schemas"),
                "-jar",
                home.registryJar().toString()),
            Map.of());
    processes.awaitAnswer(process, PATIENCE, () -> send(request("/subjects").GET()));
  }

  /** Registers a schema for a subject; returns its id. */
  public int register(String subject, String schema) {
    String body = "{\"schema\": \"" + schema.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    String answer =
        send(request("/subjects/" + subject + "/versions").POST(BodyPublishers.ofString(body)));
    return Integer.parseInt(answer.replaceAll("\\D", ""));
  }

  /** What the registry answers to a GET. */
  public String get(String path) {
    return send(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path))
        .timeout(Duration.ofSeconds(10))
        .header("Content-Type", "application/vnd.schemaregistry.v1+json");
  }

  private String send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            response.uri() + ": " + response.statusCode() + " " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new IllegalStateException(e.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the registry", e);
    }
  }

  /** Stops the registry and deletes its schemas. */
  @Override
  public void close() {
    discard();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private void discard() {
    try {
      stop();
    } finally {
      Directories.deleteTree(directory);
    }
  }
}
