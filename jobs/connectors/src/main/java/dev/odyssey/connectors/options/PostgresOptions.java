package dev.odyssey.connectors.options;

import dev.odyssey.connectors.options.Option.Kind;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/**
 * How a job talks to PostgreSQL.
 *
 * @param password never shown, and never taken from the command line
 */
public record PostgresOptions(String url, String user, String password) implements Serializable {

  private static final String PASSWORD_VARIABLE = "POSTGRES_PASSWORD";
  private static final String URL_PREFIX = "jdbc:postgresql:";

  private static final ConfigOption<String> POSTGRES_URL =
      ConfigOptions.key("postgres.url")
          .stringType()
          .noDefaultValue()
          .withDescription("JDBC URL of the database: jdbc:postgresql://host:port/database.");

  private static final ConfigOption<String> POSTGRES_USER =
      ConfigOptions.key("postgres.user")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Role that the job writes as; it needs SELECT, INSERT and UPDATE on the tables.");

  private static final ConfigOption<String> PASSWORD_FILE =
      ConfigOptions.key("postgres.password-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File whose first line is the password, read where the job is submitted. A password"
                  + " on the command line could be read by everybody on the machine.");

  private static final Option<String> URL = Option.of(POSTGRES_URL, Kind.TEXT);
  private static final Option<String> USER = Option.of(POSTGRES_USER, Kind.TEXT);
  private static final Option<String> FILE =
      Option.optional(PASSWORD_FILE, Kind.FILE, "the environment variable " + PASSWORD_VARIABLE);

  /** These options, for help and documentation. */
  public static final OptionGroup GROUP =
      new OptionGroup(
          "PostgreSQL",
          "Tables are written by idempotent upserts when a checkpoint is complete.",
          List.of(URL, USER, FILE));

  /**
   * The options that were given.
   *
   * @param environment of the process, for the password
   * @throws InvalidOptionException naming the key and the value that are wrong
   */
  public static PostgresOptions from(Configuration values, Map<String, String> environment) {
    String url = URL.get(values);
    if (!url.startsWith(URL_PREFIX)) {
      throw InvalidOptionException.of(URL.key(), url, "does not begin with " + URL_PREFIX);
    }
    if (url.contains("password=")) {
      throw new InvalidOptionException("--" + URL.key() + " holds a password; use --" + FILE.key());
    }
    String password =
        FILE.find(values)
            .map(PostgresOptions::firstLine)
            .orElseGet(() -> environment.get(PASSWORD_VARIABLE));
    if (password == null) {
      throw new InvalidOptionException(
          "--" + FILE.key() + " is missing, and so is " + PASSWORD_VARIABLE);
    }
    return new PostgresOptions(url, USER.get(values), password);
  }

  private static String firstLine(String file) {
    try {
      List<String> lines = Files.readAllLines(Path.of(file));
      if (lines.isEmpty() || lines.get(0).isEmpty()) {
        throw InvalidOptionException.of(FILE.key(), file, "the first line is empty");
      }
      return lines.get(0);
    } catch (IOException e) {
      throw new InvalidOptionException(
          "--" + FILE.key() + " " + file + ": cannot be read: " + e, e);
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "PostgresOptions[url=" + url + ", user=" + user + ", password=******]";
  }
}
