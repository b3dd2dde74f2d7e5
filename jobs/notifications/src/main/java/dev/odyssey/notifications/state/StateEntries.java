package dev.odyssey.notifications.state;

import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.FlinkRuntimeException;

/** Entries in keyed state: each is read and written by itself, however many there are. */
public final class StateEntries<V> implements Entries<V> {

  private final MapState<String, V> state;

  public StateEntries(RuntimeContext context, String name, TypeInformation<V> type) {
    state = context.getMapState(new MapStateDescriptor<>(name, Types.STRING, type));
  }

  @Override
  public V get(String id) {
    try {
      return state.get(id);
    } catch (Exception e) {
      throw new FlinkRuntimeException("State of " + id + " cannot be read", e);
    }
  }

  @Override
  public void put(String id, V value) {
    try {
      state.put(id, value);
    } catch (Exception e) {
      throw new FlinkRuntimeException("State of " + id + " cannot be written", e);
    }
  }

  @Override
  public void remove(String id) {
    try {
      state.remove(id);
    } catch (Exception e) {
      throw new FlinkRuntimeException("State of " + id + " cannot be removed", e);
    }
  }

  @Override
  public Iterable<Map.Entry<String, V>> all() {
    try {
      return state.entries();
    } catch (Exception e) {
      throw new FlinkRuntimeException("State cannot be read", e);
    }
  }
}
