package dev.odyssey.connectors.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;

/**
 * Binds the parameters of a statement in their order. What PostgreSQL cannot hold is made fit for
 * it, since a value that it refuses would stop the job for good: a valid event may name an order by
 * any string.
 */
final class Bindings {

  /** An entry of an index must fit a third of a page of 8 kB, in at most three bytes a char. */
  static final int MAX_KEY_CHARS = 400;

  private static final Instant MAX_TIMESTAMP = Instant.parse("+294276-12-31T23:59:59.999Z");
  private static final Instant MIN_TIMESTAMP = Instant.parse("-4712-01-01T00:00:00Z");

  private final PreparedStatement statement;
  private int index;

  Bindings(PreparedStatement statement) {
    this.statement = statement;
  }

  /** Ends the row: the next binding is the first of another. */
  void addBatch() throws SQLException {
    statement.addBatch();
    index = 0;
  }

  Bindings integer(int value) throws SQLException {
    statement.setInt(++index, value);
    return this;
  }

  Bindings symbol(Enum<?> value) throws SQLException {
    return text(value.name());
  }

  /** Any text or null; NUL, which PostgreSQL has no place for, becomes U+FFFD. */
  Bindings text(String value) throws SQLException {
    statement.setString(++index, withoutNul(value));
    return this;
  }

  /** Text that an index holds: a long one is cut and ends in a digest of the whole. */
  Bindings key(String value) throws SQLException {
    return text(keyText(value));
  }

  /** A JSON document. */
  Bindings json(String value) throws SQLException {
    statement.setString(++index, value.replace("\\u0000", "\\uFFFD"));
    return this;
  }

  /** Epoch milliseconds or null; what is beyond PostgreSQL's years becomes their end. */
  Bindings instant(Long millis) throws SQLException {
    if (millis == null) {
      statement.setNull(++index, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(++index, timestamp(millis));
    }
    return this;
  }

  static String keyText(String value) {
    if (value == null || value.length() <= MAX_KEY_CHARS) {
      return value;
    }
    String digest = "…" + HexFormat.of().formatHex(sha256(value));
    return value.substring(0, MAX_KEY_CHARS - digest.length()) + digest;
  }

  private static String withoutNul(String value) {
    return value == null ? null : value.replace('\0', '\uFFFD');
  }

  private static OffsetDateTime timestamp(long millis) {
    Instant instant = Instant.ofEpochMilli(millis);
    if (instant.isAfter(MAX_TIMESTAMP)) {
      instant = MAX_TIMESTAMP;
    } else if (instant.isBefore(MIN_TIMESTAMP)) {
      instant = MIN_TIMESTAMP;
    }
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static byte[] sha256(String value) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
