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
    String lower = argument.toLowerCase(Locale.ROOT);
    int equals = lower.indexOf('=');
    String key = equals < 0 ? lower : lower.substring(0, equals);
    if (argument.startsWith("--")
        && SECRETS.stream().anyMatch(key::contains)
        && PLACES.stream().noneMatch(key::endsWith)) {
      throw new IllegalArgumentException(
          argument.substring(0, key.length())
              + " holds a secret: put it into a file, as for --postgres.password-file or"
              + " --kafka.properties-file");
    }
    if (SECRETS.stream().anyMatch(secret -> lower.matches("(?s).*\\b" + secret + "\\s*=.*"))
        && !argument.startsWith("--")) {
      throw new IllegalArgumentException(
          "an argument holds a %s: put it into a file"
              .formatted(
                  SECRETS.stream()
                      .filter(secret -> lower.matches("(?s).*\\b" + secret + "\\s*=.*"))
                      .findFirst()
                      .orElseThrow()));
    }
  }
}
