package dev.odyssey.scorecards.job;

import dev.odyssey.scorecards.Counters;
import dev.odyssey.scorecards.Tier;
import dev.odyssey.streaming.ValueSerializer;
import dev.odyssey.streaming.types.LayoutSnapshot;
import dev.odyssey.streaming.types.ValueTypeInfo;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What is kept of a provider: the days of the window and those ahead, and the tier. A provider of
 * whom nothing is left but the tier is kept for good, or its revisions would begin anew.
 *
 * @param days without zeros; not to be changed
 * @param tier null before the first decision
 * @param revision of the tier; 0 before the first decision
 * @param today the last day known to have begun; null before any
 * @param wakeAt the timer for the next day, in epoch milliseconds; null where none is set
 * @param changed whether anything came since the last decision
 */
record ProviderState(
    NavigableMap<LocalDate, Counters> days,
    Tier tier,
    long revision,
    LocalDate today,
    Long wakeAt,
    boolean changed) {

  /** How many days are looked at, today among them. */
  static final int WINDOW_DAYS = 28;

  static final TypeInformation<ProviderState> TYPE =
      new ValueTypeInfo<>(ProviderState.class, Serializer.INSTANCE);

  static final ProviderState EMPTY =
      new ProviderState(Collections.emptyNavigableMap(), null, 0, null, null, false);

  /** The first day that is looked at. */
  LocalDate from() {
    return today.minusDays(WINDOW_DAYS - 1);
  }

  /** With the counts of a day, unless the window has left it behind. */
  ProviderState with(LocalDate day, Counters counters) {
    boolean behind = today != null && day.isBefore(from());
    if (behind || counters.equals(days.getOrDefault(day, Counters.ZERO))) {
      return this;
    }
    NavigableMap<LocalDate, Counters> changed = new TreeMap<>(days);
    if (counters.isZero()) {
      changed.remove(day);
    } else {
      changed.put(day, counters);
    }
    return new ProviderState(changed, tier, revision, today, wakeAt, true);
  }

  /** On a day, without those that the window leaves behind. */
  ProviderState on(LocalDate day) {
    if (today != null && !day.isAfter(today)) {
      return this;
    }
    ProviderState moved = new ProviderState(days, tier, revision, day, wakeAt, changed);
    NavigableMap<LocalDate, Counters> ahead = days.tailMap(moved.from(), true);
    return new ProviderState(ahead, tier, revision, day, wakeAt, true);
  }

  ProviderState wakingAt(Long instant) {
    return new ProviderState(days, tier, revision, today, instant, changed);
  }

  /** Decided again, with the same tier or with another. */
  ProviderState decided(Tier decision, long decisionRevision) {
    return new ProviderState(days, decision, decisionRevision, today, wakeAt, false);
  }

  /** The counts of the days from the first that is looked at up to today. */
  Counters window() {
    Counters sum = Counters.ZERO;
    for (Counters counters : days.subMap(from(), true, today, true).values()) {
      sum = sum.plus(counters);
    }
    return sum;
  }

  private static final class Serializer extends ValueSerializer<ProviderState> {

    private static final long serialVersionUID = 1;
    private static final String NONE = "";

    static final Serializer INSTANCE = new Serializer();

    @Override
    public void serialize(ProviderState state, DataOutputView out) throws IOException {
      out.writeInt(state.days.size());
      for (Map.Entry<LocalDate, Counters> day : state.days.entrySet()) {
        out.writeLong(day.getKey().toEpochDay());
        RowState.write(day.getValue(), out);
      }
      writeText(state.tier == null ? NONE : state.tier.name(), out);
      out.writeLong(state.revision);
      out.writeLong(state.today == null ? Long.MIN_VALUE : state.today.toEpochDay());
      out.writeBoolean(state.wakeAt != null);
      out.writeLong(state.wakeAt == null ? 0 : state.wakeAt);
      out.writeBoolean(state.changed);
    }

    @Override
    public ProviderState deserialize(DataInputView in) throws IOException {
      NavigableMap<LocalDate, Counters> days = new TreeMap<>();
      for (int i = in.readInt(); i > 0; i--) {
        days.put(LocalDate.ofEpochDay(in.readLong()), RowState.readCounters(in));
      }
      String tier = readText(in);
      long revision = in.readLong();
      long today = in.readLong();
      boolean wakes = in.readBoolean();
      long wakeAt = in.readLong();
      return new ProviderState(
          days,
          tier.equals(NONE) ? null : Tier.valueOf(tier),
          revision,
          today == Long.MIN_VALUE ? null : LocalDate.ofEpochDay(today),
          wakes ? (Long) wakeAt : null,
          in.readBoolean());
    }

    @Override
    public TypeSerializerSnapshot<ProviderState> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Public and with this constructor because Flink makes it by reflection. */
  public static final class Snapshot extends LayoutSnapshot<ProviderState> {

    /** Counters had defects where {@code reopened} is since, and no rows of codes. */
    private static final int LAYOUT = 2;

    public Snapshot() {
      super(LAYOUT, () -> Serializer.INSTANCE);
    }
  }
}
