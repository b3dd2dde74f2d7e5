package dev.odyssey.tables;

import dev.odyssey.streaming.Secret;
import java.io.IOException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a PostgreSQL database is and who asks.
 *
 * @param url {@code jdbc:postgresql://host:port/database}; parameters of the driver may follow and
 *     win over those set here
 * @param password may be null where the server asks for none
 */
public record PostgresConnection(String url, String user, Secret password) implements Serializable {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresConnection.class);

  private static final String PREFIX = "jdbc:postgresql:";

  /** SQLSTATE: invalid authorization specification. */
  private static final String NO_AUTHORIZATION = "28000";

  /** A server that does not answer for so long is gone; without a bound a write could hang. */
  private static final int CONNECT_SECONDS = 10;

  private static final int SOCKET_SECONDS = 60;

  public PostgresConnection {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(user, "user");
    if (!url.startsWith(PREFIX)) {
      throw new IllegalArgumentException(
          "url does not start with " + PREFIX + ": " + withoutPassword(url));
    }
  }

  /**
   * A new connection.
   *
   * @throws SQLException if the server cannot be reached or refuses
   */
  Connection open(String applicationName) throws SQLException {
    Properties properties = new Properties();
    PGProperty.USER.set(properties, user);
    PGProperty.PASSWORD.set(properties, reveal());
    PGProperty.APPLICATION_NAME.set(properties, applicationName);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
    PGProperty.SOCKET_TIMEOUT.set(properties, SOCKET_SECONDS);
    // Not through DriverManager, which sees only the drivers of the class loader that woke it.
    Connection connection = new Driver().connect(url, properties);
    if (connection == null) {
      throw new SQLException("The driver does not know this url: " + withoutPassword(url));
    }
    return connection;
  }

  private String reveal() throws SQLException {
    try {
      return password == null ? null : password.reveal();
    } catch (IOException e) {
      throw new SQLException("no password for " + user + ": " + e, NO_AUTHORIZATION, e);
    }
  }

  /**
   * Lets go of the driver when the jar of a job that brought it is let go of: the driver puts
   * itself on a list of the JVM's, by which every class of the job would stay in a TaskManager.
   */
  static void releaseDriver(ClassLoader ofJob) {
    if (Driver.class.getClassLoader() == ofJob && Driver.isRegistered()) {
      try {
        Driver.deregister();
      } catch (SQLException e) {
        LOG.warn("The PostgreSQL driver cannot be taken off the list of drivers", e);
      }
    }
  }

  /** Everything but the password. */
  @Override
  public String toString() {
    return "PostgresConnection[url="
        + withoutPassword(url)
        + ", user="
        + user
        + ", password="
        + password
        + "]";
  }

  private static String withoutPassword(String url) {
    return url.replaceAll("(?i)(password[^=&]*=)[^&]*", "$1***").replaceAll("//[^/@]*@", "//***@");
  }
}
