/** Files in. */
package dev.odyssey.streaming.files;
