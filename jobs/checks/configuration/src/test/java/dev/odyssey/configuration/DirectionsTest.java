package dev.odyssey.configuration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Dependencies between modules go down only: a job knows the libraries and the schemas, a library
 * knows no job, and jobs do not know each other.
 */
@AnalyzeClasses(packages = "dev.odyssey", importOptions = DoNotIncludeTests.class)
class DirectionsTest {

  private static final String STREAMING = "dev.odyssey.streaming..";
  private static final String DETECTION = "dev.odyssey.detection..";
  private static final String[] JOBS = {
    "dev.odyssey.lifecycledefects..",
    "dev.odyssey.contactdefects..",
    "dev.odyssey.scorecards.job..",
    "dev.odyssey.notifications.job..",
    "dev.odyssey.tables.."
  };

  @ArchTest
  static final ArchRule STREAMING_KNOWS_NO_DETECTION_AND_NO_JOB =
      noClasses()
          .that()
          .resideInAPackage(STREAMING)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(DETECTION)
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(JOBS);

  @ArchTest
  static final ArchRule DETECTION_KNOWS_NO_JOB =
      noClasses()
          .that()
          .resideInAPackage(DETECTION)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(JOBS);

  @ArchTest
  static final ArchRule JOBS_DO_NOT_KNOW_EACH_OTHER =
      slices()
          .matching("dev.odyssey.(lifecycledefects|contactdefects|scorecards|notifications)..")
          .should()
          .notDependOnEachOther();
}
