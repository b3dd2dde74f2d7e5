package dev.odyssey.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApplicationTest {

  private static final Release RELEASE =
      new Release(Path.of("/builds/tick.jar"), List.of("--policies", "it's.yaml"), Path.of("/"));

  @Test
  void isKnownByWhatItsJobManagerRunsWith() {
    assertThat(Application.is(Map.of("execution.target", "embedded"))).isTrue();
    assertThat(Application.is(Map.of("execution.target", "remote"))).isFalse();
    assertThat(Application.is(Map.of())).isFalse();
    assertThat(Application.of(Map.of())).isEqualTo(Application.STANDALONE);
    assertThat(Application.of(Map.of("kubernetes.cluster-id", "tick")))
        .isEqualTo(Application.KUBERNETES);
  }

  @Test
  void aStandaloneOneGoesOnByCommandsThatCanBeCopied() {
    assertThat(String.join("\n", Application.standalone(RELEASE, "file:/s/savepoint-1")))
        .contains("/builds/tick.jar")
        .contains(
            "standalone-job.sh start --fromSavepoint file:/s/savepoint-1 --policies 'it'\\''s.yaml'");
  }

  @Test
  void onKubernetesTheOperatorIsToldAndNothingStopped() {
    assertThat(String.join("\n", Application.kubernetes("tick", RELEASE)))
        .startsWith("Nothing was stopped")
        .contains("upgradeMode: savepoint")
        .contains("args: [\"--policies\",\"it's.yaml\"]")
        .contains("upgradeSavepointPath")
        .contains("savepointRedeployNonce");
  }
}
