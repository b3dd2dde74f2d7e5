package dev.odyssey.streaming.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Interval 1 s, settle 30 s, patience 3 s throughout. */
class PulseClockTest {

  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration SETTLE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Where the second 0 of the scripts lies. */
  private static final long START = 1_700_000_000_000L;

  static List<Arguments> scripts() {
    return List.of(
        script(
            "a start claims nothing before it has settled",
            """
            0-29 steady claims nothing
            30-40 steady claims now
            outages 0
            """),
        script(
            "one pulse under way in a partition at a time",
            """
            0-30 steady claims now-from-30
            31 claim 0 = 31
            32 claim 0 = none
            32 claim 1 = 32
            33 ack 0
            33 claim 0 = 33
            outages 0
            """),
        script(
            "after a failure what is known to be on the topic is repeated, until it has settled",
            """
            0-35 steady claims now-from-30
            36 claim 0 = 36
            38 claim 1 = 38
            39 fail 0
            39 fail 1
            39-68 steady claims 35
            69-70 steady claims now
            outages 1
            """),
        script(
            "a pulse that was under way in an outage and is flushed late starts the settling",
            """
            0-35 steady claims now-from-30
            36 claim 0 = 36
            40 ack 0
            40 claim 0 = 36
            41 ack 0
            41 claim 1 = 35
            outages 1
            """),
        script(
            "a pulse overdue in one partition holds the others before it is given up",
            """
            0-35 steady claims now-from-30
            36 claim 0 = 36
            39 claim 0 = none
            39 claim 1 = 39
            39 ack 1
            39.5 claim 0 = none
            39.5 claim 1 = 39
            outages 1
            """),
        script(
            "an outage lasts as long as attempts fail, and is counted once",
            """
            0-35 steady claims now-from-30
            36 claim 0 = 36
            39 fail 0
            39 tick
            40 claim 0 = 35
            43 fail 0
            43 tick
            44 claim 0 = 35
            47 fail 0
            47-76 steady claims 35
            77 steady claims now
            outages 1
            """),
        script(
            "trouble while settling starts the settling again",
            """
            0-20 steady claims nothing
            21 unreachable
            21-50 steady claims nothing
            51-60 steady claims now
            outages 1
            """),
        script(
            "a standstill of our own is trouble: nobody looked",
            """
            0-35 steady claims now-from-30
            40 tick
            40-69 steady claims 35
            70 steady claims now
            outages 1
            """),
        script(
            "a second outage is counted again",
            """
            0-35 steady claims now-from-30
            36 unreachable
            36-66 steady claims 35-until-66
            67 unreachable
            67-96 steady claims 66
            97 steady claims now
            outages 2
            """),
        script(
            "a partition that is added claims as the others do",
            """
            0-35 steady claims now-from-30
            36 claim 7 = 36
            36 fail 7
            37 claim 8 = nothing
            outages 1
            """));
  }

