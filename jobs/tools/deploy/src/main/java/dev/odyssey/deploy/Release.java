package dev.odyssey.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What is deployed: a jar and what it is told.
 *
 * @param jar the job's jar
 * @param arguments the job's own options; files that they name are read where it is submitted
 * @param directory where relative paths among the arguments begin
 */
public record Release(Path jar, List<String> arguments, Path directory) {

  private static final List<String> SECRETS =
      List.of("password", "passwd", "secret", "token", "jaas", "credential", "api-key", "apikey");
  private static final List<String> PLACES = List.of("file", "path", "location", "dir");

  /**
   * A release.
   *
   * @throws IllegalArgumentException naming the option if one holds a secret: anybody on the
   *     machine can read a command line, and the history keeps it
   */
  public Release {
    arguments = List.copyOf(arguments);
    for (String argument : arguments) {
      check(argument);
    }
  }

  private static void check(String argument) {
    boolean option = argument.startsWith("--");
    int equals = option ? argument.indexOf('=') : -1;
    String key = !option ? "" : equals < 0 ? argument : argument.substring(0, equals);
    String value = option && equals < 0 ? "" : argument.substring(equals + 1);
    if (namesSecret(key)) {
      throw new IllegalArgumentException(
          key
              + " holds a secret: put it into a file, as for --postgres.password-file or"
              + " --kafka.properties-file");
    }
    if (holdsSecret(value)) {
      throw new IllegalArgumentException(
          "an argument%s holds a secret inside: put it into a file"
              .formatted(key.isEmpty() ? "" : ", " + key + ","));
    }
  }

  private static boolean namesSecret(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return SECRETS.stream().anyMatch(lower::contains) && PLACES.stream().noneMatch(lower::endsWith);
  }

  /** As in the URL of a database, or in a line for a login module. */
  private static boolean holdsSecret(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return SECRETS.stream().anyMatch(secret -> lower.matches("(?s).*" + secret + "\\s*=.*"));
  }
}
