package dev.odyssey.detection.documents;

import dev.odyssey.codec.Instants;
import dev.odyssey.streaming.yaml.StrictYaml;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The documents that a job has accepted, and what becomes of the next one. A document takes effect
 * only while its {@code from} is not before the watermark, so that nothing that is over is judged
 * anew; to replace or withdraw one its {@code from} must still be to come.
 *
 * <p>Not thread-safe.
 */
public final class Documents {

  /** How large a document may be, in characters: people write them. */
  static final int MAX_CHARS = 1_000_000;

  private static final Set<String> SUBJECTS = Set.of("order", "contact", "issue");

  /** What becomes of a record. */
  public sealed interface Decision {}

  /** It changes what holds. */
  public record Taken(RuleDocument document) implements Decision {}

  /** It is none of this job's business. */
  public record Ignored() implements Decision {}

  /** It changes nothing, and somebody has to know why. */
  public record Refused(String why) implements Decision {}

  private static final Decision IGNORED = new Ignored();

  private final DocumentRules rules;
  private final TreeMap<String, String> accepted = new TreeMap<>();

  /** With the documents that were accepted before. */
  public Documents(DocumentRules rules, Iterable<RuleDocument> before) {
    this.rules = rules;
    before.forEach(this::apply);
  }

  /** The documents that are accepted, in the order of their keys. */
  public List<RuleDocument> accepted() {
    return listed(accepted);
  }

  /** The documents of a map by key. */
  public static List<RuleDocument> listed(Map<String, String> byKey) {
    List<RuleDocument> documents = new ArrayList<>(byKey.size());
    byKey.forEach((key, text) -> documents.add(new RuleDocument(key, text)));
    return documents;
  }

  /**
   * Decides about a record, and remembers the document if it is taken.
   *
   * @param key null where the record has none
   * @param text null for a tombstone
   * @param watermark of the events, in epoch milliseconds; the lowest if there was none yet
   */
  public Decision decide(String key, String text, long watermark) {
    try {
      Decision decision =
          text == null ? withdrawn(key, watermark) : published(key, text, watermark);
      if (decision instanceof Taken taken) {
        apply(taken.document());
      }
      return decision;
    } catch (IllegalArgumentException e) {
      return new Refused(e.getMessage());
    }
  }

  private void apply(RuleDocument document) {
    if (document.isWithdrawal()) {
      accepted.remove(document.key());
    } else {
      accepted.put(document.key(), document.text());
    }
  }

  private Decision withdrawn(String key, long watermark) {
    DocumentKey parsed = DocumentKey.parse(key);
    if (!accepted.containsKey(key)) {
      refuseOtherSpelling(key, parsed);
      return IGNORED;
    }
    refuseUnlessToCome(key, parsed, watermark, "withdrawn");
    return new Taken(new RuleDocument(key, null));
  }

  private Decision published(String key, String text, long watermark) {
    DocumentKey parsed = DocumentKey.parse(key);
    if (text.length() > MAX_CHARS) {
      throw wrong(key, "has %d characters: at most %d".formatted(text.length(), MAX_CHARS));
    }
    Map<?, ?> document = new StrictYaml("Document", key).read(text);
    if (!parsed.isOfPolicies() && isOthers(document.get("of"))) {
      // It was this job's as long as the document said so.
      return accepted.containsKey(key) ? withdrawn(key, watermark) : IGNORED;
    }
    refuseOtherFrom(key, parsed, document.get("from"));
    refuseOtherSpelling(key, parsed);
    if (parsed.from() < watermark) {
      throw wrong(
          key,
          "from %s is before the watermark %s: what is over is not judged anew"
              .formatted(Instants.format(parsed.from()), Instants.format(watermark)));
    }
    if (accepted.containsKey(key)) {
      refuseUnlessToCome(key, parsed, watermark, "replaced");
    }
    Map<String, String> next = new TreeMap<>(accepted);
    next.put(key, text);
    rules.check(listed(next), key);
    return new Taken(new RuleDocument(key, text));
  }

  private boolean isOthers(Object of) {
    return of instanceof String subject && SUBJECTS.contains(subject) && !rules.concerns(subject);
  }

  private static void refuseOtherFrom(String key, DocumentKey parsed, Object from) {
    try {
      if (from != null && Instant.parse(from.toString()).toEpochMilli() == parsed.from()) {
        return;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Said below.
    }
    throw wrong(key, "key from, value " + from + ": expected the instant behind the @ of the key");
  }

  /** Compaction keeps what is published under either, and a tombstone takes back one of them. */
  private void refuseOtherSpelling(String key, DocumentKey parsed) {
    for (String other : accepted.keySet()) {
      if (!other.equals(key) && DocumentKey.parse(other).equals(parsed)) {
        throw wrong(key, "this version is published under the key " + other);
      }
    }
  }

  private static void refuseUnlessToCome(
      String key, DocumentKey parsed, long watermark, String what) {
    if (parsed.from() <= watermark) {
      throw wrong(
          key,
          "cannot be %s any more: it holds since %s, and the watermark is %s"
              .formatted(what, Instants.format(parsed.from()), Instants.format(watermark)));
    }
  }

  private static IllegalArgumentException wrong(String key, String why) {
    return new IllegalArgumentException("Document " + key + ": " + why);
  }
}
