package dev.millrace.feed.framing;

import dev.millrace.feed.format.Options;

/**
 * A way to read descriptor words that fits the bytes at a stream's start.
 *
 * @param records how many it finds there
 */
record Guess(Framing framing, Words words, int records) {

    /** The settings that stand for it. */
    String settings(String format) {
        String text = format + ".framing=" + Options.nameOf(framing) + ", " + format + ".framing.endian="
                + (words.big() ? "big" : "little");
        if (framing.hasRecordDescriptors()) {
            text += ", " + format + ".framing.rdw.length.includes.header=" + (words.recordInclusive() ? "yes" : "no");
        }
        if (framing.hasBlocks()) {
            text += ", " + format + ".framing.bdw.length.includes.header=" + (words.blockInclusive() ? "yes" : "no");
        }
        return text;
    }
}
