package dev.odyssey.mapping;

import dev.odyssey.mapping.Emission.Defaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A mapping file, checked: how records of other systems become events. */
public final class Mapping {

  private static final List<String> KEYS =
      List.of(
          "source",
          "target",
          "define",
          "times",
          "subject",
          "order",
          "where",
          "pivot",
          "together",
          "remember",
          "at",
          "recordedAt",
          "id",
          "fields",
          "rules",
          "lifecycle",
          "conversation",
          "otherwise",
          "unmapped");
  private static final String SKIP = "skip";
  private static final String FILE_ORDER = "file";

  private final Source source;
  private final Target target;
  private final Values values;
  private final Value subject;
  private final TimeValue order;
  private final Condition where;
  private final Pivot pivot;
  private final Value together;
  private final List<String> remembered;
  private final List<Rule> rules;
  private final Lifecycle lifecycle;
  private final Conversation conversation;
  private final boolean skipsOthers;
  private final boolean skipsUnmapped;

  private Mapping(Node root, Path folder) {
    Map<String, Node> keys = root.entries(KEYS);
    source = Source.parse(required(root, keys, "source"));
    target = Target.of(required(root, keys, "target"));
    values = new Values(folder);
    Times times = new Times(values);
    if (keys.containsKey("times")) {
      times.setUsual(keys.get("times"));
    }
    subject = subject(root, keys);
    where = keys.containsKey("where") ? values.condition(keys.get("where")) : Condition.ALWAYS;
    pivot = keys.containsKey("pivot") ? Pivot.parse(keys.get("pivot")) : null;
    together = keys.containsKey("together") ? values.value(keys.get("together")) : null;
    remembered = keys.containsKey("remember") ? keys.get("remember").texts() : List.of();
    TimeValue at = keys.containsKey("at") ? times.time(keys.get("at")) : null;
    order = order(keys, times, at);
    Defaults defaults = defaults(keys, times, at);
    rules = keys.containsKey("rules") ? Rule.parseAll(keys.get("rules"), defaults) : List.of();
    lifecycle = lifecycle(keys, defaults);
    conversation = conversation(keys, defaults);
    if (rules.isEmpty() && lifecycle == null && conversation == null) {
      throw root.wrong("nothing makes events: no rules, no lifecycle, no conversation");
    }
    skipsOthers = skips(keys.get("otherwise"));
    skipsUnmapped = skips(keys.get("unmapped"));
  }

  /**
   * Reads a mapping file.
   *
   * @throws MappingException naming file, line, key and value of what is wrong
   * @throws IOException if it cannot be read
   */
  public static Mapping load(Path file) throws IOException {
    return parse(file.toString(), file.toAbsolutePath().getParent(), Files.readString(file));
  }

  static Mapping parse(String name, Path folder, String text) {
    return new Mapping(Node.parse(name, text), folder);
  }

  private static Node required(Node root, Map<String, Node> keys, String key) {
    if (!keys.containsKey(key)) {
      throw root.wrong(key + " is missing");
    }
    return keys.get(key);
  }

  private Value subject(Node root, Map<String, Node> keys) {
    if (keys.containsKey("subject")) {
      return values.value(keys.get("subject"));
    }
    if (source.format() == Source.Format.XES) {
      return values.ofText(XesRecords.CASE + "concept:name");
    }
    throw root.wrong("subject is missing: which order or contact a record is about");
  }

  private static TimeValue order(Map<String, Node> keys, Times times, TimeValue at) {
    Node order = keys.get("order");
    if (order == null) {
      return at;
    }
    return order.isText(FILE_ORDER) ? null : times.time(order);
  }

  private Defaults defaults(Map<String, Node> keys, Times times, TimeValue at) {
    Defaults bare =
        new Defaults(
            target,
            values,
            times,
            at,
            keys.containsKey("recordedAt") ? times.time(keys.get("recordedAt")) : null,
            keys.containsKey("id") ? values.value(keys.get("id")) : null,
            Map.of());
    Map<String, Value> fields =
        new LinkedHashMap<>(
            Emission.fields(
                keys.containsKey("fields") ? keys.get("fields").entries() : Map.of(), bare));
    fields.putIfAbsent(target.subjectField(), Mapping::usualSubject);
    return new Defaults(target, values, times, at, bare.recordedAt(), bare.id(), fields);
  }

  /** The subject; of its second contact {@code subject-2}. */
  private static Object usualSubject(Scope scope) {
    Object contact = scope.known(Scope.CONTACT);
    return contact instanceof Integer number && number > 1
        ? scope.subject() + "-" + number
        : scope.subject();
  }

  private Lifecycle lifecycle(Map<String, Node> keys, Defaults defaults) {
    Node node = keys.get("lifecycle");
    if (node != null && target != Target.ORDER_EVENTS) {
      throw node.wrong("a lifecycle makes order-events; contact-events have a conversation");
    }
    return node == null ? null : new Lifecycle(node, defaults);
  }

  private Conversation conversation(Map<String, Node> keys, Defaults defaults) {
    Node node = keys.get("conversation");
    if (node != null && target != Target.CONTACT_EVENTS) {
      throw node.wrong("a conversation makes contact-events; order-events have a lifecycle");
    }
    return node == null ? null : new Conversation(node, defaults);
  }

  private static boolean skips(Node node) {
    if (node == null) {
      return false;
    }
    if (!node.isText(SKIP) && !node.isText("report")) {
      throw node.wrong("expected skip or report");
    }
    return node.isText(SKIP);
  }

  /** What the events are: {@code order-events} or {@code contact-events}. */
  public String topic() {
    return target.topic();
  }

  /** Whether what cannot be mapped is only counted. */
  public boolean skipsUnmapped() {
    return skipsUnmapped;
  }

  Source source() {
    return source;
  }

  Target target() {
    return target;
  }

  /** Whether an expression may look at any field. */
  boolean mayLookAtAnything() {
    return values.mayLookAtAnything();
  }

  Value subject() {
    return subject;
  }

  /** What a subject's records are sorted by; null for the order in which they are read. */
  TimeValue order() {
    return order;
  }

  Condition where() {
    return where;
  }

  /** The field that a record says by name; null if records say all of theirs. */
  Pivot pivot() {
    return pivot;
  }

  /** Records of a subject that agree in this are one; null if each is one. */
  Value together() {
    return together;
  }

  /** The paths that an input must have. */
  Set<String> paths() {
    Set<String> paths = new HashSet<>(values.paths());
    if (pivot != null) {
      paths.removeAll(pivot.fields());
      paths.add(pivot.name());
      paths.add(pivot.value());
    }
    return paths;
  }

  List<String> remembered() {
    return remembered;
  }

  List<Rule> rules() {
    return rules;
  }

  Lifecycle lifecycle() {
    return lifecycle;
  }

  Conversation conversation() {
    return conversation;
  }

  /** Whether records that no rule takes are no news, and not reported. */
  boolean skipsOthers() {
    return skipsOthers;
  }
}
