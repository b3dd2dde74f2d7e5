package dev.odyssey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsEndpointsTest {

  @Test
  void readsThoseThatAnswer() throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1);
    byte[] text = "up 1\n".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/metrics",
        exchange -> {
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
    try {
      MetricsEndpoints endpoints =
          new MetricsEndpoints(List.of(FreePorts.any(), server.getAddress().getPort()));

      assertThat(MetricsEndpoints.parse(endpoints.text())).isEqualTo(endpoints);
      assertThat(endpoints.read()).isEqualTo("up 1\n");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void thatNoneAnswersIsSaid() {
    int free = FreePorts.any();
    assertThatIllegalStateException()
        .isThrownBy(() -> new MetricsEndpoints(List.of(free)).read())
        .withMessageContaining("[" + free + "]");
  }
}
