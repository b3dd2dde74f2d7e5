package dev.odyssey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A third of the machine, within bounds. */
class MachineMemoryTest {

  @ParameterizedTest
  @CsvSource({"4, 1728m", "8, 2730m", "16, 5461m", "256, 8192m"})
  void followsTheMachine(long gigabytes, String size) {
    assertThat(MachineMemory.settings(gigabytes << 30))
        .containsExactly(entry("taskmanager.memory.process.size", size));
  }
}
