package dev.odyssey.sandbox;

import dev.odyssey.deploy.JavaCommand;
import dev.odyssey.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/** A Kafka broker in a process of its own. */
public final class KafkaServer {

  static final String NAME = "kafka";

  private final ProcessTable processes;
  private final Path directory;
  private final Path logging;
  private final Path lib;
  private final int port;
  private final int controllerPort;

  KafkaServer(
      ProcessTable processes,
      Path directory,
      Path logging,
      Path lib,
      int port,
      int controllerPort) {
    this.processes = processes;
    this.directory = directory;
    this.logging = logging;
    this.lib = lib;
    this.port = port;
    this.controllerPort = controllerPort;
  }

  /** Where clients connect: {@code 127.0.0.1:PORT}. */
  public String bootstrapServers() {
    return BrokerSettings.HOST + ":" + port;
  }

  Optional<OwnProcess> process() {
    return processes.find(NAME);
  }

  /** Starts the broker without waiting for it. */
  void launch() {
    Path data = directory.resolve("data");
    Path properties = Directories.create(directory).resolve("server.properties");
    write(properties, BrokerSettings.of(port, controllerPort, data));
    if (!Files.exists(data.resolve("meta.properties"))) {
      format(properties);
    }
    processes.start(
        NAME,
        JavaCommand.of(
            List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlog.file=" + processes.log(NAME),
                "-Dlog4j.configurationFile=" + logging.toUri()),
            lib,
            "kafka.Kafka",
            List.of(properties.toString())),
        Map.of());
  }

  /** Returns when the broker answers. */
  void await() {
    OwnProcess process =
        process().orElseThrow(() -> new IllegalStateException(NAME + " does not run"));
    processes.awaitAnswer(
        process,
        Duration.ofSeconds(60),
        () -> {
          // A client that finds nobody at the port waits long before it asks again.
          if (FreePorts.isFree(port)) {
            throw new IllegalStateException("nobody listens on " + bootstrapServers());
          }
          KafkaTopics.ping(bootstrapServers());
        });
  }

  /** Creates those topics of the list that do not exist yet; returns their names. */
  public List<String> createTopics(Topics topics) {
    return KafkaTopics.create(bootstrapServers(), topics);
  }

  /** Stops the broker and keeps its data. Harmless when it does not run. */
  public void stop() {
    process().ifPresent(process -> process.stop(OwnProcess.Signal.TERM, Duration.ofSeconds(30)));
  }

  /** {@code kill -9}; what it wrote stays. Harmless when it does not run. */
  public void kill() {
    process().ifPresent(OwnProcess::kill);
  }

  /** Starts the broker if it does not run; returns when it answers. */
  public void start() {
    if (process().isEmpty()) {
      launch();
    }
    await();
  }

  private void format(Path properties) {
    var unused =
        JavaCommand.output(
            new ProcessBuilder(
                    JavaCommand.of(
                        List.of(
                            "-Xmx128m",
                            "-Dlog4j.configurationFile=" + logging.toUri(),
                            "-Dlog.file=" + directory.resolve("format.log")),
                        lib,
                        "kafka.tools.StorageTool",
                        List.of(
                            "format",
                            "--cluster-id",
                            Uuid.randomUuid().toString(),
                            "--config",
                            properties.toString())))
                .redirectErrorStream(true));
  }

  private static void write(Path file, Map<String, String> settings) {
    Properties properties = new Properties();
    properties.putAll(settings);
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, "written at every start");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
