/** Alerts of the console: rules over what it watches, alerts that begin and end, and whom they are told to. */
@NullMarked
package dev.millrace.ops.alerts;

import org.jspecify.annotations.NullMarked;
