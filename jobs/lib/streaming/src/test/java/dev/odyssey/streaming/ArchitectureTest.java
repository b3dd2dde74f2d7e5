package dev.odyssey.streaming;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.time.Instant;
import java.util.Set;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.environment.CheckpointConfig;

/** What connectors, and with them the jobs, may not do. */
@AnalyzeClasses(packages = "dev.odyssey.streaming", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final Set<Class<?>> OF_THE_CLUSTER =
      Set.of(
          CheckpointingOptions.class,
          CheckpointConfig.class,
          ExternalizedCheckpointRetention.class,
          RestartStrategyOptions.class,
          StateBackend.class,
          StateBackendOptions.class);

  @ArchTest
  static final ArchRule CHECKPOINTS_BACKENDS_AND_RESTARTS_ARE_THE_CLUSTERS =
      noClasses()
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.belongToAnyOf(OF_THE_CLUSTER.toArray(Class[]::new)))
          .orShould()
          .callMethodWhere(
              com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                  com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                      "enableCheckpointing|setStateBackend|setRestartStrategy")));

  /** Time is passed in, so that tests and replays have theirs. */
  @ArchTest
  static final ArchRule NO_WALL_CLOCK =
      noClasses()
          .should(ArchConditions.callMethod(System.class, "currentTimeMillis"))
          .orShould(ArchConditions.callMethod(Instant.class, "now"));
}
