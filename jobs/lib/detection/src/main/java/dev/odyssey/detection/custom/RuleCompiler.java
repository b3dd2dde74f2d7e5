package dev.odyssey.detection.custom;

import dev.odyssey.codec.Instants;
import dev.odyssey.detection.policy.Calendar;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.By;
import dev.odyssey.detection.rules.Condition;
import dev.odyssey.detection.rules.Due;
import dev.odyssey.detection.rules.Found;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.events.TimeZones;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Makes declarations of rules of one's own. */
public final class RuleCompiler<H extends History<?>> {

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm z", Locale.ENGLISH);
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");

  private final Vocabulary<H> vocabulary;
  private final Policies policies;

  public RuleCompiler(Vocabulary<H> vocabulary, Policies policies) {
    this.vocabulary = vocabulary;
    this.policies = policies;
  }

  /** The declaration of one version of a rule. */
  public Rule<H> compile(CustomRule rule) {
    Rule.Builder<H> builder =
        Rule.<H>of(rule.code())
            .among(rule.of().scope())
            .severity(rule.severity())
            .charge(
                rule.charge(),
                vocabulary.charge(rule.charge(), rule.kind() instanceof CustomRule.Absence))
            .holding(rule.from(), rule.until())
            .says((history, found) -> says(rule, history, found));
    if (rule.kind() instanceof CustomRule.Absence absence) {
      return builder
          .missing(String.join(" or ", absence.unless().types()))
          .absence(
              matcher(rule, absence.after(), List.of()),
              due(absence.by()),
              matcher(rule, absence.unless(), absence.same()));
    }
    if (rule.kind() instanceof CustomRule.Count count) {
      return builder
          .because(
              (history, found) ->
                  count.times() == 1
                      ? "the event"
                      : count.times() + " times within " + Duration.ofMillis(count.within()))
          .count(matcher(rule, count.when(), List.of()), count.times(), count.within());
    }
    CustomRule.Sequence sequence = (CustomRule.Sequence) rule.kind();
    return builder
        .because(
            (history, found) ->
                "one after the other within " + Duration.ofMillis(sequence.within()))
        .sequence(
            matcher(rule, sequence.first(), List.of()),
            matcher(rule, sequence.then(), List.of()),
            matcher(rule, sequence.without(), List.of()),
            sequence.within());
  }

  private Matcher<H> matcher(CustomRule rule, CustomRule.Events events, List<String> same) {
    long kinds = 0;
    for (String type : events.types()) {
      kinds |= vocabulary.kind(type);
    }
    Condition<H> condition = null;
    for (Map.Entry<String, FieldTest> field : events.where().entrySet()) {
      condition = both(condition, test(rule, field.getKey(), field.getValue()));
    }
    for (String field : same) {
      condition =
          both(
              condition,
              (history, earlier, index) ->
                  Objects.equals(
                      value(rule, history, earlier, field), value(rule, history, index, field)));
    }
    return Matcher.of(kinds, condition);
  }

  private Condition<H> test(CustomRule rule, String field, FieldTest test) {
    return (history, earlier, index) -> test.fits(value(rule, history, index, field));
  }

  private Condition<H> both(Condition<H> one, Condition<H> other) {
    return one == null
        ? other
        : (history, earlier, index) ->
            one.test(history, earlier, index) && other.test(history, earlier, index);
  }

  private Object value(CustomRule rule, H history, int index, String field) {
    int from = vocabulary.fieldFrom(history, index, field);
    return from < 0 ? null : rule.of().fields().field(field).of(history.event(from));
  }

  private Due<H> due(CustomRule.DueTime by) {
    if (by.setting() != null) {
      return new By<>(by.base(), by.sign(), by.setting());
    }
    Calendar calendar = by.calendar() == null ? null : policies.calendar(by.calendar()).get();
    return Due.of(
        (history, anchor) -> {
          long from = history.time(by.base(), anchor);
          long due =
              calendar == null
                  ? from + by.sign() * by.millis()
                  : calendar.add(from, by.millis(), history.timeZone(anchor));
          return due > history.at(anchor) ? due : Due.NONE;
        },
        (history, anchor) ->
            by.base().key()
                + " "
                + Instants.format(history.time(by.base(), anchor))
                + (by.sign() > 0 ? " + " : " - ")
                + Duration.ofMillis(by.millis())
                + (calendar == null ? "" : " in " + calendar.name()));
  }

  private String says(CustomRule rule, H history, Found<H> found) {
    return PLACEHOLDER
        .matcher(rule.says())
        .replaceAll(
            placeholder ->
                java.util.regex.Matcher.quoteReplacement(
                    said(rule, history, found, placeholder.group(1))));
  }

  private String said(CustomRule rule, H history, Found<H> found, String name) {
    return switch (name) {
      case "due" -> local(history, found);
      case "times" -> String.valueOf(((CustomRule.Count) rule.kind()).times());
      case "within" -> within(rule.kind());
      default -> {
        Object value = value(rule, history, found.anchor(), name);
        yield value == null ? "" : EventFields.written(value);
      }
    };
  }

  private static String within(CustomRule.Kind kind) {
    long millis =
        kind instanceof CustomRule.Count count
            ? count.within()
            : ((CustomRule.Sequence) kind).within();
    return millis == Long.MAX_VALUE ? "any time" : Duration.ofMillis(millis).toString();
  }

  private String local(H history, Found<H> found) {
    String zone = history.timeZone(found.anchor());
    ZoneId place = zone == null ? ZoneOffset.UTC : TimeZones.of(zone);
    return LOCAL.format(Instant.ofEpochMilli(found.raisedAt()).atZone(place));
  }
}
