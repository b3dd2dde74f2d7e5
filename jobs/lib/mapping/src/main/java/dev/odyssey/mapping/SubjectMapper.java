package dev.odyssey.mapping;

import dev.odyssey.codec.Instants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the events of one subject of its records: a pure function of them. */
final class SubjectMapper {

  /** Takes what is made, in the order in which it is made. */
  interface Output {
    /**
     * @param movedBy how many milliseconds later than its record says the event is put
     */
    void event(SourceRecord record, String rule, MappedEvent event, long movedBy);

    /** The same event was made again, and is left out. */
    void duplicate(SourceRecord record, String rule, MappedEvent event);

    /** A rule says that nothing is to be made of the record. */
    void skipped(SourceRecord record, String rule);

    void unmapped(SourceRecord record, String subject, String reason);
  }

  private static final String OF_LIFECYCLE = "lifecycle";
  private static final String OF_CONVERSATION = "conversation";
  private static final String RETRACTED = "RETRACTED";

  private final Mapping mapping;
  private final Target target;

  SubjectMapper(Mapping mapping) {
    this.mapping = mapping;
    this.target = mapping.target();
  }

  /**
   * @param read records of the subject, in their order
   */
  void map(String subject, List<SourceRecord> read, Output output) {
    List<SourceRecord> records = together(subject, pivoted(read));
    remember(records);
    Run run = new Run(new Scope(subject, records), output);
    for (int i = 0; i < records.size(); i++) {
      run.scope.moveTo(i);
      run.step();
    }
  }

  private List<SourceRecord> pivoted(List<SourceRecord> records) {
    if (mapping.pivot() != null) {
      records.forEach(record -> mapping.pivot().turn(record.fields()));
    }
    return records;
  }

  /**
   * Records next to each other that belong together, as one; of one field the later value holds.
   */
  private List<SourceRecord> together(String subject, List<SourceRecord> records) {
    if (mapping.together() == null) {
      return records;
    }
    Scope scope = new Scope(subject, records);
    List<SourceRecord> merged = new ArrayList<>();
    String latest = null;
    for (int i = 0; i < records.size(); i++) {
      scope.moveTo(i);
      String now = mapping.together().text(scope);
      if (now != null && now.equals(latest)) {
        merged.get(merged.size() - 1).fields().putAll(records.get(i).fields());
      } else {
        merged.add(records.get(i));
      }
      latest = now;
    }
    return merged;
  }

  /** Where a record says nothing of what is to be remembered, the latest that was said holds. */
  private void remember(List<SourceRecord> records) {
    for (String name : mapping.remembered()) {
      Object latest = null;
      for (SourceRecord record : records) {
        Object now = record.fields().get(name);
        if (now == null && latest != null) {
          record.fields().put(name, latest);
        } else {
          latest = now;
        }
      }
    }
  }

  /** The latest event of an order or contact. */
  private record Latest(
      SourceRecord record, boolean ofStatus, String type, String id, long said, long put) {}

  private final class Run {
    private final Scope scope;
    private final Output output;
    private final Map<String, MappedEvent> byId = new LinkedHashMap<>();
    private final Map<String, Latest> latest = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Lifecycle.Progress order = new Lifecycle.Progress();
    private final Conversation.Progress contact = new Conversation.Progress();

    private Run(Scope scope, Output output) {
      this.scope = scope;
      this.output = output;
    }

    private void step() {
      boolean taken = false;
      boolean failed = false;
      for (Rule rule : mapping.rules()) {
        try {
          if (rule.when().holds(scope)) {
            taken = true;
            if (rule.skips()) {
              output.skipped(scope.record(), rule.name());
              return;
            }
            makeAll(rule.name(), rule.outcome().of(scope), false);
          }
        } catch (UnmappedException e) {
          failed = true;
          unmapped(e);
        }
      }
      try {
        if (mapping.lifecycle() != null) {
          Lifecycle.Step step = mapping.lifecycle().step(order, scope);
          taken |= step.known();
          makeAll(OF_LIFECYCLE, step.emissions(), true);
        }
        if (mapping.conversation() != null) {
          Conversation.Step step = mapping.conversation().step(contact, scope);
          taken |= step.known();
          makeAll(OF_CONVERSATION, step.emissions(), true);
        }
      } catch (UnmappedException e) {
        failed = true;
        unmapped(e);
      }
      if (!taken && !failed) {
        if (mapping.skipsOthers()) {
          output.skipped(scope.record(), "otherwise");
        } else {
          output.unmapped(scope.record(), scope.subject(), "no rule takes the record");
        }
      }
    }

    private void unmapped(UnmappedException e) {
      output.unmapped(scope.record(), scope.subject(), e.getMessage());
    }

