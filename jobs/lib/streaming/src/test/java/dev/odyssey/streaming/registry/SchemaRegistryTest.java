package dev.odyssey.streaming.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.odyssey.streaming.Secret;
import dev.odyssey.streaming.options.RegistryOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of answers that a registry does not give when it is well. */
class SchemaRegistryTest {

  private HttpServer server;
  private int status;
  private String body;
  private String authorization;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          authorization = exchange.getRequestHeaders().getFirst("Authorization");
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "404; {\"error_code\": 40403, \"message\": \"no\"}",
        "200; {\"schemaType\": \"PROTOBUF\", \"schema\": \"message A {}\"}",
        "200; {\"schema\": \"{\\\"type\\\": \\\"nonsense\\\"}\"}",
        "200; {\"schema\": \"\"}"
      })
  void aSchemaThatIsNoneIsTheRecordsFault(int answered, String text) {
    status = answered;
    body = text;
    assertThatThrownBy(() -> registry(null).schema(7))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessageContaining("7");
  }

  @ParameterizedTest(name = "{0} {2}")
  @CsvSource({
    "404, true, somebody else's",
    "503, true, starting",
    "429, true, too many requests",
    "401, false, wrong password",
    "301, false, moved",
    "200, false, not JSON"
  })
  void anythingElseSaysNothingAboutTheRecord(int answered, boolean mayPass, String text) {
    status = answered;
    body = text;
    assertThatThrownBy(() -> registry(null).schema(7))
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.mayPass()).isEqualTo(mayPass))
        .hasMessageContaining("/schemas/ids/7: status " + answered);
  }

  @Test
  void aRegistryThatIsNotThereMayComeBack() {
    server.stop(0);
    assertThatThrownBy(() -> registry(null).schema(7))
        .isInstanceOfSatisfying(RegistryException.class, e -> assertThat(e.mayPass()).isTrue());
  }

  @Test
  void credentialsAreSentAndNotSaid() {
    status = 401;
    body = "{}";
    SchemaRegistry registry = registry(Secret.of("job:s3cret"));
    assertThatThrownBy(() -> registry.schema(7)).hasMessageNotContaining("s3cret");
    assertThat(authorization)
        .isEqualTo("Basic " + Base64.getEncoder().encodeToString("job:s3cret".getBytes(UTF_8)));
  }

  private SchemaRegistry registry(Secret credentials) {
    return new SchemaRegistry(
        new RegistryOptions(
            "http://127.0.0.1:" + server.getAddress().getPort(), credentials, false));
  }
}
