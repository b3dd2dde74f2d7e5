package dev.odyssey.streaming.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Binds the parameters of a statement in their order. What PostgreSQL cannot hold is made fit for
 * it, since a value that it refuses would stop the job for good: a valid event may name an order by
 * any string.
 */
final class Bindings {

  /** An entry of an index must fit a third of a page of 8 kB, in at most three bytes a char. */
  static final int MAX_KEY_CHARS = 400;

  private static final char NUL = '\0';
  private static final char REPLACEMENT = '\uFFFD';

  /** An escape for NUL, after escaped backslashes or none. */
  private static final Pattern ESCAPED_NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

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

  Bindings number(long value) throws SQLException {
    statement.setLong(++index, value);
    return this;
  }

  Bindings real(double value) throws SQLException {
    statement.setDouble(++index, value);
    return this;
  }

  Bindings truth(boolean value) throws SQLException {
    statement.setBoolean(++index, value);
    return this;
  }

  Bindings date(LocalDate value) throws SQLException {
    statement.setObject(++index, value);
    return this;
  }

  /** A symbol or null. */
  Bindings symbol(Enum<?> value) throws SQLException {
    return text(value == null ? null : value.name());
  }

  /** Any text or null, see {@link #storable}. */
  Bindings text(String value) throws SQLException {
    statement.setString(++index, storable(value));
    return this;
  }

  /** Text that an index holds: a long one is cut and ends in a digest of the whole. */
  Bindings key(String value) throws SQLException {
    statement.setString(++index, keyText(value));
    return this;
  }

  /** A JSON document. */
  Bindings json(String value) throws SQLException {
    statement.setString(++index, ESCAPED_NUL.matcher(value).replaceAll("$1\\\\uFFFD"));
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

  /** What the table holds for a key, so that keys can be compared as the table does. */
  static String keyText(String value) {
    String key = storable(value);
    if (key == null || key.length() <= MAX_KEY_CHARS) {
      return key;
    }
    String digest = "…" + HexFormat.of().formatHex(sha256(key));
    return storable(key.substring(0, MAX_KEY_CHARS - digest.length()) + digest);
  }

  /** The text without NUL, for which PostgreSQL has no place, and without halves of characters. */
  private static String storable(String value) {
    if (value == null || value.chars().noneMatch(Bindings::needsCare)) {
      return value;
    }
    return new String(value.getBytes(UTF_8), UTF_8).replace(NUL, REPLACEMENT);
  }

  private static boolean needsCare(int c) {
    return c == NUL || Character.isSurrogate((char) c);
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
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
