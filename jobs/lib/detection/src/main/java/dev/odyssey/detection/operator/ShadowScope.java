package dev.odyssey.detection.operator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is tried in the shadow: defects of some codes, or of all, whose anchors are in some spans of
 * time. What is outside is the same as what is live, and nobody has to be told.
 */
public final class ShadowScope {

  private record Span(long from, long until) {
    boolean has(long instant) {
      return from <= instant && instant < until;
    }
  }

  private final List<Span> ofAll;
  private final Map<String, List<Span>> byCode;

  private ShadowScope(List<Span> ofAll, Map<String, List<Span>> byCode) {
    this.ofAll = List.copyOf(ofAll);
    this.byCode = Map.copyOf(byCode);
  }

  /** Whether nothing is tried. */
  public boolean isEmpty() {
    return ofAll.isEmpty() && byCode.isEmpty();
  }

  /** Whether other policies are tried, by which every rule may find something else. */
  public boolean isOfEveryCode() {
    return !ofAll.isEmpty();
  }

  /** Whether a rule of a code is tried. */
  public boolean isOf(String code) {
    return isOfEveryCode() || byCode.containsKey(code);
  }

  /**
   * Whether a defect may differ.
   *
   * @param anchorAt the instant of its anchor, in epoch milliseconds
   */
  boolean covers(String code, long anchorAt) {
    return anyHas(ofAll, anchorAt) || anyHas(byCode.getOrDefault(code, List.of()), anchorAt);
  }

  private static boolean anyHas(List<Span> spans, long instant) {
    for (Span span : spans) {
      if (span.has(instant)) {
        return true;
      }
    }
    return false;
  }

  /** A scope that is being put together. Spans are from an instant until before another. */
  public static final class Builder {
    private final List<Span> ofAll = new ArrayList<>();
    private final Map<String, List<Span>> byCode = new HashMap<>();

    public Builder of(String code, long from, long until) {
      byCode.computeIfAbsent(code, c -> new ArrayList<>()).add(new Span(from, until));
      return this;
    }

    public Builder ofAll(long from, long until) {
      ofAll.add(new Span(from, until));
      return this;
    }

    public ShadowScope build() {
      return new ShadowScope(ofAll, byCode);
    }
  }
}
