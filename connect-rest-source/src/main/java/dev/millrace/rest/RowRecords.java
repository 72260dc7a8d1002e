package dev.millrace.rest;

import org.jspecify.annotations.Nullable;

/** Makes the records of an endpoint's rounds. Belongs to the polling thread. */
interface RowRecords {

    /**
     * Whether a round that was interrupted goes on where it was; otherwise it begins anew.
     */
    boolean resumes();

    /** A round begins, or goes on. */
    void begin(RoundTotals totals);

    /**
     * The record of a row; null when there is nothing to tell of it.
     *
     * @throws dev.millrace.kit.ConnectorFailure when it can't be told, or there is no room to remember it
     */
    @Nullable
    PolledRecord of(Emission emission);

    /**
     * The next record behind those of all rows of a round; null when there is none any more.
     *
     * @param isUnchanged whether the API said that nothing changed, and sent no rows
     * @throws dev.millrace.kit.ConnectorFailure MALFORMED when the round can't have been all: it is to begin anew
     */
    @Nullable
    PolledRecord behind(boolean isUnchanged);
}
