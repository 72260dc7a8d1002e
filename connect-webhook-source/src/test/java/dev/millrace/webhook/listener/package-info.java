/** Tests of the listener over loopback. */
@NullMarked
package dev.millrace.webhook.listener;

import org.jspecify.annotations.NullMarked;
