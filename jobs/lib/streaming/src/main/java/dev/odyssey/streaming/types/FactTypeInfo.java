package dev.odyssey.streaming.types;

import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Fact;
import dev.odyssey.facts.OrderFacts;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink how facts are serialized. */
public final class FactTypeInfo<F extends Fact> extends ValueTypeInfo<F> {

  private static final long serialVersionUID = 1;

  public static final TypeInformation<OrderFacts> ORDER =
      new FactTypeInfo<>(OrderFacts.class, FactSerializer.OfOrders.INSTANCE);

  public static final TypeInformation<ContactFacts> CONTACT =
      new FactTypeInfo<>(ContactFacts.class, FactSerializer.OfContacts.INSTANCE);

  private FactTypeInfo(Class<F> type, TypeSerializer<F> serializer) {
    super(type, serializer);
  }
}
