package dev.odyssey.streaming.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages records by chance: of the same seed, record and number always in the same way. */
final class Damage {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final int HEADER = 10;

  /** Lengths and numbers that no record means, as Avro writes them. */
  private static final byte[][] ABSURD = {
    {1},
    {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F},
    {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F},
    {
      (byte) 0xFF,
      (byte) 0xFF,
      (byte) 0xFF,
      (byte) 0xFF,
      (byte) 0xFF,
      (byte) 0xFF,
      (byte) 0xFF,
      (byte) 0xFF,
      (byte) 0xFF,
      1
    },
    {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1},
  };

  /** What text can be and hardly ever is: NUL, halves of a character, direction marks, JSON. */
  private static final byte[][] ODD = {
    {0},
    {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
    {(byte) 0xC0, (byte) 0x80},
    {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
    "\u202E".getBytes(StandardCharsets.UTF_8),
    "\"}{\\u0000".getBytes(StandardCharsets.UTF_8),
    "[".repeat(3_000).getBytes(StandardCharsets.UTF_8),
    "{\"a\":".repeat(1_000).getBytes(StandardCharsets.UTF_8),
  };

  private final long seed;

  Damage(long seed) {
    this.seed = seed;
  }

  /**
   * A record with some damage, rarely with none.
   *
   * @param other what it may be mixed with
   * @param number of the record, which chance depends on
   */
  byte[] damage(byte[] record, byte[] other, long number) {
    SplittableRandom chance = new SplittableRandom(seed ^ (number * GOLDEN));
    byte[] damaged = record.clone();
    int times = 1 + (chance.nextInt(4) == 0 ? chance.nextInt(4) : 0);
    for (int i = 0; i < times; i++) {
      damaged = once(damaged, other, chance);
    }
    return damaged;
  }

  private static byte[] once(byte[] record, byte[] other, SplittableRandom chance) {
    int at = chance.nextInt(record.length + 1);
    return switch (chance.nextInt(9)) {
      case 0 -> flipped(record, 1, 0, chance);
      case 1 -> flipped(record, 1 + chance.nextInt(8), 0, chance);
      // Behind the header, so that more gets past the fingerprint.
      case 2 -> flipped(record, 1 + chance.nextInt(3), HEADER, chance);
      case 3 -> Arrays.copyOf(record, at);
      case 4 -> spliced(record, at, other, chance.nextInt(other.length + 1));
      case 5 -> replaced(record, at, ABSURD[chance.nextInt(ABSURD.length)]);
      case 6 -> inserted(record, at, ABSURD[chance.nextInt(ABSURD.length)]);
      case 7 -> inserted(record, at, ODD[chance.nextInt(ODD.length)]);
      default -> spliced(record, at, record, chance.nextInt(record.length + 1));
    };
  }

  private static byte[] flipped(byte[] record, int bits, int from, SplittableRandom chance) {
    if (record.length > from) {
      for (int i = 0; i < bits; i++) {
        record[from + chance.nextInt(record.length - from)] ^= (byte) (1 << chance.nextInt(8));
      }
    }
    return record;
  }

  /** The beginning of one and the end of another. */
  private static byte[] spliced(byte[] one, int at, byte[] other, int from) {
    byte[] spliced = Arrays.copyOf(one, at + other.length - from);
    System.arraycopy(other, from, spliced, at, other.length - from);
    return spliced;
  }

  private static byte[] inserted(byte[] record, int at, byte[] more) {
    byte[] inserted = Arrays.copyOf(record, record.length + more.length);
    System.arraycopy(more, 0, inserted, at, more.length);
    System.arraycopy(record, at, inserted, at + more.length, record.length - at);
    return inserted;
  }

  private static byte[] replaced(byte[] record, int at, byte[] by) {
    System.arraycopy(by, 0, record, at, Math.min(by.length, record.length - at));
    return record;
  }
}
