/** When rounds begin: in an interval, or by a cron expression, within hours of service. Whoever uses it declares cron-utils. */
@NullMarked
package dev.millrace.kit.schedule;

import org.jspecify.annotations.NullMarked;
