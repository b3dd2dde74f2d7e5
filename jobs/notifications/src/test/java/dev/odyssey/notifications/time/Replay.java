package dev.odyssey.notifications.time;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Runs rules over inputs without Flink, instant by instant, as the operators do. */
public final class Replay<S extends Record, I, O> {

  /** What was told at an instant. */
  public record Told<O>(long at, O what) {}

  private final Rules<S, I, O> rules;
  private final TypeSerializer<S> serializer;
  private final TreeMap<Long, List<I>> inputs = new TreeMap<>();
  private Random order;
  private boolean restarts;

  public Replay(Rules<S, I, O> rules, Class<S> state) {
    this.rules = rules;
    this.serializer = RecordType.forRecord(state).createSerializer(null);
  }

  /** Adds an input of an instant. */
  public Replay<S, I, O> at(long instant, I input) {
    inputs.computeIfAbsent(instant, at -> new ArrayList<>()).add(input);
    return this;
  }

  /** Takes what comes at an instant in another order. */
  public Replay<S, I, O> shuffled(long seed) {
    order = new Random(seed);
    return this;
  }

  /** Writes and reads the state after each decision. */
  public Replay<S, I, O> restarting() {
    restarts = true;
    return this;
  }

  /** Runs until an instant, itself included. */
  public List<Told<O>> until(long end) {
    TreeMap<Long, List<I>> coming = new TreeMap<>(inputs);
    List<Told<O>> told = new ArrayList<>();
    S state = null;
    long next = Rules.NEVER;
    while (true) {
      long now = Math.min(next, coming.isEmpty() ? Rules.NEVER : coming.firstKey());
      if (now > end) {
        return told;
      }
      List<I> news = coming.containsKey(now) ? new ArrayList<>(coming.remove(now)) : List.of();
      if (order != null) {
        Collections.shuffle(news, order);
      }
      long at = now;
      state = rules.decide(state, news, now, what -> told.add(new Told<>(at, what)));
      if (restarts && state != null) {
        state = copy(state);
      }
      next = state == null ? Rules.NEVER : rules.next(state, now);
      if (next <= now) {
        throw new AssertionError("decided again at " + next + ", not after " + now);
      }
    }
  }

  private S copy(S state) {
    try {
      DataOutputSerializer out = new DataOutputSerializer(256);
      serializer.serialize(state, out);
      return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
