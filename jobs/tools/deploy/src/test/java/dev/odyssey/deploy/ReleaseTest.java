package dev.odyssey.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseTest {

  private static Release of(String... arguments) {
    return new Release(Path.of("tick.jar"), List.of(arguments), Path.of("/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--postgres.password",
        "--postgres.password=hunter2",
        "--kafka.consumer.sasl.jaas.config",
        "--kafka.producer.ssl.key.Password",
        "--api.token=hunter2",
        "--postgres.url=jdbc:postgresql://db/odyssey?password=hunter2"
      })
  void aSecretOnTheCommandLineIsRefusedWithoutSayingIt(String argument) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(argument, "hunter2"))
        .withMessageContaining("file")
        .withMessageNotContaining("hunter2");
  }

  @Test
  void aSecretInsideOfAValueIsRefusedToo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("--postgres.url", "jdbc:postgresql://db/odyssey?password=hunter2"))
        .withMessageContaining("an argument holds a secret")
        .withMessageNotContaining("hunter2");
  }

  @Test
  void theNameOfAFileIsNoSecret() {
    assertThat(
            of(
                    "--postgres.password-file",
                    "/run/secrets/postgres",
                    "--kafka.consumer.ssl.keystore.location=/etc/secret-store",
                    "--postgres.user",
                    "token-reader")
                .arguments())
        .hasSize(5);
  }
}
