package dev.odyssey.detection.cep;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.cep.configuration.SharedBufferCacheConfig;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.State;
import org.apache.flink.cep.nfa.StateTransition;
import org.apache.flink.cep.nfa.StateTransitionAction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.apache.flink.cep.pattern.GroupPattern;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.WithinType;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.time.TimerService;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * Runs a CEP pattern over the signals of one subject, in memory, by Flink CEP's own automaton: no
 * operator, no keyed state, no timers. The matches, and their order, are those of a {@code
 * CEP.pattern(...)} operator that reads the same signals for one key and then one watermark.
 *
 * <p>This is the only class of the project that uses the internals of Flink CEP ({@code
 * org.apache.flink.cep.nfa}, pinned to Flink's version); whoever upgrades Flink has this class to
 * look after, and a differential test against the stock operator to tell whether it still holds.
 *
 * <p>Nothing is kept between two calls. A call costs microseconds, so that a subject's whole
 * history may be matched again whenever something is learned about it: a signal that cannot move
 * the automaton, whatever state it is in, is told from its conditions and not fed to it; event time
 * is advanced only for patterns that have a window; and what the automaton allocates per pattern is
 * reused.
 *
 * <p>What conditions may do: look at the signal, its timestamp, and the signals of earlier stages.
 * They must be pure, since they may be evaluated more than once, or for a signal that comes to
 * nothing. They may be rich (opened with the matcher, closed with it), but there is no runtime
 * context to speak of and no processing time: both are refused with {@link
 * UnsupportedOperationException}, as they would make a replay give another answer.
 *
 * <p>Not thread-safe; one per pattern and operator. Close it.
 *
 * @param <T> what the pattern reads
 */
public final class PatternMatcher<T> implements AutoCloseable {

  /**
   * As many as the buffer keeps in its cache's smallest form; what is beyond goes to the hash maps
   * of the state store, which do not stay large after one long history.
   */
  private static final int CACHE_SLOTS = 19;

  private static final TimerService NO_PROCESSING_TIME =
      () -> {
        throw new UnsupportedOperationException("a condition may not look at processing time");
      };

  private final String description;
  private final NFA<T> nfa;
  private final AfterMatchSkipStrategy skipStrategy;
  private final boolean windowed;
  private final Transitions<T> transitions;

  private final InMemoryStateStore store = new InMemoryStateStore();
  private final SharedBuffer<T> buffer;
  private final SharedBufferAccessor<T> accessor;

  /** Holds start states only, which the automaton reads and never takes out. */
  private final PriorityQueue<ComputationState> start;

  private final NFAState state;

  /**
   * Compiles a pattern and opens its conditions.
   *
   * @throws org.apache.flink.cep.pattern.MalformedPatternException if it is not a pattern
   */
  public PatternMatcher(Pattern<T, ?> pattern) {
    description = describe(pattern);
    nfa = NFACompiler.compileFactory(pattern, false).createNFA();
    skipStrategy = pattern.getAfterMatchSkipStrategy();
    windowed = hasWindow(pattern);
    transitions = Transitions.of(nfa);

    buffer =
        new SharedBuffer<>(
            store.asKeyedStateStore(),
            null, // nothing is serialized
            new SharedBufferCacheConfig(CACHE_SLOTS, CACHE_SLOTS, Duration.ofDays(1)));
    // It has started a thread to log how its caches do.
    buffer.releaseCacheStatisticsTimer();
    accessor = buffer.getAccessor();

    start = new PriorityQueue<>(nfa.createInitialNFAState().getPartialMatches());
    state = nfa.createInitialNFAState();
    try {
      nfa.open(refusingRuntimeContext(), new Configuration());
    } catch (Exception e) {
      throw new FlinkRuntimeException("Cannot open the conditions of pattern " + description, e);
    }
  }

  /**
   * All matches in a complete history: after its last signal time runs out, every window closes,
   * and what was not to follow has not followed.
   *
   * @param signals one subject's signals, by ascending time; those of one instant in the order in
   *     which they count
   * @param timestamp the event time of a signal, in epoch milliseconds
   * @throws IllegalArgumentException if a signal is earlier than the one before it
   * @throws FlinkRuntimeException if a condition fails, or the skip strategy has nowhere to skip to
   */
  public List<Match<T>> match(List<? extends T> signals, ToLongFunction<? super T> timestamp) {
    return match(signals, timestamp, Long.MAX_VALUE);
  }

  /**
   * All matches in a history as far as it is known at an instant. Differs from {@link #match(List,
   * ToLongFunction)} only for signals after that instant, which are left out, and for patterns with
   * a window, none of which closes later than that.
   *
   * @param now the event time up to which, itself included, the signals are complete (a watermark);
   *     epoch milliseconds
   */
  public List<Match<T>> match(
      List<? extends T> signals, ToLongFunction<? super T> timestamp, long now) {
    List<Match<T>> matches = new ArrayList<>(0);
    T current = null;
    try {
      boolean started = false;
      long time = Long.MIN_VALUE;
      for (T signal : signals) {
        current = signal;
        long at = timestamp.applyAsLong(signal);
        if (at < time) {
          throw new IllegalArgumentException(
              "signals are out of order: %s at %d comes after one at %d"
                  .formatted(signal, at, time));
        }
        if (at > now) {
          break;
        }
        if (at > time || !started) {
          advanceTime(at, matches);
          time = at;
          started = true;
        }
        if (transitions.mayMoveOn(signal, at)) {
          collect(
              nfa.process(accessor, state, signal, at, skipStrategy, NO_PROCESSING_TIME), matches);
        }
      }
      if (started && windowed) {
        advanceTime(now, matches);
      }
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (Exception e) {
      throw new FlinkRuntimeException("Pattern " + description + " failed at " + current, e);
    } finally {
      reset();
    }
    return matches;
  }

  private void advanceTime(long time, List<Match<T>> matches) throws Exception {
    if (windowed) {
      collect(nfa.advanceTime(accessor, state, time, skipStrategy).f0, matches);
    } else {
      // Nothing to time out; the buffer forgets how many events the past instants had.
      accessor.advanceTime(time);
    }
  }

  private static <T> void collect(Collection<Map<String, List<T>>> found, List<Match<T>> matches) {
    for (Map<String, List<T>> stages : found) {
      matches.add(new Match<>(stages));
    }
  }

  private void reset() {
    state.setNewPartialMatches(start);
    state.getCompletedMatches().clear();
    try {
      // The one way to empty the buffer's caches: it flushes them to the store.
      accessor.close();
    } catch (Exception e) {
      throw new FlinkRuntimeException("Cannot reset pattern " + description, e);
    }
    store.clear();
  }

  /** Whether nothing is left of the signals that were matched. */
  boolean isEmpty() throws Exception {
    return buffer.isEmpty()
        && buffer.getSharedBufferNodeCacheSize() == 0
        && store.isEmpty()
        && state.getCompletedMatches().isEmpty()
        && state.getPartialMatches().stream().allMatch(s -> s.getStartEventID() == null);
  }

  /**
   * Closes the conditions.
   *
   * @throws FlinkRuntimeException if one of them fails at it
   */
  @Override
  public void close() {
    try {
      nfa.close();
    } catch (Exception e) {
      throw new FlinkRuntimeException("Cannot close the conditions of pattern " + description, e);
    }
  }

  private static String describe(Pattern<?, ?> pattern) {
    Pattern<?, ?> previous = pattern.getPrevious();
    String stage =
        pattern instanceof GroupPattern<?, ?> group
            ? "(" + describe(group.getRawPattern()) + ")"
            : pattern.getName();
    return previous == null ? stage : describe(previous) + " " + stage;
  }

  private static boolean hasWindow(Pattern<?, ?> pattern) {
    return pattern.getWindowSize().isPresent()
        || pattern.getWindowSize(WithinType.PREVIOUS_AND_CURRENT).isPresent()
        || (pattern.getTimes() != null && pattern.getTimes().getWindowSize().isPresent())
        || (pattern instanceof GroupPattern<?, ?> group && hasWindow(group.getRawPattern()))
        || (pattern.getPrevious() != null && hasWindow(pattern.getPrevious()));
  }

  private static RuntimeContext refusingRuntimeContext() {
    return (RuntimeContext)
        Proxy.newProxyInstance(
            RuntimeContext.class.getClassLoader(),
            new Class<?>[] {RuntimeContext.class},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(
                  "a condition may not use the runtime context: " + method.getName());
            });
  }

  /**
   * The automaton's edges, to tell without it that a signal leaves it as it is: in every state in
   * which a partial match can rest, the one edge open to the signal is the one that ignores it, and
   * in the start state none is.
   */
  private static final class Transitions<T> implements IterativeCondition.Context<T> {

    /** What must not hold: the edges that lead somewhere. */
    private final List<IterativeCondition<T>> moves = new ArrayList<>();

    /** What must hold, by resting state: the edges that ignore the signal. */
    private final List<List<IterativeCondition<T>>> ignores = new ArrayList<>();

    private long timestamp;
    private boolean askedForHistory;

    static <T> Transitions<T> of(NFA<T> nfa) {
      Transitions<T> transitions = new Transitions<>();
      for (State<T> state : nfa.getStates()) {
        transitions.add(state);
      }
      return transitions;
    }

    private void add(State<T> state) {
      if (state.isFinal() || state.isStop()) {
        return;
      }
      List<IterativeCondition<T>> ignore = new ArrayList<>();
      for (StateTransition<T> edge : state.getStateTransitions()) {
        boolean stays =
            edge.getAction() == StateTransitionAction.IGNORE
                && edge.getTargetState().getName().equals(state.getName());
        (stays ? ignore : moves).add(edge.getCondition());
      }
      if (!state.isStart()) {
        ignores.add(ignore);
      }
    }

    /** False only if the signal leaves the automaton as it is. */
    boolean mayMoveOn(T signal, long at) {
      timestamp = at;
      askedForHistory = false;
      try {
        return anyHolds(moves, signal) || !eachHasOne(ignores, signal) || askedForHistory;
      } catch (Exception e) {
        // The automaton evaluates the condition if it comes to that, and then it is the one to
        // fail.
        return true;
      }
    }

    private boolean eachHasOne(List<List<IterativeCondition<T>>> alternatives, T signal)
        throws Exception {
      for (int i = 0; i < alternatives.size(); i++) {
        if (!anyHolds(alternatives.get(i), signal)) {
          return false;
        }
      }
      return true;
    }

    private boolean anyHolds(List<IterativeCondition<T>> conditions, T signal) throws Exception {
      for (int i = 0; i < conditions.size(); i++) {
        IterativeCondition<T> condition = conditions.get(i);
        if (condition == null || condition.filter(signal, this)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Iterable<T> getEventsForPattern(String stage) {
      askedForHistory = true;
      return List.of();
    }

    @Override
    public long timestamp() {
      return timestamp;
    }

    @Override
    public long currentProcessingTime() {
      return NO_PROCESSING_TIME.currentProcessingTime();
    }
  }
}
