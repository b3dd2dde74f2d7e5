/** What Flink SQL needs to read the suite's topics. */
package dev.odyssey.sql;
