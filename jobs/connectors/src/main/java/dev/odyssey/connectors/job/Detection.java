package dev.odyssey.connectors.job;

import dev.odyssey.connectors.EventContract;
import dev.odyssey.detection.contacts.ContactRules;
import dev.odyssey.detection.operator.DetectDefects.DetectorFactory;
import dev.odyssey.detection.orders.OrderRules;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.state.EventTypeInfo;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.OrderEvent;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What one detection job is about: which events it reads and which rules it applies.
 *
 * @param job the name of the job
 */
public record Detection<E extends Event>(
    String job,
    EventContract<E> contract,
    TypeInformation<E> eventType,
    Function<Policies, DetectorFactory<E>> detectors) {

  /** Defects in the lives of orders. */
  public static final Detection<OrderEvent> LIFECYCLE =
      new Detection<>(
          "lifecycle-defects",
          EventContract.ORDERS,
          EventTypeInfo.ORDER,
          policies -> () -> OrderRules.detector(policies));

  /** Defects in how customers are answered. */
  public static final Detection<ContactEvent> CONTACTS =
      new Detection<>(
          "contact-defects",
          EventContract.CONTACTS,
          EventTypeInfo.CONTACT,
          policies -> () -> ContactRules.detector(policies));
}
