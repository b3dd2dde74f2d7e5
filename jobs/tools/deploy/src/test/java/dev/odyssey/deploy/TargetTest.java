package dev.odyssey.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @TempDir private Path scratch;

  private Target of(String cluster, Map<String, String> environment) {
    return Target.of(
        new Target.Hints(
            Optional.ofNullable(cluster),
            Optional.empty(),
            Optional.empty(),
            Optional.of(scratch),
            environment));
  }

  private static void configuration(Path directory, int port) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(
        directory.resolve("config.yaml"),
        "rest:\n  address: 127.0.0.1\n  port: %d\n".formatted(port));
  }

  @Test
  void theClusterThatIsNamedIsMeant() {
    Target target = of("http://flink:18081/", Map.of("XDG_STATE_HOME", "/state"));

    assertThat(target.root()).isEqualTo(URI.create("http://flink:18081"));
    assertThat(target.conf()).isEmpty();
    assertThat(target.history()).isEqualTo(Path.of("/state/odyssey/deployments/flink_18081"));
    assertThat(target.jars()).isEqualTo(Path.of("/state/odyssey/deployments/jars"));
    assertThat(of("http://flink", Map.of()).root()).isEqualTo(URI.create("http://flink:8081"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"flink:8081", "http://flink:8081/jobs", "https://flink", "http:///", "a b"})
  void whatIsNoAddressIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(text, Map.of()))
        .withMessage("not http://HOST:PORT: " + text);
  }

  @Test
  void theSandboxIsMeantWhileItRuns() throws IOException {
    HttpServer flink = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    flink.createContext(
        "/",
        exchange -> {
          byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    flink.start();
    int port = flink.getAddress().getPort();
    configuration(scratch.resolve(".sandbox/flink/conf"), port);
    configuration(scratch.resolve("home/conf"), 8081);
    Map<String, String> environment =
        Map.of("FLINK_HOME", scratch.resolve("home").toString(), "XDG_STATE_HOME", "/state");
    try {
      Target target = of(null, environment);

      assertThat(target.root()).isEqualTo(URI.create("http://127.0.0.1:" + port));
      assertThat(target.conf()).contains(scratch.resolve(".sandbox/flink/conf"));
      assertThat(target.history()).isEqualTo(scratch.resolve(".sandbox/deployments"));
    } finally {
      flink.stop(0);
    }
    assertThat(of(null, environment).root()).isEqualTo(URI.create("http://127.0.0.1:8081"));
  }

  @Test
  void whereNothingIsMeantTheWaysToSayItAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(null, Map.of()))
        .withMessageContaining("scripts/sandbox up")
        .withMessageContaining("--cluster")
        .withMessageContaining("FLINK_HOME");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(null, Map.of("FLINK_CONF_DIR", scratch + "/none")))
        .withMessageContaining("there is no " + scratch.resolve("none/config.yaml"));
  }

  @Test
  void aClientSubmitsAsTheClusterIsConfigured() {
    FlinkConfiguration client =
        ClientConfiguration.of(
            URI.create("http://flink:18081"),
            Map.of(
                "execution.checkpointing.interval", "10s",
                "state.backend.type", "rocksdb",
                "execution.target", "remote",
                "jobmanager.memory.process.size", "1g",
                "pipeline.hidden", "******",
                "rest.address", "0.0.0.0"));

    assertThat(client.get("execution.checkpointing.interval")).contains("10s");
    assertThat(client.get("state.backend.type")).contains("rocksdb");
    assertThat(client.get("rest.address")).contains("flink");
    assertThat(client.get("rest.port")).contains("18081");
    assertThat(client.get("execution.target")).isEmpty();
    assertThat(client.get("jobmanager.memory.process.size")).isEmpty();
    assertThat(client.get("pipeline.hidden")).isEmpty();
  }

  @Test
  void aClusterWithoutCheckpointsIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ClientConfiguration.of(URI.create("http://flink:8081"), Map.of()))
        .withMessageContaining("has no execution.checkpointing.interval");
  }
}
