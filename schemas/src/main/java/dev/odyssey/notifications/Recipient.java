package dev.odyssey.notifications;

import java.util.Objects;
import java.util.Optional;

/**
 * Whom a message is for.
 *
 * @param id a customerId or a providerId
 */
public record Recipient(Kind kind, String id) {

  /** What the id is one of. */
  public enum Kind {
    CUSTOMER,
    PROVIDER
  }

  public Recipient {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(id, "id");
  }

  /** The recipient of a {@link #key()}; empty where it is none. */
  public static Optional<Recipient> parse(String key) {
    for (Kind kind : Kind.values()) {
      String prefix = kind + ":";
      if (key.startsWith(prefix) && key.length() > prefix.length()) {
        return Optional.of(new Recipient(kind, key.substring(prefix.length())));
      }
    }
    return Optional.empty();
  }

  /** {@code CUSTOMER:c-1}: the key of messages to them and of their preferences. */
  public String key() {
    return kind + ":" + id;
  }
}
