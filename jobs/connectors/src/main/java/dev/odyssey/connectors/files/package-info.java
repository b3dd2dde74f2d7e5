/** Files in. */
package dev.odyssey.connectors.files;
