package dev.odyssey.deploy;

import java.util.stream.Collectors;

/** Stack traces as Flink tells them: text. */
final class StackTraces {

  private static final String CAUSE = "Caused by: ";
  private static final int LONGEST = 1_000;

  /** The exception at the root: the message of the last cause, in at most a thousand letters. */
  static String reason(String trace) {
    String reason =
        trace
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith(CAUSE))
            .reduce((first, second) -> second)
            .map(line -> line.substring(CAUSE.length()))
            .or(() -> trace.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst())
            .orElse("no reason given");
    return reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST) + "...";
  }

  /** The same without the places in the code. */
  static String withoutFrames(String trace) {
    return trace
        .lines()
        .filter(line -> !line.matches("\\s+(at |\\.\\.\\. ).*"))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private StackTraces() {}
}
