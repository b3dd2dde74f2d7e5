/** Topics in and out. */
package dev.odyssey.streaming.kafka;
