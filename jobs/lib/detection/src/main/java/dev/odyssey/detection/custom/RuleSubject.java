package dev.odyssey.detection.custom;

import dev.odyssey.detection.rules.Scope;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a rule of one's own is about, with what its documents may name. */
enum RuleSubject {
  ORDER(
      "order",
      Scope.SUBJECT,
      OrderEvent.class,
      names(OrderEventType.values(), "PROMISE", "BOUNDARY"),
      List.of("PROVIDER", "PLATFORM", "INITIATOR")),
  CONTACT(
      "contact",
      Scope.CONTACT,
      ContactEvent.class,
      names(ContactEventType.values()),
      List.of("CUSTOMER_SERVICE", "PLATFORM")),
  ISSUE(
      "issue",
      Scope.ISSUE,
      ContactEvent.class,
      names(ContactEventType.values()),
      List.of("CUSTOMER_SERVICE", "PLATFORM"));

  /** The types that carry a window. */
  static final Set<String> PROMISES = Set.of("PROMISE", "SCHEDULED", "RESCHEDULED");

  private final String key;
  private final Scope scope;
  private final Class<? extends Record> events;
  private final Set<String> types;
  private final List<String> charges;

  RuleSubject(
      String key,
      Scope scope,
      Class<? extends Record> events,
      Set<String> types,
      List<String> charges) {
    this.key = key;
    this.scope = scope;
    this.events = events;
    this.types = types;
    this.charges = charges;
  }

  private static Set<String> names(Enum<?>[] types, String... more) {
    return Stream.concat(Arrays.stream(types).map(Enum::name), Stream.of(more))
        .collect(LinkedHashSet::new, Set::add, Set::addAll);
  }

  String key() {
    return key;
  }

  Scope scope() {
    return scope;
  }

  Set<String> types() {
    return types;
  }

  List<String> charges() {
    return charges;
  }

  EventFields fields() {
    return EventFields.of(events);
  }
}
