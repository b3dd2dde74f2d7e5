package dev.odyssey.notifications.state;

import java.util.HashMap;
import java.util.Map;

/** Entries on the heap, which count how often they are asked. */
public final class HeapEntries<V> implements Entries<V> {

  private final Map<String, V> values = new HashMap<>();
  private long accesses;

  @Override
  public V get(String id) {
    accesses++;
    return values.get(id);
  }

  @Override
  public void put(String id, V value) {
    accesses++;
    values.put(id, value);
  }

  @Override
  public void remove(String id) {
    accesses++;
    values.remove(id);
  }

  @Override
  public Iterable<Map.Entry<String, V>> all() {
    accesses += values.size();
    return Map.copyOf(values).entrySet();
  }

  public int size() {
    return values.size();
  }

  /** How many values were read or written. */
  public long accesses() {
    return accesses;
  }
}
