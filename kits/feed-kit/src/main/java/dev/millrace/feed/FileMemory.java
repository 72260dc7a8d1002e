package dev.millrace.feed;

import dev.millrace.feed.format.StreamMemory;

/** What is known of the senders of one file from the files before it. */
interface FileMemory {

    /** Where each file stands alone. */
    FileMemory NONE = entry -> StreamMemory.NONE;

    /**
     * For the reader of one document.
     *
     * @param entry which one of the file, from 0
     */
    StreamMemory of(long entry);
}
