package dev.millrace.feed.edi;

import java.util.Optional;

/** Looks up the value of an element in error, for AK404 and IK404. Findings do not carry it: they go to logs and events. */
@FunctionalInterface
interface BadData {

    /** Says nothing: what is sent back tells the place and the code, and no data leaves the file. */
    BadData NONE = (transaction, place) -> Optional.empty();

    Optional<String> at(Envelope transaction, Place place);
}
