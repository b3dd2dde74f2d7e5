package dev.odyssey.notifications.state;

import java.util.Map;

/** What is kept by id: in the state of an operator, or anywhere else. */
public interface Entries<V> {

  /** The value of an id, or null. */
  V get(String id);

  void put(String id, V value);

  void remove(String id);

  /** All of it, in no order; not to be changed meanwhile. */
  Iterable<Map.Entry<String, V>> all();
}
