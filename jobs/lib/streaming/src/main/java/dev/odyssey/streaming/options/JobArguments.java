package dev.odyssey.streaming.options;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;

/**
 * The command line of a job: {@code --key value} or {@code --key=value}, and two flags.
 *
 * @param help {@code --help}: print the options and end
 * @param printPlan {@code --print-plan}: print the graph of the job and end
 * @param values what was given, each of its kind
 */
public record JobArguments(boolean help, boolean printPlan, Configuration values) {

  static final String HELP = "help";
  static final String PRINT_PLAN = "print-plan";

  /** A misspelt key is at most this many edits away from the right one. */
  private static final int MAX_EDITS = 3;

  /**
   * Reads a command line. With {@code --help} nothing is missed or refused, so that help can be
   * had.
   *
   * @throws InvalidOptionException naming the key, and the value if that is wrong: an unknown key,
   *     one given twice, one without value, one that is missing, a value not of its kind
   */
  public static JobArguments parse(String[] arguments, List<OptionGroup> groups) {
    if (List.of(arguments).contains("--" + HELP)) {
      return new JobArguments(true, false, new Configuration());
    }
    boolean printPlan = false;
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (!argument.startsWith("--") || argument.length() == 2) {
        throw new InvalidOptionException(
            "not an option: " + argument + " (options are --key value or --key=value)");
      }
      int equals = argument.indexOf('=');
      String key = equals < 0 ? argument.substring(2) : argument.substring(2, equals);
      if (key.equals(PRINT_PLAN) && equals < 0) {
        printPlan = true;
        continue;
      }
      checkKnown(key, groups);
      String value;
      if (equals >= 0) {
        value = argument.substring(equals + 1);
      } else if (i + 1 < arguments.length && !arguments[i + 1].startsWith("--")) {
        value = arguments[++i];
      } else {
        throw new InvalidOptionException("--" + key + " has no value");
      }
      if (given.put(key, value) != null) {
        throw new InvalidOptionException("--" + key + " is given twice");
      }
    }
    Configuration values = Configuration.fromMap(given);
    for (OptionGroup group : groups) {
      for (Option<?> option : group.options()) {
        if (option.isRequired()) {
          option.get(values);
        } else {
          option.find(values);
        }
      }
    }
    return new JobArguments(false, printPlan, values);
  }

  private static void checkKnown(String key, List<OptionGroup> groups) {
    List<String> known = new ArrayList<>(List.of(HELP, PRINT_PLAN));
    for (OptionGroup group : groups) {
      for (Option<?> option : group.options()) {
        if (option.key().equals(key)) {
          return;
        }
        known.add(option.key());
      }
      for (Passthrough passthrough : group.passthroughs()) {
        if (passthrough.covers(key)) {
          passthrough.check(key);
          return;
        }
      }
    }
    throw new InvalidOptionException(
        "--"
            + key
            + " is not an option"
            + nearest(key, known).map(near -> "; did you mean --" + near + "?").orElse("")
            + " (--help lists them)");
  }

  private static Optional<String> nearest(String key, List<String> known) {
    return known.stream()
        .filter(
            candidate ->
                edits(key, candidate) <= MAX_EDITS
                    || candidate.startsWith(key)
                    || candidate.endsWith("." + key))
        .min(Comparator.comparingInt(candidate -> edits(key, candidate)));
  }

  /** How many letters must be put in, left out or replaced to make one word of the other. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
