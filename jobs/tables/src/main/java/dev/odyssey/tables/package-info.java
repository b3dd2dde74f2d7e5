/** The job that keeps the PostgreSQL tables equal to the topics. */
package dev.odyssey.tables;
