package dev.odyssey.detection.documents;

import dev.odyssey.streaming.types.ValueTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A version of a rule, or of the policies, that was published and accepted.
 *
 * @param key as {@link DocumentKey} reads it
 * @param text the document; null where what was published under the key is withdrawn
 */
public record RuleDocument(String key, String text) {

  /** The type of documents between operators. */
  public static final TypeInformation<RuleDocument> TYPE =
      new ValueTypeInfo<>(RuleDocument.class, RuleDocumentSerializer.INSTANCE);

  public boolean isWithdrawal() {
    return text == null;
  }
}
