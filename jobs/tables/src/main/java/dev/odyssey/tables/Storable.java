package dev.odyssey.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Makes values fit for PostgreSQL. A valid event may name an order by any string; a value that the
 * database cannot hold is changed as little as possible, so that its row is written all the same.
 */
final class Storable {

  /** An entry of an index must fit a third of a page of 8 kB, in at most three bytes a char. */
  static final int MAX_KEY_CHARS = 400;

  private static final char NUL = '\0';
  private static final char REPLACEMENT = '\uFFFD';

  /** An escape for NUL, after an even number of backslashes. */
  private static final Pattern ESCAPED_NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

  private static final Instant MAX_TIMESTAMP = Instant.parse("+294276-12-31T23:59:59.999Z");
  private static final Instant MIN_TIMESTAMP = Instant.parse("-4712-01-01T00:00:00Z");
  private static final int LAST_ISO_YEAR = 9999;

  /** The text without NUL, which PostgreSQL cannot store, and without unpaired surrogates. */
  static String text(String value) {
    if (value == null || value.chars().noneMatch(Storable::needsCare)) {
      return value;
    }
    return new String(value.getBytes(UTF_8), UTF_8).replace(NUL, REPLACEMENT);
  }

  /** Text that an index holds: a long one is cut and ends in a digest of the whole. */
  static String key(String value) {
    String key = text(value);
    if (key == null || key.length() <= MAX_KEY_CHARS) {
      return key;
    }
    String digest = "…" + HexFormat.of().formatHex(sha256(key));
    return text(key.substring(0, MAX_KEY_CHARS - digest.length()) + digest);
  }

  /** A JSON document without NUL in its strings. */
  static String json(String value) {
    return value == null ? null : ESCAPED_NUL.matcher(value).replaceAll("$1\\\\uFFFD");
  }

  /**
   * Epoch milliseconds as PostgreSQL reads them; an instant beyond its years becomes the first or
   * the last that it knows.
   */
  static String timestamp(Long millis) {
    if (millis == null) {
      return null;
    }
    Instant instant = Instant.ofEpochMilli(millis);
    if (instant.isAfter(MAX_TIMESTAMP)) {
      instant = MAX_TIMESTAMP;
    } else if (instant.isBefore(MIN_TIMESTAMP)) {
      instant = MIN_TIMESTAMP;
    }
    OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
    if (time.getYear() > 0 && time.getYear() <= LAST_ISO_YEAR) {
      return instant.toString();
    }
    boolean beforeChrist = time.getYear() <= 0;
    int year = beforeChrist ? 1 - time.getYear() : time.getYear();
    return "%04d-%02d-%02d %s+00%s"
        .formatted(
            year,
            time.getMonthValue(),
            time.getDayOfMonth(),
            time.toLocalTime(),
            beforeChrist ? " BC" : "");
  }

  private static boolean needsCare(int c) {
    return c == NUL || Character.isSurrogate((char) c);
  }

  private static byte[] sha256(String value) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private Storable() {}
}
