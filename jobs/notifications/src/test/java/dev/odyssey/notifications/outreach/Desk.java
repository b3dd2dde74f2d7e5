package dev.odyssey.notifications.outreach;

import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.incidents.Incident;
import dev.odyssey.notifications.settings.OutreachSettings;
import dev.odyssey.notifications.settings.OutreachSettings.Play;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Messages to one customer about one order, as lines of text.
 *
 * <p>In: {@code 2025-01-15T10:00 FIRING MISSED_WINDOW HIGH}, with a suppression after it or not,
 * and {@code 2025-01-15T10:00 PREFERS out}, or {@code template}, or channels, or {@code usual}.
 * Out: {@code 10:00 MISSED_WINDOW 1 REQUESTED 10:00}: when, what, its revision, its status or why
 * it is withdrawn, and the time that it is to be sent at, with the day where that is another one.
 */
final class Desk {

  static final ZoneId ZONE = ZoneId.of("America/New_York");
  static final Recipient CUSTOMER = new Recipient(Recipient.Kind.CUSTOMER, "C");
  static final OutreachSettings SETTINGS =
      new OutreachSettings(
          LocalTime.of(21, 0),
          LocalTime.of(8, 0),
          Duration.ofHours(2),
          Map.of("P-IN", ZoneId.of("Asia/Kolkata")),
          ZoneId.of("UTC"),
          Map.of(
              Recipient.Kind.CUSTOMER,
              List.of(MessageChannel.PUSH, MessageChannel.SMS),
              Recipient.Kind.PROVIDER,
              List.of(MessageChannel.PUSH)),
          Map.of());

  private Recipient recipient = CUSTOMER;
  private Duration validFor = Duration.ofHours(24);
  private boolean untilWindow;
  private Long windowStart;
  private Long windowEnd;
  private String timeZone = ZONE.getId();
  private String region = "R";
  private Long decidedAt;

  private ContactPreference preference;
  private List<Message> messages = List.of();
  private final List<Outreach> written = new ArrayList<>();

  Desk nobody() {
    recipient = null;
    return this;
  }

  Desk validFor(String duration) {
    validFor = Duration.parse(duration);
    return this;
  }

  Desk untilWindow() {
    untilWindow = true;
    return this;
  }

  Desk window(String start, String end) {
    windowStart = instant(start);
    windowEnd = instant(end);
    return this;
  }

  Desk in(String zone, String ofRegion) {
    timeZone = zone;
    region = ofRegion;
    return this;
  }

  Desk preferring(String zone) {
    preference = new ContactPreference(CUSTOMER, false, Set.of(), List.of(), zone);
    return this;
  }

  /** All that is decided is decided at this time of the clock on the wall. */
  Desk deciding(String at) {
    decidedAt = instant(at);
    return this;
  }

  /** Takes lines in, and gives those that come out. */
  List<String> hears(String... lines) {
    List<String> out = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.trim().split(" +");
      long at = instant(words[0]);
      List<Outreach> revisions =
          words[1].equals("PREFERS") ? prefer(words, at) : accept(ask(words, at), at);
      for (Outreach revision : revisions) {
        out.add(line(revision, at));
      }
    }
    return out;
  }

  List<Outreach> accept(Ask ask, long at) {
    Correspondence correspondence = new Correspondence(SETTINGS, messages, preference);
    List<Outreach> revisions = correspondence.accept(ask, at, decidedAt == null ? at : decidedAt);
    messages = correspondence.messages();
    written.addAll(revisions);
    return revisions;
  }

  /** All that was written. */
  List<Outreach> written() {
    return written;
  }

  private List<Outreach> prefer(String[] words, long at) {
    preference =
        switch (words[2]) {
          case "usual" -> null;
          case "out" -> new ContactPreference(CUSTOMER, true, Set.of(), List.of(), null);
          case "template" ->
              new ContactPreference(CUSTOMER, false, Set.of(words[3]), List.of(), null);
          default ->
              new ContactPreference(
                  CUSTOMER,
                  false,
                  Set.of(),
                  Arrays.stream(words).skip(2).map(MessageChannel::valueOf).toList(),
                  null);
        };
    Correspondence correspondence = new Correspondence(SETTINGS, messages, null);
    List<Outreach> revisions = correspondence.prefer(preference, at, at);
    messages = correspondence.messages();
    written.addAll(revisions);
    return revisions;
  }

  private Ask ask(String[] words, long at) {
    String code = words[2];
    return new Ask(
        "CUSTOMER/" + code + ":e",
        recipient,
        new Play(
            Recipient.Kind.CUSTOMER,
            "about-" + code,
            List.of(OutreachOption.RESCHEDULE),
            validFor,
            untilWindow),
        Incident.Step.valueOf(words[1]),
        at,
        words.length > 4 ? Suppression.valueOf(words[4]) : null,
        code,
        Severity.valueOf(words[3]),
        "O",
        null,
        code + ":e",
        region,
        timeZone,
        windowStart,
        windowEnd,
        Map.of("orderId", "O"));
  }

  private static String line(Outreach revision, long at) {
    LocalDateTime now = local(at);
    LocalDateTime sendAfter = local(revision.sendAfter());
    boolean isToday = sendAfter.toLocalDate().equals(now.toLocalDate());
    return "%s %s %d %s %s"
        .formatted(
            now.toLocalTime(),
            revision.code(),
            revision.revision(),
            revision.reason() == null ? revision.status() : revision.reason(),
            isToday ? sendAfter.toLocalTime() : sendAfter);
  }

  private static LocalDateTime local(long instant) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(instant), ZONE);
  }

  static long instant(String local) {
    return LocalDateTime.parse(local).atZone(ZONE).toInstant().toEpochMilli();
  }
}
