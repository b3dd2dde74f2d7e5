package dev.odyssey.benchmarks;

import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** Where keyed state and timers lie. */
enum Store {
  HEAP("heap") {
    @Override
    StateBackend backend() {
      return new HashMapStateBackend();
    }
  },

  /**
   * As the project configures it, with as much memory as a slot of a middling TaskManager has for
   * it.
   */
  ROCKSDB("RocksDB") {
    @Override
    StateBackend backend() {
      Configuration configuration = GlobalConfiguration.loadConfiguration(FLINK_CONF.toString());
      configuration.set(RocksDBOptions.FIX_PER_SLOT_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
      return new EmbeddedRocksDBStateBackend()
          .configure(configuration, Store.class.getClassLoader());
    }
  };

  /** The directory of the project's {@code config.yaml}. */
  private static final Path FLINK_CONF =
      Path.of(System.getProperty("odyssey.home", "../../.."), "flink-conf", "sandbox");

  private final String title;

  Store(String title) {
    this.title = title;
  }

  abstract StateBackend backend();

  String title() {
    return title;
  }
}
