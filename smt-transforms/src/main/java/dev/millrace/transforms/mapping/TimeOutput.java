package dev.millrace.transforms.mapping;

import java.time.format.DateTimeFormatter;

/** How a date or a time is written, where it is not Connect's own type. */
sealed interface TimeOutput {

    /** As a number since 1970. */
    record Count(EpochUnit unit) implements TimeOutput {}

    /** As a number of days since 1970. */
    record Days() implements TimeOutput {}

    /** As a text. */
    record Text(DateTimeFormatter formatter) implements TimeOutput {}
}