    private void makeAll(String rule, List<Emission> emissions, boolean ofStatus) {
      for (Emission emission : emissions) {
        try {
          if (emission.retractsAll()) {
            retractAll(rule, emission);
          } else {
            make(rule, emission, ofStatus);
          }
        } catch (UnmappedException e) {
          unmapped(e);
        }
      }
    }

    private void make(String rule, Emission emission, boolean ofStatus) {
      String type = emission.typeOf(scope);
      scope.know(Scope.TYPE, type);
      Long said = emission.at().get(scope);
      if (said == null) {
        throw new UnmappedException("the time of " + type + " is not known");
      }
      String subject = emission.subject(scope);
      long put = afterLatest(type, subject, said, ofStatus);
      scope.know(Scope.OCCURRED_AT, Instant.ofEpochMilli(put));
      int number = counts.getOrDefault(subject, 0) + 1;
      scope.know(Scope.NUMBER, number);
      Long recordedAt =
          emission.recordedAt() == null ? (Long) put : emission.recordedAt().get(scope);
      if (recordedAt == null) {
        throw new UnmappedException("when " + type + " was recorded is not known");
      }
      Map<String, Object> fields = emission.known(scope);
      MappedEvent event =
          new MappedEvent(id(emission, subject), type, subject, put, recordedAt, fields);
      if (emission.id() == null) {
        event = withIdOfItsOwn(event);
      }
      MappedEvent same = byId.putIfAbsent(event.eventId(), event);
      if (same == null) {
        counts.put(subject, number);
        latest.put(subject, new Latest(scope.record(), ofStatus, type, event.eventId(), said, put));
        output.event(scope.record(), rule, event, put - said);
      } else if (same.equals(event)) {
        output.duplicate(scope.record(), rule, event);
      } else {
        throw new UnmappedException("two different events have the id " + event.eventId());
      }
    }

    private String id(Emission emission, String subject) {
      if (emission.id() == null) {
        return subject
            + "."
            + scope.known(Scope.TYPE)
            + "."
            + Instants.format(((Instant) scope.known(Scope.OCCURRED_AT)).toEpochMilli());
      }
      String id = emission.id().text(scope);
      if (id == null) {
        throw new UnmappedException("the id of " + scope.known(Scope.TYPE) + " is not known");
      }
      return id;
    }

    /**
     * Of several events of one type and time the second has the id with 2, unless it is the same.
     */
    private MappedEvent withIdOfItsOwn(MappedEvent event) {
      MappedEvent own = event;
      for (int i = 2;
          byId.containsKey(own.eventId()) && !byId.get(own.eventId()).equals(own);
          i++) {
        own =
            new MappedEvent(
                event.eventId() + "." + i,
                event.type(),
                event.subject(),
                event.occurredAt(),
                event.recordedAt(),
                event.fields());
      }
      return own;
    }

    /**
     * When an event is put: when it is said to be, or a millisecond after the one before it, where
     * that is of the same record, or both follow from statuses, and at one instant the order of
     * events would turn them round.
     */
    private long afterLatest(String type, String subject, long said, boolean ofStatus) {
      Latest before = latest.get(subject);
      boolean follows =
          before != null
              && before.said == said
              && (before.record == scope.record() || (before.ofStatus && ofStatus));
      if (!follows) {
        return said;
      }
      if (before.type.equals(type)) {
        return before.put;
      }
      int turn = Integer.compare(target.rank(type), target.rank(before.type));
      // Types of one rank come in the order of ids; which that is hardly anybody could say.
      return turn <= 0 ? before.put + 1 : before.put;
    }

    private void retractAll(String rule, Emission emission) {
      Long at = emission.at().get(scope);
      if (at == null) {
        throw new UnmappedException("the time of the retraction is not known");
      }
      scope.know(Scope.TYPE, RETRACTED);
      scope.know(Scope.OCCURRED_AT, Instant.ofEpochMilli(at));
      Long recordedAt = emission.recordedAt() == null ? at : emission.recordedAt().get(scope);
      List<MappedEvent> all = List.copyOf(byId.values());
      for (MappedEvent event : all) {
        String id = event.eventId() + "." + RETRACTED;
        if (!event.type().equals(RETRACTED) && !byId.containsKey(id)) {
          Map<String, Object> fields = new LinkedHashMap<>();
          fields.put("retracts", event.eventId());
          event.fields().forEach(fields::putIfAbsent);
          MappedEvent retraction =
              new MappedEvent(
                  id, RETRACTED, event.subject(), at, recordedAt == null ? at : recordedAt, fields);
          byId.put(id, retraction);
          output.event(scope.record(), rule, retraction, 0);
        }
      }
    }
  }
}
