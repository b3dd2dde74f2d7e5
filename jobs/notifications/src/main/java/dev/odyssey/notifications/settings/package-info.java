/**
 * What operations decide: holds, routes, surges, feeds, the playbook. One YAML file, read at the
 * start.
 */
package dev.odyssey.notifications.settings;
