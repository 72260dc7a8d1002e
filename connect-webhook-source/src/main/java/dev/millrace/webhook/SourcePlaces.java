package dev.millrace.webhook;

import java.util.Optional;

/** Where the records of one task stand among its source offsets. Belongs to the polling thread. */
interface SourcePlaces {

    /** The place of the next event. */
    DedupPlace next(Optional<EventKey> key);

    /** How many events the next batch may hold; {@link Integer#MAX_VALUE} for any number. */
    int room();
}
