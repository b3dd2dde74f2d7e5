package dev.odyssey.detection.rules;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;

/**
 * One defect's whole definition. From it follow its evaluation, its pattern of Flink CEP, what a
 * change says, and its line in the docs.
 *
 * @param <H> what rules of this kind of subject ask about a history
 */
public final class Rule<H extends History<?>> implements Serializable {

  private static final long serialVersionUID = 1;

  /** Who is charged with a defect. */
  @FunctionalInterface
  public interface Charge<H extends History<?>> extends Serializable {
    Charged charged(H history, Found<H> found);

    /** The same one for every defect. */
    static <H extends History<?>> Charge<H> to(ChargedTo party) {
      Charged charged = new Charged(party, null);
      return (history, found) -> charged;
    }
  }

  /** The party that is charged, and which provider where it is one. */
  public record Charged(ChargedTo party, String providerId) implements Serializable {}

  /** Words about a defect, for people. */
  @FunctionalInterface
  public interface Words<H extends History<?>> extends Serializable {
    String of(H history, Found<H> found);
  }

  /** How bad a defect is. */
  @FunctionalInterface
  public interface Grade<H extends History<?>> extends Serializable {
    Severity of(H history, Found<H> found);
  }

  /** Positions of events. */
  @FunctionalInterface
  public interface Positions<H extends History<?>> extends Serializable {
    int[] of(H history, Found<H> found);
  }

  /** What only this code has to say, by name. */
  @FunctionalInterface
  public interface Details<H extends History<?>> extends Serializable {
    Map<String, String> of(H history, Found<H> found);
  }

  private final String code;
  private final Scope scope;
  private final Form<H> form;
  private final Grade<H> severity;
  private final Charge<H> charge;
  private final String escalates;
  private final String missing;
  private final Positions<H> evidence;
  private final Positions<H> measures;
  private final Details<H> details;
  private final Words<H> derivation;
  private final Setting[] settings;
  private final Words<H> says;
  private final String severityText;
  private final String chargeText;
  private final String dueText;
  private final long from;
  private final long until;

  private Rule(Builder<H> declared, Form<H> form) {
    this.code = declared.code;
    this.scope = declared.scope;
    this.form = form;
    this.severity = Objects.requireNonNull(declared.severity, "severity");
    this.charge = Objects.requireNonNull(declared.charge, "charge");
    this.escalates = declared.escalates;
    this.missing = declared.missing;
    this.evidence = declared.evidence;
    this.measures = declared.measures;
    this.details = declared.details;
    this.derivation = declared.derivation;
    this.settings = declared.settings;
    this.says = Objects.requireNonNull(declared.says, "says");
    this.severityText = declared.severityText;
    this.chargeText = declared.chargeText;
    this.dueText = declared.dueText;
    this.from = declared.from;
    this.until = declared.until;
  }

  /** Begins the declaration of a rule that looks at all events of a subject. */
  public static <H extends History<?>> Builder<H> of(String code) {
    return new Builder<>(code);
  }

  public String code() {
    return code;
  }

  public Scope scope() {
    return scope;
  }

  public Form<H> form() {
    return form;
  }

  public Severity severity(H history, Found<H> found) {
    return severity.of(history, found);
  }

  public Charged charged(H history, Found<H> found) {
    return charge.charged(history, found);
  }

  /** The code of the milder defect of the same anchor that this one escalates; null for none. */
  public String escalates() {
    return escalates;
  }

  /** What should have come and did not; null for nothing. */
  public String missing() {
    return missing;
  }

  /** The events that it was found by, beside anchor, raising and clearing event; none is -1. */
  public int[] evidence(H history, Found<H> found) {
    return evidence == null ? NOWHERE : evidence.of(history, found);
  }

  /**
   * The position of the event whose contact is measured by it; agent and site are read from the
   * contact's events up to it.
   */
  public int measures(H history, Found<H> found) {
    return measures == null ? found.anchor() : measures.of(history, found)[0];
  }

  public Map<String, String> details(H history, Found<H> found) {
    return details == null ? Map.of() : details.of(history, found);
  }

  /** How raisedAt was found, in words. */
  public String derivation(H history, Found<H> found) {
    if (derivation != null) {
      return derivation.of(history, found);
    }
    if (form instanceof Form.Absence<H> absence) {
      return absence.by().derivation(history, found.anchor());
    }
    return "the " + history.event(Math.max(found.raisedBy(), found.anchor())).typeName();
  }

