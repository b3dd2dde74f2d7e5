/** Topics in and out. */
package dev.odyssey.connectors.kafka;
