package dev.odyssey.notifications.settings;

import dev.odyssey.streaming.yaml.StrictYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What decides which cases, alerts and messages there are.
 *
 * @param cases what stands, from when and for how long
 * @param alerts whom it interrupts, and how often
 * @param feeds when missing events mean nothing
 * @param messages who is written to, about what and when
 */
public record NotificationSettings(
    CaseSettings cases, AlertSettings alerts, FeedSettings feeds, MessageSettings messages)
    implements Serializable {

  private static final long serialVersionUID = 1;
  private static final String KIND = "Notifications file";
  private static final String BUILT_IN = "notifications.yaml";

  /** The settings that hold where no file says otherwise. */
  public static NotificationSettings builtIn() {
    StrictYaml file = new StrictYaml(KIND, "built in");
    return new SettingsReader(file).read(Map.of(), builtInValues());
  }

  /**
   * The settings of a file; what it leaves out is built in.
   *
   * @throws IllegalArgumentException naming the file, the key and the value that are wrong
   */
  public static NotificationSettings load(Path file) {
    return StrictYaml.load(KIND, file, NotificationSettings::parse);
  }

  /** The settings of a text. */
  public static NotificationSettings parse(String source, String yaml) {
    StrictYaml file = new StrictYaml(KIND, source);
    return new SettingsReader(file).read(file.read(yaml), builtInValues());
  }

  /** The text of the built-in settings. */
  public static String builtInText() {
    try (InputStream in = NotificationSettings.class.getResourceAsStream(BUILT_IN)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<?, ?> builtInValues() {
    return new StrictYaml(KIND, "built in").read(builtInText());
  }
}
