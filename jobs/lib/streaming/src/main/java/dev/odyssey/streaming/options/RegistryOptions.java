package dev.odyssey.streaming.options;

import dev.odyssey.streaming.Secret;
import dev.odyssey.streaming.options.Option.Kind;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/**
 * A schema registry that speaks Confluent's API.
 *
 * @param url where it is, without a slash at the end
 * @param credentials {@code user:password}; null where it asks for none
 * @param write whether records are written in its format
 */
public record RegistryOptions(String url, Secret credentials, boolean write)
    implements Serializable {

  private static final ConfigOption<String> REGISTRY_URL =
      ConfigOptions.key("schema-registry.url")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "A schema registry with Confluent's API (http://registry:8081; of Apicurio"
                  + " http://registry:8080/apis/ccompat/v7). With it, events and defects are also"
                  + " read in the registry's format, byte 0 and the schema's id before the record;"
                  + " single-object encoding is read as ever, on the same topic too.");

  private static final ConfigOption<String> CREDENTIALS_FILE =
      ConfigOptions.key("schema-registry.credentials-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File whose first line is user:password, for HTTP basic authentication; read on every"
                  + " machine of the job, whenever the registry is asked.");

  private static final ConfigOption<Boolean> REGISTRY_WRITE =
      ConfigOptions.key("schema-registry.write")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether defects, scorecards, tiers and heartbeats are written in the registry's"
                  + " format, as Kafka Connect expects it. Their schemas are registered where the"
                  + " job is submitted, and one that the registry finds incompatible stops the"
                  + " start. Give every job that reads them the registry's URL before.");

  private static final Option<String> URL = Option.optional(REGISTRY_URL, Kind.TEXT, "none");
  private static final Option<String> CREDENTIALS =
      Option.optional(CREDENTIALS_FILE, Kind.FILE, "none");
  private static final Option<Boolean> WRITE = Option.of(REGISTRY_WRITE, Kind.BOOLEAN);

  /** These options, for help and documentation. */
  static final List<Option<?>> OPTIONS = List.of(URL, CREDENTIALS, WRITE);

  /** Why a job with this registry cannot start. */
  public InvalidOptionException refused(IOException cause) {
    return new InvalidOptionException(
        "--" + URL.key() + " " + url + ": " + cause.getMessage(), cause);
  }

  /**
   * The registry, if one was given.
   *
   * @throws InvalidOptionException naming the key and the value that are wrong
   */
  static Optional<RegistryOptions> from(Configuration values) {
    Optional<String> url = URL.find(values);
    if (url.isEmpty()) {
      for (Option<?> option : List.of(CREDENTIALS, WRITE)) {
        if (values.toMap().containsKey(option.key())) {
          throw new InvalidOptionException(
              "--" + option.key() + " needs --" + URL.key() + ", which is missing");
        }
      }
      return Optional.empty();
    }
    return Optional.of(
        new RegistryOptions(
            checked(url.get()),
            CREDENTIALS.find(values).map(RegistryOptions::credentials).orElse(null),
            WRITE.get(values)));
  }

  private static String checked(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      // Not its message, which repeats the URL.
      throw new InvalidOptionException("--" + URL.key() + " is no URL: " + e.getReason());
    }
    if (uri.getRawUserInfo() != null) {
      throw new InvalidOptionException(
          "--" + URL.key() + " holds credentials; use --" + CREDENTIALS.key());
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
      throw InvalidOptionException.of(URL.key(), url, "is not like http://host:port/path");
    }
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private static Secret credentials(String file) {
    Secret secret = Secret.inFile(Path.of(file).toAbsolutePath().toString());
    try {
      if (secret.reveal().indexOf(':') < 1) {
        throw InvalidOptionException.of(
            CREDENTIALS.key(), file, "the first line is not user:password");
      }
    } catch (IOException e) {
      throw new InvalidOptionException(
          "--" + CREDENTIALS.key() + " " + file + ": cannot be read: " + e, e);
    }
    return secret;
  }
}
