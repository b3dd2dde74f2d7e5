/**
 * What operations decide: holds, storms, routes, the playbook. One YAML file, read at the start.
 */
package dev.odyssey.notifications.settings;
