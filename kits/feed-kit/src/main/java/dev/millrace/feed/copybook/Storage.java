package dev.millrace.feed.copybook;

import dev.millrace.feed.plan.Coding;

/**
 * A coding with what the layout of a record needs of it.
 *
 * @param alignment what SYNCHRONIZED makes its offset a multiple of
 */
record Storage(Coding coding, int bytes, int alignment) {

    Storage(Coding coding, int bytes) {
        this(coding, bytes, 1);
    }
}
