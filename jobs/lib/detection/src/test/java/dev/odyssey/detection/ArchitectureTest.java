package dev.odyssey.detection;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import dev.odyssey.detection.cep.PatternMatcher;
import java.time.Instant;

/** What detection may not depend on. */
@AnalyzeClasses(packages = "dev.odyssey.detection", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  /** The skip strategies are in there too, but belong to the public pattern language. */
  @ArchTest
  static final ArchRule ONLY_THE_MATCHER_KNOWS_THE_INTERNALS_OF_CEP =
      noClasses()
          .that(not(belongTo(equivalentTo(PatternMatcher.class))))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink.cep.nfa",
              "org.apache.flink.cep.nfa.compiler..",
              "org.apache.flink.cep.nfa.sharedbuffer..",
              "org.apache.flink.cep.operator..");

  /** Only the wiring of a job knows where events come from and where defects go. */
  @ArchTest
  static final ArchRule NO_CONNECTORS =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.odyssey.detection.job")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.odyssey.streaming.kafka..",
              "org.apache.flink.connector..",
              "org.apache.kafka..",
              "java.sql..",
              "javax.sql..");

  /** Time is event time; where a wall clock is needed, it is passed in. */
  @ArchTest
  static final ArchRule NO_WALL_CLOCK =
      noClasses()
          .should(ArchConditions.callMethod(System.class, "currentTimeMillis"))
          .orShould(ArchConditions.callMethod(Instant.class, "now"));
}
