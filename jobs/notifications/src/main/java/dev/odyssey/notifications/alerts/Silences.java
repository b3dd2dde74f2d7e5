package dev.odyssey.notifications.alerts;

import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.Silence.Matcher;
import dev.odyssey.notifications.alerts.BoundedMatch.EndlessMatchException;
import dev.odyssey.notifications.cases.Defect;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether somebody has said that they do not want to hear of something. */
final class Silences {

  private static final Logger LOG = LoggerFactory.getLogger(Silences.class);
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();
  private static final int MOST_PATTERNS = 1_000;

  private final List<Silence> inForce;

  private Silences(List<Silence> inForce) {
    this.inForce = inForce;
  }

  /** Those that are in force at an instant. */
  static Silences at(Collection<Silence> all, long now) {
    return new Silences(
        all.stream().filter(s -> !s.matchers().isEmpty() && s.holdsAt(now)).toList());
  }

  /** When the next of them begins or ends. */
  static long nextChange(Collection<Silence> all, long now) {
    long next = Long.MAX_VALUE;
    for (Silence silence : all) {
      next = silence.from() > now ? Math.min(next, silence.from()) : next;
      next = silence.to() > now ? Math.min(next, silence.to()) : next;
    }
    return next;
  }

  boolean isNone() {
    return inForce.isEmpty();
  }

  /**
   * Whether one of them covers a member of an alert.
   *
   * @param ofAlert fields of the alert, by name
   * @param defect null for none
   */
  boolean match(Map<String, String> ofAlert, Defect defect) {
    for (Silence silence : inForce) {
      if (matches(silence, ofAlert, defect)) {
        return true;
      }
    }
    return false;
  }

  /** Where that cannot be told, somebody is rather interrupted. */
  private static boolean matches(Silence silence, Map<String, String> ofAlert, Defect defect) {
    try {
      return silence.matchers().stream()
          .allMatch(matcher -> matches(matcher, field(matcher.field(), ofAlert, defect)));
    } catch (EndlessMatchException | PatternSyntaxException e) {
      LOG.warn("Silence {} is not applied: {}", silence.silenceId(), e.getMessage());
      return false;
    }
  }

  private static String field(String name, Map<String, String> ofAlert, Defect defect) {
    String value = ofAlert.get(name);
    if (value != null) {
      return value;
    }
    return defect == null ? "" : defect.field(name);
  }

  private static boolean matches(Matcher matcher, String value) {
    return switch (matcher.comparison()) {
      case EQUALS -> matcher.value().equals(value);
      case NOT_EQUALS -> !matcher.value().equals(value);
      case MATCHES -> BoundedMatch.matches(pattern(matcher.value()), value);
      case NOT_MATCHES -> !BoundedMatch.matches(pattern(matcher.value()), value);
    };
  }

  private static Pattern pattern(String expression) {
    if (PATTERNS.size() > MOST_PATTERNS) {
      PATTERNS.clear();
    }
    return PATTERNS.computeIfAbsent(expression, Pattern::compile);
  }
}