  /** The settings whose values it was decided by. */
  public Setting[] settings() {
    if (settings.length == 0 && form instanceof Form.Absence<H> absence) {
      return absence.by().settings();
    }
    return settings.clone();
  }

  /** One line for people, without the name of the subject. */
  public String says(H history, Found<H> found) {
    return says.of(history, found);
  }

  /**
   * Whether defects of anchors at an instant are reported: since when, and until when, it holds.
   */
  public boolean holdsAt(long anchorAt) {
    return from <= anchorAt && anchorAt < until;
  }

  /** How severe, for the docs. */
  public String severityText() {
    return severityText;
  }

  /** Who is charged, for the docs. */
  public String chargeText() {
    return chargeText;
  }

  /** When it is raised, for the docs. */
  public String dueText() {
    return dueText;
  }

  @Override
  public String toString() {
    return code;
  }

  private static final int[] NOWHERE = {};

  /** A declaration that is being written. */
  public static final class Builder<H extends History<?>> {

    private static final Setting[] NO_SETTINGS = {};

    private final String code;
    private Scope scope = Scope.SUBJECT;
    private Grade<H> severity;
    private Charge<H> charge;
    private String escalates;
    private String missing;
    private Positions<H> evidence;
    private Positions<H> measures;
    private Details<H> details;
    private Words<H> derivation;
    private Setting[] settings = NO_SETTINGS;
    private Words<H> says;
    private String severityText;
    private String chargeText = "";
    private String dueText = "";
    private long from = Long.MIN_VALUE;
    private long until = Long.MAX_VALUE;

    private Builder(String code) {
      this.code = code;
    }

    public Builder<H> among(Scope groups) {
      scope = groups;
      return this;
    }

    public Builder<H> severity(Severity always) {
      severityText = always.name();
      severity = (history, found) -> always;
      return this;
    }

    public Builder<H> severity(String text, Grade<H> grade) {
      severityText = text;
      severity = grade;
      return this;
    }

    public Builder<H> charge(String text, Charge<H> party) {
      chargeText = text;
      charge = party;
      return this;
    }

    public Builder<H> charge(ChargedTo party) {
      return charge(party.name(), Charge.to(party));
    }

    public Builder<H> escalates(String milder) {
      escalates = milder;
      return this;
    }

    public Builder<H> missing(String types) {
      missing = types;
      return this;
    }

    public Builder<H> evidence(Positions<H> more) {
      evidence = more;
      return this;
    }

    public Builder<H> measures(Positions<H> event) {
      measures = event;
      return this;
    }

    public Builder<H> details(Details<H> more) {
      details = more;
      return this;
    }

    public Builder<H> because(Words<H> words, Setting... decisive) {
      derivation = words;
      settings = decisive;
      return this;
    }

    public Builder<H> says(Words<H> words) {
      says = words;
      return this;
    }

    /** When it is raised, for the docs. */
    public Builder<H> due(String text) {
      dueText = text;
      return this;
    }

    /** Reports only defects of anchors from one instant until before another. */
    public Builder<H> holding(long fromInstant, long untilInstant) {
      from = fromInstant;
      until = untilInstant;
      return this;
    }

    public Rule<H> absence(Matcher<H> after, Due<H> by, Matcher<H> unless) {
      return new Rule<>(this, new Form.Absence<>(after, by, unless, null));
    }

    public Rule<H> absence(Matcher<H> after, Due<H> by, Matcher<H> unless, Form.Expiry<H> expiry) {
      return new Rule<>(this, new Form.Absence<>(after, by, unless, expiry));
    }

    public Rule<H> occurrence(Matcher<H> event) {
      return new Rule<>(this, new Form.Occurrence<>(event, null));
    }

    public Rule<H> occurrence(Matcher<H> event, Matcher<H> clearedBy) {
      return new Rule<>(this, new Form.Occurrence<>(event, clearedBy));
    }

    public Rule<H> count(Matcher<H> when, int times, long within) {
      return new Rule<>(this, new Form.Count<>(when, times, within));
    }

    public Rule<H> sequence(Matcher<H> first, Matcher<H> then, Matcher<H> without, long within) {
      return new Rule<>(this, new Form.Sequence<>(first, then, without, within));
    }
  }
}
