package dev.odyssey.notifications.alerts;

import dev.odyssey.notifications.incidents.Incident;

/**
 * What alerts are told apart by, and storms are counted by.
 *
 * @param region null where not known
 */
record AlertKey(String code, String region) {

  private static final char SEPARATOR = ' ';

  static AlertKey of(Incident incident) {
    return new AlertKey(incident.code(), incident.region());
  }

  /** Reads the text of a key back. */
  static AlertKey parse(String text) {
    int separator = text.indexOf(SEPARATOR);
    return separator < 0
        ? new AlertKey(text, null)
        : new AlertKey(text.substring(0, separator), text.substring(separator + 1));
  }

  /** One text, to spread by. */
  String text() {
    return region == null ? code : code + SEPARATOR + region;
  }

  /** {@code MISSED_WINDOW in US-WA}. */
  String phrase() {
    return region == null ? code : code + " in " + region;
  }
}
