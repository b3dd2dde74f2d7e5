package dev.odyssey.detection.job;

import dev.odyssey.detection.facts.FactRules;
import dev.odyssey.detection.operator.DetectDefects.DetectorFactory;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.events.Event;
import dev.odyssey.facts.Fact;
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
    Function<Policies, FactRules<E, F>> factRules) {}
