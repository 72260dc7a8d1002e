package dev.millrace.rest;

import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/** The rows of one page, one by one. Belongs to one thread. */
interface RowSource extends Closeable {

    /**
     * The next row; null behind the last.
     *
     * @throws dev.millrace.kit.ConnectorFailure MALFORMED when the rest of the page can't be read: it broke off, or is
     *     something else than rows
     */
    @Nullable
    Row next();

    @Override
    void close();

    /** Opens pages. */
    interface Opener {

        /**
         * Opens a page from its first row on.
         *
         * @throws dev.millrace.kit.ConnectorFailure MALFORMED when it can't be read at all
         */
        RowSource open(Page page);
    }
}
