package dev.millrace.rest;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the next page. Stateless: what it needs stands in the page and in its request. */
interface Paging {

    /** What a page says about the one behind it. */
    sealed interface Decision {}

    /**
     * There is another one.
     *
     * @param isGuess whether nobody says so, as with numbered pages: this one may be the last, and get more rows before the
     *     next one is asked for
     */
    record More(String token, boolean isGuess) implements Decision {

        /** The API says so. */
        More(String token) {
            this(token, false);
        }
    }

    /** It is the last one. */
    record Last() implements Decision {}

    /** Its rows have to be read before that can be told; never said of a page that was read. */
    record Unknown() implements Decision {}

    Decision LAST = new Last();
    Decision UNKNOWN = new Unknown();

    /**
     * What was read of a page.
     *
     * @param count rows so far, malformed ones included
     * @param all whether there are no more
     * @param last the value of the last one; null where there is none
     */
    record RowsRead(long count, boolean all, @Nullable Object last) {}

    /** What leads to the first page; empty where nothing is needed. */
    default Optional<String> first() {
        return Optional.empty();
    }

    /** Whether tokens are addresses, which stand for the endpoint's own. */
    default boolean leadsElsewhere() {
        return false;
    }

    /** Whether the page of a token and the one behind it may not hold the same rows, time after time. */
    default boolean isOneWay(Optional<String> token, String next) {
        return true;
    }

    /**
     * Judges a page.
     *
     * @throws dev.millrace.kit.ConnectorFailure MISCONFIGURED when what leads on is not where the options say
     */
    Decision next(Page page, RowsRead rows);
}
