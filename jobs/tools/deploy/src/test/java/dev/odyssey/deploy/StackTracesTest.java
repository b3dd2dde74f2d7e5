package dev.odyssey.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackTracesTest {

  @Test
  void theReasonIsTheLastCause() {
    assertThat(
            StackTraces.reason(
                """
                org.apache.flink.runtime.JobException: Recovery is suppressed
                \tat org.apache.flink.A.b(A.java:1)
                Caused by: java.lang.RuntimeException: no
                \tat org.apache.flink.A.b(A.java:2)
                Caused by: java.lang.IllegalStateException: the root
                \t... 3 more
                """))
        .isEqualTo("java.lang.IllegalStateException: the root");
  }

  @Test
  void whatIsSaidCanBeReadWithoutTheCode() {
    assertThat(
            StackTraces.withoutFrames("a.B: x\n\tat a.B.c(B.java:1)\nCaused by: a.C\n\t... 3 more"))
        .isEqualTo("a.B: x" + System.lineSeparator() + "Caused by: a.C");
  }

  @Test
  void withoutACauseItIsTheFirstLine() {
    assertThat(StackTraces.reason("\njava.lang.Error: alone\n\tat a.B\n"))
        .isEqualTo("java.lang.Error: alone");
    assertThat(StackTraces.reason("")).isEqualTo("no reason given");
    assertThat(StackTraces.reason("x".repeat(2_000))).hasSize(1_003);
  }
}
