package dev.odyssey.notifications.settings;

import dev.odyssey.streaming.yaml.StrictYaml;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * All that a notifications file says. What a file leaves out keeps its built-in value; a list or a
 * table that it names replaces the built-in one.
 *
 * <pre>
 * alerts:
 *   holds: {CRITICAL: PT0S, HIGH: PT2M}
 * outreach:
 *   quietHours: {from: 20:00, to: 09:00}
 * </pre>
 */
public record NotificationSettings(
    AlertSettings alerts, FeedSettings feeds, OutreachSettings outreach) implements Serializable {

  private static final long serialVersionUID = 1;

  private static final String KIND = "Notifications file";

  /** What holds where no file says otherwise. */
  public static NotificationSettings builtIn() {
    return BuiltIn.SETTINGS;
  }

  /**
   * Reads a notifications file.
   *
   * @throws IllegalArgumentException naming the file, and the key and the value that are wrong
   */
  public static NotificationSettings load(Path file) {
    return StrictYaml.load(KIND, file, NotificationSettings::parse);
  }

  /**
   * Reads settings from YAML.
   *
   * @param source what to call the text in an error
   * @throws IllegalArgumentException naming the source, and the key and the value that are wrong
   */
  public static NotificationSettings parse(String source, String yaml) {
    return new SettingsReader(new StrictYaml(KIND, source)).read(yaml);
  }
}
