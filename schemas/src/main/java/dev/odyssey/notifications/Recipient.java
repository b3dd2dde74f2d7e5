package dev.odyssey.notifications;

import java.util.Objects;

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

  /** {@code CUSTOMER:c-1}: the key of messages to them and of their preferences. */
  public String key() {
    return kind + ":" + id;
  }
}
