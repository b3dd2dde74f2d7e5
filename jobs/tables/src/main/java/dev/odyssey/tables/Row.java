package dev.odyssey.tables;

import dev.odyssey.streaming.KafkaRecord;

/**
 * A record that has been read and is not in its tables yet.
 *
 * @param record as it came
 * @param said what it says
 */
record Row<T>(KafkaRecord record, T said) {}
