package dev.odyssey.streaming.job;

import dev.odyssey.detection.contacts.ContactRules;
import dev.odyssey.detection.facts.ContactFactRules;
import dev.odyssey.detection.facts.FactRules;
import dev.odyssey.detection.facts.OrderFactRules;
import dev.odyssey.detection.operator.DetectDefects.DetectorFactory;
import dev.odyssey.detection.orders.OrderRules;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.state.EventTypeInfo;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Fact;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.FactContract;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What one detection job is about: which events it reads, which rules it applies, and which facts
 * it tells.
 *
 * @param job the name of the job
 * @param facts how facts are written
 * @param factRules what facts are, under some policies
 */
public record Detection<E extends Event, F extends Fact>(
    String job,
    EventContract<E> contract,
    TypeInformation<E> eventType,
    Function<Policies, DetectorFactory<E>> detectors,
    FactContract<F> facts,
    Function<Policies, FactRules<E, F>> factRules) {

  /** Defects in the lives of orders. */
  public static final Detection<OrderEvent, OrderFacts> LIFECYCLE =
      new Detection<>(
          "lifecycle-defects",
          EventContract.ORDERS,
          EventTypeInfo.ORDER,
          policies -> () -> OrderRules.detector(policies),
          FactContract.ORDERS,
          OrderFactRules::new);

  /** Defects in how customers are answered. */
  public static final Detection<ContactEvent, ContactFacts> CONTACTS =
      new Detection<>(
          "contact-defects",
          EventContract.CONTACTS,
          EventTypeInfo.CONTACT,
          policies -> () -> ContactRules.detector(policies),
          FactContract.CONTACTS,
          ContactFactRules::new);
}
