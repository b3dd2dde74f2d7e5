package dev.odyssey.detection.cep;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;

/**
 * The state of one subject while its signals are matched: map state in hash maps, by reference,
 * never serialized. Any other kind of state is refused.
 */
final class InMemoryStateStore implements InvocationHandler {

  private final List<InMemoryMapState<?, ?>> states = new ArrayList<>();

  KeyedStateStore asKeyedStateStore() {
    return (KeyedStateStore)
        Proxy.newProxyInstance(
            KeyedStateStore.class.getClassLoader(), new Class<?>[] {KeyedStateStore.class}, this);
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) {
    if (method.getReturnType() != MapState.class) {
      throw new UnsupportedOperationException(
          "matching in memory offers map state only, not " + method);
    }
    InMemoryMapState<?, ?> state = new InMemoryMapState<>();
    states.add(state);
    return state;
  }

  boolean isEmpty() {
    return states.stream().allMatch(InMemoryMapState::isEmpty);
  }

  void clear() {
    for (InMemoryMapState<?, ?> state : states) {
      state.clear();
    }
  }

  private static final class InMemoryMapState<K, V> implements MapState<K, V> {

    private Map<K, V> entries = new HashMap<>();

    @Override
    public V get(K key) {
      return entries.get(key);
    }

    @Override
    public void put(K key, V value) {
      entries.put(key, value);
    }

    @Override
    public void putAll(Map<K, V> added) {
      entries.putAll(added);
    }

    @Override
    public void remove(K key) {
      entries.remove(key);
    }

    @Override
    public boolean contains(K key) {
      return entries.containsKey(key);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
      return entries.entrySet();
    }

    @Override
    public Iterable<K> keys() {
      return entries.keySet();
    }

    @Override
    public Iterable<V> values() {
      return entries.values();
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return entries.entrySet().iterator();
    }

    @Override
    public boolean isEmpty() {
      return entries.isEmpty();
    }

    /** A new map: a hash map that was large once takes long to clear ever after. */
    @Override
    public void clear() {
      if (!entries.isEmpty()) {
        entries = new HashMap<>();
      }
    }
  }
}
