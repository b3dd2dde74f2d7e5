/** Records in the format of a schema registry, beside single-object encoding. */
package dev.odyssey.streaming.registry;