  private static Arguments script(String name, String lines) {
    return Arguments.of(name, lines);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scripts")
  void follows(String name, String script) {
    PulseClock clock = clock();
    for (String line : script.lines().toList()) {
      step(clock, line);
    }
  }

  private static void step(PulseClock clock, String line) {
    String[] words = line.split(" ");
    switch (words[1]) {
      case "steady" -> {
        String[] range = words[0].split("-");
        for (int s = Integer.parseInt(range[0]);
            s <= Integer.parseInt(range[range.length - 1]);
            s++) {
          clock.tick(at(s));
          for (int partition = 0; partition < 2; partition++) {
            assertThat(clock.claim(partition, at(s)))
                .as("%s, at %d", line, s)
                .hasValue(expected(words[3], s));
            clock.acknowledged(partition, at(s));
          }
        }
      }
      case "claim" ->
          assertThat(clock.claim(Integer.parseInt(words[2]), at(words[0])))
              .as(line)
              .isEqualTo(
                  words[4].equals("none")
                      ? OptionalLong.empty()
                      : OptionalLong.of(expected(words[4], 0)));
      case "ack" -> clock.acknowledged(Integer.parseInt(words[2]), at(words[0]));
      case "fail" -> clock.failed(Integer.parseInt(words[2]), at(words[0]));
      case "unreachable" -> clock.unreachable(at(words[0]));
      case "tick" -> clock.tick(at(words[0]));
      default -> assertThat(clock.outages()).as(line).isEqualTo(Long.parseLong(words[1]));
    }
  }

  /** A second, {@code now}, {@code nothing}, or one of them up to or from a second on. */
  private static long expected(String claim, int now) {
    if (claim.startsWith("now-from-")) {
      return now < Integer.parseInt(claim.substring(9)) ? PulseClock.NOTHING : at(now);
    }
    int until = claim.indexOf("-until-");
    if (until >= 0) {
      return now < Integer.parseInt(claim.substring(until + 7))
          ? at(claim.substring(0, until))
          : at(now);
    }
    return switch (claim) {
      case "now" -> at(now);
      case "nothing" -> PulseClock.NOTHING;
      default -> at(claim);
    };
  }

  private static long at(String second) {
    return START + Math.round(Double.parseDouble(second) * 1_000);
  }

  private static long at(int second) {
    return START + second * 1_000L;
  }

  private static PulseClock clock() {
    return new PulseClock(INTERVAL, SETTLE, PATIENCE);
  }

  record Outage(long from, long to) {}

  @Provide
  Arbitrary<List<Outage>> outages() {
    Arbitrary<long[]> gapAndLength =
        Combinators.combine(
                Arbitraries.longs().between(1_000, 90_000),
                Arbitraries.longs().between(100, 120_000))
            .as((gap, length) -> new long[] {gap, length});
    return gapAndLength
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(
            parts -> {
              List<Outage> outages = new ArrayList<>();
              long now = START;
              for (long[] part : parts) {
                long from = now + part[0];
                now = from + part[1];
                outages.add(new Outage(from, now));
              }
              return outages;
            });
  }

  /**
   * Whatever lands on the topic, be it flushed at the very end of an outage, claims no time inside
   * one that was long enough to be noticed, nor right after it, while others still hold events.
   */
  @Property(tries = 300)
  void noClaimInsideAnOutage(@ForAll("outages") List<Outage> outages, @ForAll long seed) {
    List<Long> claims = simulate(outages, new Random(seed));
    for (Outage outage : outages) {
      if (outage.to() - outage.from() < PATIENCE.plus(INTERVAL).plus(INTERVAL).toMillis()) {
        continue;
      }
      long first = outage.from() + INTERVAL.toMillis();
      long last = outage.to() + SETTLE.minus(PATIENCE).minus(INTERVAL).minus(INTERVAL).toMillis();
      assertThat(claims).noneMatch(claim -> claim > first && claim < last);
    }
  }

  /** Two partitions, writes of up to a second, given up after the patience; what was claimed. */
  private static List<Long> simulate(List<Outage> outages, Random random) {
    PulseClock clock = clock();
    List<Long> landed = new ArrayList<>();
    Long[] claimed = new Long[2];
    long[] sentAt = new long[2];
    long[] landsAt = new long[2];
    long end = outages.get(outages.size() - 1).to() + 120_000;
    for (long now = START; now < end; now += 100) {
      long t = now;
      boolean down = outages.stream().anyMatch(o -> o.from() <= t && t < o.to());
      boolean tick = (now - START) % INTERVAL.toMillis() == 0;
      if (tick) {
        clock.tick(now);
      }
      for (int partition = 0; partition < 2; partition++) {
        if (claimed[partition] != null) {
          if (!down && now >= landsAt[partition]) {
            landed.add(claimed[partition]);
            claimed[partition] = null;
            clock.acknowledged(partition, now);
          } else if (now - sentAt[partition] >= PATIENCE.toMillis()) {
            claimed[partition] = null;
            clock.failed(partition, now);
          }
        }
        OptionalLong claim = tick ? clock.claim(partition, now) : OptionalLong.empty();
        if (claim.isPresent()) {
          claimed[partition] = claim.getAsLong();
          sentAt[partition] = now;
          landsAt[partition] = now + random.nextInt(1_000);
        }
      }
    }
    assertThat(landed).as("time moves on at last").anyMatch(claim -> claim > end - 90_000);
    return landed;
  }
}
