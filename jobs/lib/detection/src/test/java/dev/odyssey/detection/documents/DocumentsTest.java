package dev.odyssey.detection.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.detection.documents.Documents.Decision;
import dev.odyssey.detection.documents.Documents.Ignored;
import dev.odyssey.detection.documents.Documents.Refused;
import dev.odyssey.detection.documents.Documents.Taken;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentsTest {

  private static final String KEY = "MY_RULE@2026-04-01T00:00:00.000Z";
  private static final String RULE = "{\"of\": \"order\", \"from\": \"2026-04-01T00:00:00.000Z\"}";
  private static final long FROM = Instant.parse("2026-04-01T00:00:00Z").toEpochMilli();

  /** Of a job of orders, which takes anything but what says that it is bad. */
  private static final DocumentRules RULES =
      new DocumentRules() {
        private static final long serialVersionUID = 1;

        @Override
        public boolean concerns(String of) {
          return of.equals("order");
        }

        @Override
        public void check(List<RuleDocument> documents, String key) {
          if (documents.toString().contains("bad")) {
            throw new IllegalArgumentException("it is bad");
          }
        }
      };

  private final Documents documents = new Documents(RULES, List.of());

  @Test
  void isTakenUntilItsInstantHasPassed() {
    assertThat(documents.decide(KEY, RULE, FROM + 1)).isInstanceOf(Refused.class);
    assertThat(documents.accepted()).isEmpty();
    assertThat(documents.decide(KEY, RULE, FROM)).isEqualTo(new Taken(new RuleDocument(KEY, RULE)));
    assertThat(documents.accepted()).containsExactly(new RuleDocument(KEY, RULE));
  }

  @Test
  void isReplacedOrWithdrawnOnlyWhileItsInstantIsToCome() {
    assertThat(documents.decide(KEY, RULE, FROM - 1)).isInstanceOf(Taken.class);
    assertThat(documents.decide(KEY, RULE, FROM - 1)).isInstanceOf(Taken.class);
    assertThat(documents.decide(KEY, RULE, FROM)).isInstanceOf(Refused.class);
    assertThat(documents.decide(KEY, null, FROM)).isInstanceOf(Refused.class);
    assertThat(documents.accepted()).hasSize(1);
    assertThat(documents.decide(KEY, null, FROM - 1))
        .isEqualTo(new Taken(new RuleDocument(KEY, null)));
    assertThat(documents.accepted()).isEmpty();
    assertThat(documents.decide(KEY, null, FROM - 1)).isInstanceOf(Ignored.class);
  }

  @Test
  void whatIsBadChangesNothing() {
    documents.decide(KEY, RULE, 0);
    Decision refused = documents.decide(KEY, RULE.replace("{", "{\"says\": \"bad\", "), 0);
    assertThat(refused).isEqualTo(new Refused("it is bad"));
    assertThat(documents.accepted()).containsExactly(new RuleDocument(KEY, RULE));
  }

  @Test
  void whatIsOfAnotherJobIsIgnored() {
    assertThat(documents.decide(KEY, "{of: contact, bad: bad}", Long.MAX_VALUE))
        .isInstanceOf(Ignored.class);
    assertThat(documents.decide(KEY, RULE, 0)).isInstanceOf(Taken.class);
    assertThat(documents.decide(KEY, "{of: issue}", 0))
        .isEqualTo(new Taken(new RuleDocument(KEY, null)));
  }

  /** Compaction keeps both keys, and a tombstone would take back one of them. */
  @Test
  void aVersionHasOneKey() {
    documents.decide(KEY, RULE, 0);
    String other = "MY_RULE@2026-04-01T00:00:00Z";
    assertThat(documents.decide(other, RULE, 0))
        .isEqualTo(
            new Refused(
                "Document %s: this version is published under the key %s".formatted(other, KEY)));
    assertThat(documents.decide(other, null, 0)).isInstanceOf(Refused.class);
  }

  @Test
  void theKeySaysWhatTheDocumentSays() {
    assertThat(documents.decide("MY_RULE@2026-04-02T00:00:00.000Z", RULE, 0))
        .isInstanceOf(Refused.class);
    assertThat(documents.decide(KEY, "{of: order}", 0)).isInstanceOf(Refused.class);
    for (String key : new String[] {null, "", "MY_RULE", "my@2026-04-01T00:00:00Z", "MY_RULE@"}) {
      assertThat(documents.decide(key, RULE, 0)).as(key).isInstanceOf(Refused.class);
      assertThat(documents.decide(key, null, 0)).as(key).isInstanceOf(Refused.class);
    }
  }

  @Test
  void whatIsTooLongIsRefused() {
    String text = RULE + " ".repeat(Documents.MAX_CHARS);
    assertThat(documents.decide(KEY, text, 0)).isInstanceOf(Refused.class);
  }

  @Test
  void goesOnWithWhatWasAccepted() {
    documents.decide(KEY, RULE, 0);
    Documents next = new Documents(RULES, documents.accepted());
    assertThat(next.accepted()).isEqualTo(documents.accepted());
    assertThat(next.decide(KEY, null, 0)).isInstanceOf(Taken.class);
  }
}
