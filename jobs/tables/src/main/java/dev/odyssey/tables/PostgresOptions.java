package dev.odyssey.tables;

import dev.odyssey.streaming.Secret;
import dev.odyssey.streaming.options.InvalidOptionException;
import dev.odyssey.streaming.options.Option;
import dev.odyssey.streaming.options.Option.Kind;
import dev.odyssey.streaming.options.OptionGroup;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/**
 * How a job talks to PostgreSQL.
 *
 * @param password never taken from the command line
 */
public record PostgresOptions(String url, String user, Secret password) implements Serializable {

  private static final String PASSWORD_VARIABLE = "POSTGRES_PASSWORD";
  private static final String URL_PREFIX = "jdbc:postgresql:";

  /** A parameter that is a password, or one before the host. */
  private static final Pattern SECRET_IN_URL =
      Pattern.compile("[?&;][^=&;]*password[^=&;]*=|//[^/?]*@", Pattern.CASE_INSENSITIVE);

  private static final ConfigOption<String> POSTGRES_URL =
      ConfigOptions.key("postgres.url")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "JDBC URL of the database: jdbc:postgresql://host:port/database. Parameters of the"
                  + " driver may follow, as for TLS:"
                  + " ?sslmode=verify-full&sslrootcert=/etc/ssl/postgres-ca.pem.");

  private static final ConfigOption<String> POSTGRES_USER =
      ConfigOptions.key("postgres.user")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Role that the job writes as; it needs SELECT, INSERT and UPDATE on the tables, and"
                  + " DELETE on scorecard_target.");

  private static final ConfigOption<String> PASSWORD_FILE =
      ConfigOptions.key("postgres.password-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File whose first line is the password. It is read at each new connection, on every"
                  + " machine of the job, and is no part of the job: a changed one needs no restart."
                  + " The environment variable is read where the job is submitted, and the cluster"
                  + " keeps it with the job.");

  private static final Option<String> URL = Option.of(POSTGRES_URL, Kind.TEXT);
  private static final Option<String> USER = Option.of(POSTGRES_USER, Kind.TEXT);
  private static final Option<String> FILE =
      Option.optional(PASSWORD_FILE, Kind.FILE, "the environment variable " + PASSWORD_VARIABLE);

  /** These options, for help and documentation. */
  public static final OptionGroup GROUP =
      new OptionGroup(
          "PostgreSQL", "The database that the tables are in.", List.of(URL, USER, FILE));

  /**
   * The options that were given.
   *
   * @param environment of the process, for the password
   * @throws InvalidOptionException naming the key and the value that are wrong
   */
  public static PostgresOptions from(Configuration values, Map<String, String> environment) {
    return new PostgresOptions(
        checked(URL.get(values)),
        USER.get(values),
        FILE.find(values)
            .map(PostgresOptions::inFile)
            .or(() -> Optional.ofNullable(environment.get(PASSWORD_VARIABLE)).map(Secret::of))
            .orElseThrow(
                () ->
                    new InvalidOptionException(
                        "--" + FILE.key() + " is missing, and so is " + PASSWORD_VARIABLE)));
  }

  /** How to connect. */
  PostgresConnection connection() {
    return new PostgresConnection(url, user, password);
  }

  private static String checked(String url) {
    if (SECRET_IN_URL.matcher(url).find()) {
      throw new InvalidOptionException("--" + URL.key() + " holds a password; use --" + FILE.key());
    }
    if (!url.startsWith(URL_PREFIX)) {
      throw InvalidOptionException.of(URL.key(), url, "does not begin with " + URL_PREFIX);
    }
    return url;
  }

  private static Secret inFile(String file) {
    Secret secret = Secret.inFile(Path.of(file).toAbsolutePath().toString());
    try {
      secret.reveal();
    } catch (IOException e) {
      throw new InvalidOptionException(
          "--" + FILE.key() + " " + file + ": cannot be read: " + e, e);
    }
    return secret;
  }
}
