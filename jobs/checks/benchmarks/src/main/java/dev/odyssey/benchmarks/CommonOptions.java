package dev.odyssey.benchmarks;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every benchmark lets its user choose, and how it speaks to them meanwhile. */
final class CommonOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--stores",
      split = ",",
      paramLabel = "NAME",
      description = "Where state lies: ${COMPLETION-CANDIDATES} (default: both).")
  private List<Store> stores = List.of(Store.values());

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of the simulated input (default: ${DEFAULT-VALUE}).")
  private long seed;

  List<Store> stores() {
    return stores;
  }

  long seed() {
    return seed;
  }

  /** Tells what goes on, where it does not get into the results. */
  void say(String format, Object... arguments) {
    spec.commandLine().getErr().printf(format + "%n", arguments);
  }

  /**
   * Checks what was given.
   *
   * @throws ParameterException if it is too little; names option and value
   */
  void atLeast(int least, String option, int given) {
    if (given < least) {
      throw new ParameterException(
          spec.commandLine(), "%s is less than %d: %d".formatted(option, least, given));
    }
  }
}
